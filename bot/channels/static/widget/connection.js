// A WebSocket that comes back: exponential backoff with jitter, at once when the network or the tab returns,
// and a ping that notices a connection which is dead without saying so.

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
const PING_MS = 20_000;
const PONG_MS = 8_000;
const TRY_LATER = 1013; // the server is there and cannot take messages now
const PROOF_MS = 10_000; // a link that lasts this long is a good one; one that breaks at once keeps backing off

export class Connection {
  // handlers: greet() -> the hello frame, frame(frame), status("connecting" | "open" | "offline" | "kept")
  constructor(server, handlers) {
    this.url = `${server.replace(/^http/, "ws")}/chat/stream`;
    this.handlers = handlers;
    this.attempt = 0;
    this.wanted = false;
    this.ready = false;
    this.page = null;
  }

  start() {
    if (this.wanted) return;
    this.wanted = true;
    this.page = new AbortController();
    const { signal } = this.page;
    const back = () => document.visibilityState === "visible" && this.hurry();
    addEventListener("online", () => this.hurry(), { signal });
    addEventListener("offline", () => this.drop(), { signal });
    document.addEventListener("visibilitychange", back, { signal });
    this.open();
  }

  stop() {
    this.wanted = false;
    this.page?.abort();
    this.drop();
    clearTimeout(this.retry);
  }

  restart() {
    this.attempt = 0;
    this.drop();
  }

  send(frame) {
    if (this.ready) this.socket.send(JSON.stringify(frame));
    return this.ready;
  }

  open() {
    clearTimeout(this.retry);
    this.handlers.status("connecting");
    const socket = (this.socket = new WebSocket(this.url));
    socket.onopen = () => socket.send(JSON.stringify(this.handlers.greet()));
    socket.onmessage = (event) => this.socket === socket && this.hear(JSON.parse(event.data));
    socket.onclose = ({ code }) => this.socket === socket && this.drop(code === TRY_LATER ? "kept" : "offline");
    this.expect(PONG_MS);
  }

  hear(frame) {
    this.expect(PING_MS, true);
    if (frame.type === "welcome") {
      this.ready = true;
      clearTimeout(this.proof);
      this.proof = setTimeout(() => (this.attempt = 0), PROOF_MS);
      this.handlers.status("open");
    }
    if (frame.type !== "pong") this.handlers.frame(frame);
  }

  // Without a frame in `ms` ask for one (`ask`), and without an answer to that start over.
  expect(ms, ask) {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      if (!ask || !this.send({ type: "ping" })) return this.drop();
      this.expect(PONG_MS);
    }, ms);
  }

  drop(status = "offline") {
    clearTimeout(this.silence);
    clearTimeout(this.proof);
    const { socket } = this;
    this.socket = null;
    this.ready = false;
    socket?.close();
    if (!this.wanted) return;
    this.handlers.status(status);
    const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.attempt++);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), longest * (0.5 + Math.random() / 2));
  }

  hurry() {
    if (!this.wanted) return;
    if (this.socket) return void (this.ready && this.expect(0, true));
    this.attempt = 0;
    this.open();
  }
}

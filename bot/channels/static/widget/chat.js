// The conversation as the browser knows it: what arrived, what waits to be sent, and exactly-once sending.
// The server drops a line it has already taken by its id, so a line is repeated until it is accepted or refused.
import { Connection } from "./connection.js";
import { uuid } from "./memory.js";

const ACKNOWLEDGE_MS = 200;
const REPEAT_MS = 10_000; // a line neither accepted nor refused by then is said again
const TYPING_EVERY_MS = 3_000;

// Times of day are told as the customer's own clock shows them.
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export class Chat {
  // view: status, history, notice, state, reset, settle(message), pending(entry), unpend(id), refused(entry, text), typing(on, author)
  constructor(server, memory, language, view) {
    this.memory = memory;
    this.language = language;
    this.view = view;
    this.token = memory.get("token");
    this.conversation = null;
    this.seen = 0;
    this.typingAt = 0;
    this.connection = new Connection(server, {
      greet: () => ({ type: "hello", token: this.token, seen: this.seen, language: this.language, zone: zone() }),
      frame: (frame) => this[`on_${frame.type}`]?.(frame),
      status: (status) => this.status(status),
    });
  }

  get outbox() {
    return this.memory.get("outbox") ?? [];
  }

  start(signal) {
    this.memory.watch("token", () => this.adopt(), signal);
    for (const entry of this.outbox) this.view.pending(entry);
    this.connection.start();
  }

  stop() {
    this.connection.stop();
  }

  // Another tab started the conversation: join it instead of starting a second one.
  adopt() {
    const token = this.memory.get("token");
    if (!token || token === this.token) return;
    this.token = token;
    this.connection.restart();
  }

  say(text, payload = null) {
    const entry = { id: uuid(), text, payload, at: new Date().toISOString() };
    this.memory.set("outbox", [...this.outbox, entry]);
    this.view.pending(entry);
    this.deliver(entry);
    this.typingAt = 0;
  }

  // The token is kept before the first line leaves, so that the line can be repeated into the same conversation.
  deliver({ id, text, payload }) {
    if (!this.connection.ready) return;
    if (this.memory.get("token") !== this.token) this.memory.set("token", this.token);
    this.connection.send({ type: "say", id, text, payload });
    clearTimeout(this.again);
    this.again = setTimeout(() => this.deliverAll(), REPEAT_MS);
  }

  deliverAll() {
    for (const entry of this.outbox) this.deliver(entry);
  }

  typing(on) {
    const now = Date.now();
    if (on ? now - this.typingAt < TYPING_EVERY_MS : !this.typingAt) return;
    this.typingAt = on ? now : 0;
    if (this.seen) this.connection.send({ type: "typing", on });
  }

  status(status) {
    this.view.status(status);
    if (status !== "open") this.view.typing(false);
  }

  on_welcome({ token, conversation, after, state, messages }) {
    if (this.conversation && (conversation !== this.conversation || after < this.seen)) this.reset();
    this.token = token;
    this.conversation = conversation;
    this.view.state(state);
    this.view.history(() => messages.forEach((message) => this.on_message(message)));
    this.deliverAll();
  }

  reset() {
    this.seen = 0;
    this.view.reset();
    for (const entry of this.outbox) this.view.pending(entry);
  }

  on_message(message) {
    if (message.client_id) this.done(message.client_id);
    if (message.author !== "customer") this.view.typing(false);
    this.view.settle(message);
    this.seen = Math.max(this.seen, message.seq);
    clearTimeout(this.acknowledging);
    this.acknowledging = setTimeout(() => this.connection.send({ type: "seen", seq: this.seen }), ACKNOWLEDGE_MS);
  }

  // `seen` does not move here: a line of ours may be accepted before an earlier line has reached us.
  on_accepted({ id, seq, at }) {
    const entry = this.done(id);
    if (entry) this.view.settle({ seq, at, author: "customer", text: entry.text, buttons: [], client_id: id });
  }

  on_refused({ id, text }) {
    const entry = this.done(id);
    if (entry) this.view.refused(entry, text);
  }

  on_typing({ on, author }) {
    this.view.typing(on, author);
  }

  // Something true that is not part of the conversation: an answer that takes long, a line that waits.
  on_notice({ text }) {
    this.view.notice(text);
  }

  on_state(state) {
    this.view.typing(false);
    this.view.state(state);
  }

  done(id) {
    const { outbox } = this;
    const entry = outbox.find((waiting) => waiting.id === id);
    if (entry) this.memory.set("outbox", outbox.filter((waiting) => waiting.id !== id));
    this.view.unpend(id);
    return entry;
  }
}

// The live line to the desk: reconnects by itself, and says when it is back so that the page re-reads the record.

const SILENCE_MS = 45_000; // the desk beats every 20 s
const RETRY_MAX_MS = 15_000;
const LOG_IN_AGAIN = 4401;

export function openStream({ onEvent, onUp, onDown }) {
  let socket = null;
  let retryMs = 500;
  let watchdog = 0;
  let watched = null;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const line = new WebSocket(`${scheme}://${location.host}/desk/stream`);
    socket = line;
    heard(line);
    line.onmessage = ({ data }) => {
      heard(line);
      const event = JSON.parse(data);
      if (event.topic === "hello") up();
      onEvent(event);
    };
    line.onclose = ({ code }) => line === socket && down(code);
  }

  function heard(line) {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => { line.onclose = null; line.close(); down(0); }, SILENCE_MS);
  }

  function up() {
    retryMs = 500;
    if (watched) say({ type: "watch", conversation_id: watched });
    onUp();
  }

  function down(code) {
    clearTimeout(watchdog);
    socket = null;
    if (code === LOG_IN_AGAIN) return location.assign(`/desk/login?next=${encodeURIComponent(location.pathname)}`);
    onDown();
    setTimeout(connect, retryMs * (0.5 + Math.random())); // not everybody at once after a restart
    retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
  }

  function say(message) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  connect();
  return {
    watch(conversationId) {
      watched = conversationId;
      say({ type: "watch", conversation_id: conversationId });
    },
    typing: (on) => say({ type: "typing", on }),
    available: (on) => say({ type: "available", on }),
  };
}

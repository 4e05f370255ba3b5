// Times as people at the desk read them. The server's clock counts, not this computer's.

let offsetMs = 0;
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export function setServerTime(iso) {
  offsetMs = Date.parse(iso) - Date.now();
}

const now = () => Date.now() + offsetMs;

export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}

export function clock(iso) {
  const at = new Date(iso);
  return at.toDateString() === new Date(now()).toDateString() ? CLOCK.format(at) : DAY.format(at);
}

const RENDER = {
  since: (at) => ({ text: duration(now() - at) }),
  due: (at) => {
    const left = at - now();
    if (left < 0) return { text: `${duration(-left)} overdue`, urgency: "over" };
    return { text: `in ${duration(left)}`, urgency: left < 120_000 ? "soon" : "" };
  },
};

function render(node) {
  const { text, urgency } = RENDER[node.dataset.live](Date.parse(node.dateTime));
  if (node.textContent !== text) node.textContent = text;
  if (urgency !== undefined) node.dataset.urgency = urgency;
}

// A <time> that keeps counting: kind "since" counts up, "due" counts down and turns red.
export function live(kind, iso, title) {
  const node = document.createElement("time");
  node.dateTime = iso;
  node.dataset.live = kind;
  node.title = title ?? clock(iso);
  render(node);
  return node;
}

export function startTicking() {
  setInterval(() => document.querySelectorAll("time[data-live]").forEach(render), 1000);
}

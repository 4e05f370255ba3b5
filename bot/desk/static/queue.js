// The left pane: my chats, then who waits, lane by lane, then callbacks and what colleagues hold.

import { scoreBadges } from "./badges.js";
import { byId, el, fill, words } from "./dom.js";
import { customerName, triggerWords } from "./naming.js";
import { live } from "./time.js";

const LANES = ["crisis", "priority", "normal"];

export function groups(handoffs, me) {
  const waiting = (lane) => handoffs.filter((h) => h.state === "waiting" && h.lane === lane);
  return [
    { name: "My chats", rows: handoffs.filter((h) => h.state === "human" && h.agent === me) },
    ...LANES.map((lane) => ({ name: words(lane), lane, rows: waiting(lane) })),
    { name: "Callbacks", rows: handoffs.filter((h) => h.state === "callback") },
    { name: "With colleagues", rows: handoffs.filter((h) => h.state === "human" && h.agent !== me) },
  ];
}

export function renderQueue(handoffs, { me, people, openId, unread }) {
  const focused = document.activeElement?.closest?.("#queue a")?.dataset.id;
  forgetGone(handoffs);
  const shown = groups(handoffs, me).map((group) => section(group, { people, openId, unread, me }));
  const empty = handoffs.length === 0 && el("p", { className: "empty" }, "Nobody is waiting.");
  fill(byId("queue"), shown, empty);
  if (openId !== lastOpen) byId("queue").querySelector("a.open")?.scrollIntoView({ block: "nearest" });
  lastOpen = openId;
  if (focused) byId("queue").querySelector(`a[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function section({ name, lane, rows }, context) {
  if (rows.length === 0) return null;
  return el("section", { data: { lane: lane ?? "" } },
    el("h2", {}, name, " ", el("span", { className: "count" }, String(rows.length))),
    el("ul", {}, rows.map((row) => item(row, context))));
}

let lastOpen = null;

// Of a thousand rows one changes: the others stay the nodes they are.
const drawn = new Map();

function item(row, context) {
  const looks = JSON.stringify([row, row.id === context.openId, context.unread.has(row.id)]);
  const known = drawn.get(row.id);
  if (known?.looks === looks) return known.node;
  const node = el("li", {}, link(row, context));
  drawn.set(row.id, { looks, node });
  return node;
}

function forgetGone(handoffs) {
  const ids = new Set(handoffs.map(({ id }) => id));
  for (const id of drawn.keys()) if (!ids.has(id)) drawn.delete(id);
}

function link(handoff, { people, openId, unread, me }) {
  const waits = handoff.state === "waiting" || handoff.state === "callback";
  return el("a", {
    href: `/desk/handoffs/${encodeURIComponent(handoff.id)}`,
    data: { id: handoff.id },
    className: handoff.id === openId ? "open" : "",
    "aria-current": handoff.id === openId ? "true" : null,
  },
  el("span", { className: "issue" }, handoff.issue || triggerWords(handoff.trigger) || "Asks for a person"),
  unread.has(handoff.id) && el("span", { className: "unread", title: "New message" }, "new"),
  el("span", { className: "who" }, customerName(handoff.customer), " · ", handoff.language,
    handoff.agent && handoff.agent !== me ? ` · ${people[handoff.agent] ?? handoff.agent}` : ""),
  el("span", { className: "badges" }, scoreBadges(handoff),
    el("span", { className: "times" }, live("since", handoff.created_at, "Waiting since"),
      waits && handoff.respond_by && [" · ", live("due", handoff.respond_by, "Respond by")])));
}

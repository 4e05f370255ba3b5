// All open hand-overs: read on every (re)connection, then one by one as events name them.

import { getHandoff, handoffsIn } from "./api.js";
import { notify, showCount } from "./attention.js";
import { byId } from "./dom.js";
import { groups, renderQueue } from "./queue.js";

const OPEN_STATES = ["waiting", "human", "callback"];

export function handoffList({ me, people, openId }) {
  let handoffs = new Map();
  const unread = new Set();
  const asked = new Map();
  let frame = 0;

  function draw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const rows = [...handoffs.values()].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
      renderQueue(rows, { me, people, openId: openId(), unread });
      showCount(rows.filter(({ state }) => state === "waiting").length + unread.size);
    });
  }

  async function reread() {
    try {
      const found = (await Promise.all(OPEN_STATES.map(handoffsIn))).flat();
      handoffs = new Map(found.map((handoff) => [handoff.id, handoff]));
    } catch {
      return; // the line to the desk says that it is down; the next connection reads again
    }
    draw();
  }

  // Many events about one hand-over are one request, and one more after it when it changed meanwhile.
  async function refresh(id) {
    if (asked.has(id)) return asked.set(id, true);
    asked.set(id, false);
    try {
      const { contract, ...handoff } = await getHandoff(id);
      if (handoff.state === "waiting" && !handoffs.has(id)) notify(`A customer is waiting (${handoff.lane})`, id);
      if (OPEN_STATES.includes(handoff.state)) handoffs.set(id, handoff);
      else handoffs.delete(id);
    } catch {
      handoffs.delete(id);
    }
    const again = asked.get(id);
    asked.delete(id);
    draw();
    return again && refresh(id);
  }

  return {
    reread,
    refresh,
    changed({ id, state }) {
      if (state !== "closed") return refresh(id);
      handoffs.delete(id);
      return draw();
    },
    heard({ conversation_id: conversationId, author }) {
      const handoff = [...handoffs.values()].find((candidate) => candidate.conversation_id === conversationId);
      if (!handoff || handoff.agent !== me || author !== "customer") return;
      if (handoff.id === openId() && !document.hidden) return;
      unread.add(handoff.id);
      notify("A customer wrote to you", handoff.id);
      draw();
    },
    seen(id) {
      unread.delete(id);
      draw();
    },
    neighbour(step) {
      const order = groups([...handoffs.values()], me).flatMap(({ rows }) => rows);
      const links = [...byId("queue").querySelectorAll("a[data-id]")].map((link) => link.dataset.id);
      const ids = links.length > 0 ? links : order.map(({ id }) => id);
      const at = ids.indexOf(openId());
      return ids[at < 0 ? (step > 0 ? 0 : ids.length - 1) : at + step];
    },
  };
}

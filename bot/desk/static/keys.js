// One key each, unless somebody is writing.

import { byId } from "./dom.js";

export function listenForKeys({ move, claim, reply }) {
  const actions = { j: () => move(1), k: () => move(-1), c: claim, r: reply, "?": () => byId("keys-dialog").showModal() };
  byId("keys-help").addEventListener("click", actions["?"]);
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

// A person's word: the dialog that gives it, the line that keeps it, and how many are past their time.

import { getOverdue } from "./api.js";
import { byId } from "./dom.js";

export function promiseDialog(onPromise) {
  const dialog = byId("promise-dialog");
  let clientId = crypto.randomUUID();
  byId("promise-cancel").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const by = new Date(byId("promise-by").value).toISOString();
      await onPromise({ what: byId("promise-what").value.trim(), by, kind: byId("promise-kind").value, client_id: clientId });
      clientId = crypto.randomUUID();
      byId("promise-what").value = "";
      dialog.close();
    } catch (problem) {
      byId("promise-problem").textContent = problem.message;
    }
  });
  return () => {
    byId("promise-problem").textContent = "";
    dialog.showModal();
  };
}

// My last line after the promise: what a person would point at to say "here it is".
export function keptBy(promise, messages, me) {
  const made = messages.find(({ id }) => id === promise.message_id)?.seq ?? 0;
  const mine = promise.owed && promise.kind === "message" && promise.made_by === me;
  return mine ? messages.findLast(({ author, seq }) => author === "human" && seq > made) : undefined;
}

export async function showOverdue() {
  const place = byId("overdue");
  try {
    const late = await getOverdue();
    const first = late.find(({ handoff_id: id }) => id);
    place.hidden = late.length === 0;
    place.textContent = late.length === 1 ? "1 promise overdue" : `${late.length} promises overdue`;
    if (first) place.href = `/desk/handoffs/${encodeURIComponent(first.handoff_id)}`;
    else place.removeAttribute("href");
  } catch {
    place.hidden = true;
  }
}

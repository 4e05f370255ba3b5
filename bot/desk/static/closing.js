// The dialog that closes a case: what was the cause, what was done.

import { byId, el, fill, words } from "./dom.js";

export function closingDialog(causes, onClose) {
  const dialog = byId("close-dialog");
  const cause = byId("close-cause");
  fill(cause, el("option", { value: "" }, "Choose…"), causes.map((name) => el("option", { value: name }, words(name))));
  byId("close-cancel").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await onClose(byId("close-resolution").value.trim(), cause.value);
      byId("close-resolution").value = "";
      cause.value = "";
      dialog.close();
    } catch (problem) {
      byId("close-problem").textContent = problem.message;
    }
  });
  return () => {
    byId("close-problem").textContent = "";
    dialog.showModal();
  };
}

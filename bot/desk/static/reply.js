// The reply box: open only for whoever holds the conversation; a draft survives everything but sending it.

import { byId } from "./dom.js";

const TYPING_REPEAT_MS = 3000;
const TYPING_STOPS_MS = 6000;

export function replyBox({ drafts, onSend, onTyping }) {
  const form = byId("reply");
  const box = byId("reply-text");
  let id = null;
  let typingSince = 0;
  let stopTimer = 0;

  function stopTyping() {
    clearTimeout(stopTimer);
    if (typingSince) onTyping(false);
    typingSince = 0;
  }

  function typed() {
    drafts.keep(id, box.value);
    clearTimeout(stopTimer);
    stopTimer = setTimeout(stopTyping, TYPING_STOPS_MS);
    if (Date.now() - typingSince < TYPING_REPEAT_MS) return;
    typingSince = Date.now();
    onTyping(true);
  }

  function submit() {
    const text = box.value.trim();
    if (!text || box.disabled) return;
    box.value = "";
    drafts.keep(id, "");
    stopTyping();
    onSend(id, text);
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box.addEventListener("input", typed);
  box.addEventListener("blur", stopTyping);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") box.blur();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  return {
    show(handoffId) {
      if (handoffId === id) return;
      stopTyping();
      id = handoffId;
      box.value = id ? drafts.read(id) : "";
    },
    allow(mine, note) {
      form.hidden = !id;
      for (const control of [box, byId("send"), byId("promise"), byId("give-back"), byId("close")]) control.disabled = !mine;
      byId("reply-note").textContent = note;
      if (!mine) stopTyping();
    },
    focus: () => !box.disabled && box.focus(),
    putBack(text) {
      box.value = [text, box.value].filter(Boolean).join("\n");
      drafts.keep(id, box.value);
      box.focus();
    },
  };
}

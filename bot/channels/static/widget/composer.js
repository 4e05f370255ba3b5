// Where the customer writes: Enter sends, Shift+Enter breaks the line, the field grows with the text.
import { h, icon } from "./dom.js";

const BORDER_PX = 3;
const IDLE_MS = 5_000;
const TEXT_MAX_CHARS = 8_000; // fits one frame; what the server takes is less, and it says so

export class Composer {
  constructor(words, say, typing) {
    this.say = say;
    this.typing = typing;
    this.field = h("textarea", {
      rows: "1", maxlength: TEXT_MAX_CHARS, placeholder: words.placeholder, "aria-label": words.placeholder, enterkeyhint: "send", autocomplete: "off",
      oninput: () => this.changed(), onkeydown: (event) => this.key(event),
    });
    this.button = h("button", { type: "submit", class: "send", "aria-label": words.send, title: words.send }, icon("send"));
    this.notice = h("p", { class: "notice", role: "alert" });
    this.notice.hidden = true;
    this.node = h("form", { class: "composer", onsubmit: (event) => this.submit(event) }, this.field, this.button);
    this.fit();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.changed();
    this.say(text);
    this.field.focus();
  }

  changed() {
    this.notice.hidden = true;
    this.fit();
    const writing = this.field.value.trim() !== "";
    this.typing(writing);
    clearTimeout(this.idle);
    if (writing) this.idle = setTimeout(() => this.typing(false), IDLE_MS);
  }

  // A refused line comes back, in front of whatever was begun since.
  giveBack(text, title, reason) {
    this.field.value = this.field.value ? `${text}\n${this.field.value}` : text;
    this.fit();
    this.notice.replaceChildren(h("strong", {}, title), " ", reason);
    this.notice.hidden = false;
  }

  fit() {
    this.button.disabled = this.field.value.trim() === "";
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight + BORDER_PX}px`;
  }
}

// The open chat: header, status banner, messages, who is typing, and the composer.
import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { Log } from "./log.js";

const TYPING_MAX_MS = { bot: 30_000, human: 12_000 };
const PATIENCE_MS = 1_500;

export class Panel {
  // acts: close(), say(text, payload), typing(on)
  constructor(words, language, acts) {
    this.words = words;
    this.acts = acts;
    this.log = new Log(words, language, (button) => acts.say(button.title, button.payload));
    this.composer = new Composer(words, acts.say, acts.typing);
    this.link = h("div", { class: "banner", role: "status", "data-owner": "nobody", hidden: true });
    this.banner = h("div", { class: "banner", role: "status", hidden: true });
    this.news = h("div", { class: "banner", role: "status", hidden: true });
    this.dots = h("div", { class: "typing", role: "img", "aria-label": words.typing, hidden: true }, h("i"), h("i"), h("i"));
    this.log.node.append(this.dots);
    this.log.node.setAttribute("aria-label", words.title);
    this.node = h("section", { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true, onkeydown: (event) => this.key(event) },
      this.header(), this.link, this.news, this.banner, this.log.node, this.log.jump, this.composer.notice, this.composer.node);
    this.introduce();
  }

  header() {
    const close = h("button", { type: "button", class: "close", "aria-label": this.words.close, title: this.words.close, onclick: this.acts.close }, icon("close"));
    const names = h("div", { class: "names" }, h("h2", { id: "title" }, this.words.title), h("p", {}, this.words.subtitle ?? ""));
    return h("header", {}, h("span", { class: "face bot" }, icon("spark")), names, close);
  }

  introduce() {
    const { welcome, ...words } = this.words;
    const starters = Object.keys(words).filter((key) => key.startsWith("starter_")).sort();
    const buttons = starters.map((key) => h("button", { type: "button", class: "reply", onclick: () => this.acts.say(words[key]) }, words[key]));
    this.starters = h("div", { class: "replies" }, ...buttons);
    if (welcome) this.log.before.append(h("p", {}, welcome), this.starters);
  }

  // The link is only spoken of when it stays away; a lift ride of a second is nobody's business.
  status(status) {
    if (status === "open") {
      clearTimeout(this.silence);
      this.silence = this.away = null;
      this.link.hidden = true;
      this.news.hidden = true;
    } else {
      if (status !== "connecting" || !this.away) this.away = status;
      this.silence ??= setTimeout(() => this.unlinked(), PATIENCE_MS);
      if (!this.link.hidden) this.unlinked();
    }
  }

  unlinked() {
    const text = this.words[this.away];
    if (this.link.textContent !== text) this.link.replaceChildren(icon("clock"), h("span", {}, text));
    this.link.hidden = false;
  }

  state({ owner, text }) {
    this.banner.hidden = owner === "bot" || !text;
    this.banner.dataset.owner = owner;
    if (this.banner.textContent !== text) this.banner.replaceChildren(icon(owner === "human" ? "person" : "clock"), h("span", {}, text));
  }

  notice(text) {
    this.news.replaceChildren(icon("clock"), h("span", {}, text));
    this.news.hidden = false;
  }

  settle(message) {
    const fresh = this.log.settle(message);
    if (message.author !== "customer") this.news.hidden = true;
    this.begun();
    return fresh;
  }

  pending(entry) {
    this.log.pending(entry);
    this.begun();
  }

  begun() {
    this.starters.hidden = this.log.settled.length + this.log.waiting.size > 0;
  }

  reset() {
    this.log.reset();
    this.begun();
    this.typing(false);
  }

  // History is not news: screen readers hear only what comes after it.
  history(fill) {
    this.log.node.setAttribute("aria-busy", "true");
    fill();
    this.log.toEnd();
    setTimeout(() => this.log.node.removeAttribute("aria-busy"), 500);
  }

  typing(on, author = "bot") {
    clearTimeout(this.typed);
    this.dots.hidden = !on;
    if (on) this.log.follow();
    if (on) this.typed = setTimeout(() => this.typing(false), TYPING_MAX_MS[author] ?? TYPING_MAX_MS.bot);
  }

  key(event) {
    if (event.key === "Escape") this.acts.close();
    else if (event.key === "Tab" && this.node.getAttribute("aria-modal") === "true") this.keep(event);
  }

  // As a full sheet on a phone the page behind cannot be seen, so Tab stays inside.
  keep(event) {
    const stops = [...this.node.querySelectorAll("button:not(:disabled), textarea, a, [tabindex='0']")].filter((stop) => stop.getClientRects().length);
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (this.node.getRootNode().activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }
}

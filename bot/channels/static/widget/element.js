// <firstline-chat lang="pl" server="https://help.example">: the launcher, the panel, and what joins them to the chat.
// `lang` defaults to the page's language, `server` to where this script came from.
import { Chat } from "./chat.js";
import { h, icon } from "./dom.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { sheet } from "./style.js";
import { words } from "./words.js";

const PHONE = matchMedia("(max-width: 480px), (max-height: 480px)");
const FINE = matchMedia("(pointer: fine)");
const BADGE_MAX = 99;

export class FirstlineChat extends HTMLElement {
  static observedAttributes = ["lang", "server"];

  connectedCallback() {
    this.life = new AbortController();
    this.begin(this.life.signal);
  }

  disconnectedCallback() {
    this.life.abort();
    this.chat?.stop();
    this.chat = null;
    document.documentElement.style.removeProperty("overflow");
  }

  attributeChangedCallback(_name, before, after) {
    if (!this.isConnected || before === after || before === null) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  async begin(signal) {
    const server = (this.getAttribute("server") || new URL(import.meta.url).origin).replace(/\/$/, "");
    const language = (this.closest("[lang]")?.lang || navigator.language).slice(0, 2).toLowerCase();
    this.memory = new Memory(server);
    this.words = await words(server, language, this.memory, signal);
    if (signal.aborted) return;
    this.build(language);
    this.chat = new Chat(server, this.memory, language, this);
    this.signal = signal;
    if (this.memory.get("token")) this.chat.start(signal);
    this.listen(signal);
    if (this.memory.get("open") && !PHONE.matches) this.open(false);
  }

  build(language) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    this.unread = new Set();
    this.badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open(true) }, icon("chat"), this.badge);
    const acts = { close: () => this.close(), say: (text, payload) => this.chat.say(text, payload), typing: (on) => this.chat?.typing(on) };
    this.panel = new Panel(this.words, language, acts);
    root.replaceChildren(h("div", { class: "root", lang: language }, this.launcher, this.panel.node));
    this.count();
  }

  listen(signal) {
    const fit = () => this.fit();
    PHONE.addEventListener("change", fit, { signal });
    visualViewport?.addEventListener("resize", fit, { signal });
    visualViewport?.addEventListener("scroll", fit, { signal });
    document.addEventListener("visibilitychange", () => this.read(), { signal });
    document.addEventListener("click", (event) => this.called(event), { signal });
  }

  // A shop's own "Contact us" link opens the chat: <a href="/contact" data-firstline-open>
  called(event) {
    if (!event.target.closest?.("[data-firstline-open]")) return;
    event.preventDefault();
    this.open(true);
  }

  get isOpen() {
    return !this.panel.node.hidden;
  }

  open(byHand) {
    this.chat.start(this.signal);
    this.panel.node.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.memory.set("open", true);
    this.fit();
    this.read();
    this.panel.log.toEnd();
    this.panel.composer.fit();
    if (byHand) (FINE.matches ? this.panel.composer.field : this.panel.node).focus();
  }

  close() {
    this.panel.node.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.memory.set("open", false);
    this.fit();
    this.launcher.focus();
  }

  // On a phone the panel is a sheet that ends where the keyboard begins.
  fit() {
    const sheet = this.isOpen && PHONE.matches;
    const { style } = this.panel.node;
    this.panel.node.setAttribute("aria-modal", String(sheet));
    style.setProperty("--sheet-height", sheet && visualViewport ? `${visualViewport.height}px` : "100dvh");
    style.setProperty("--sheet-top", sheet && visualViewport ? `${visualViewport.offsetTop}px` : "0px");
    if (sheet) document.documentElement.style.overflow = "hidden";
    else document.documentElement.style.removeProperty("overflow");
  }

  read() {
    if (!this.isOpen || document.visibilityState !== "visible") return;
    this.memory.set("read", Math.max(this.chat.seen, ...this.unread, 0));
    this.unread.clear();
    this.count();
  }

  count() {
    const { size } = this.unread;
    const news = size ? this.words.new_messages.replace("{n}", size) : "";
    this.badge.hidden = !size;
    this.badge.textContent = size > BADGE_MAX ? `${BADGE_MAX}+` : size;
    this.launcher.setAttribute("aria-label", [this.words.open, news].filter(Boolean).join(". "));
  }

  settle(message) {
    const fresh = this.panel.settle(message);
    if (fresh && message.author !== "customer" && message.seq > (this.memory.get("read") ?? 0)) this.unread.add(message.seq);
    this.read();
    this.count();
  }

  reset() {
    this.memory.set("read", 0);
    this.unread.clear();
    this.panel.reset();
    this.count();
  }

  refused({ text }, reason) {
    this.panel.composer.giveBack(text, this.words.not_sent, reason);
    this.panel.begun();
  }

  status(status) {
    this.panel.status(status);
  }

  state(state) {
    this.panel.state(state);
  }

  notice(text) {
    this.panel.notice(text);
  }

  history(fill) {
    this.panel.history(fill);
  }

  pending(entry) {
    this.panel.pending(entry);
  }

  unpend(id) {
    this.panel.log.unpend(id);
  }

  typing(on, author) {
    this.panel.typing(on, author);
  }
}

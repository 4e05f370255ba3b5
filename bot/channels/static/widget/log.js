// The list of messages: in order of seq, grouped by speaker, with days and times, own waiting lines last.
import { h, icon, linked } from "./dom.js";

const GROUP_MS = 5 * 60_000;

export class Log {
  // choose(button) is called when the customer presses a quick reply.
  constructor(words, language, choose) {
    this.words = words;
    this.choose = choose;
    this.time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
    this.settled = [];
    this.waiting = new Map();
    this.before = h("div", { class: "intro" });
    this.list = h("div", { class: "list" });
    this.queue = h("div", { class: "list" });
    this.node = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", onscroll: () => this.scrolled() }, this.before, this.list, this.queue);
    this.below = 0;
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() });
    this.end = true;
    new ResizeObserver(() => this.follow()).observe(this.node);
  }

  reset() {
    this.settled = [];
    this.waiting.clear();
    this.list.replaceChildren();
    this.queue.replaceChildren();
  }

  settle(message) {
    if (this.settled.some((item) => item.seq === message.seq)) return false;
    const item = { ...message, at: new Date(message.at) };
    const index = this.settled.findLastIndex((earlier) => earlier.seq < item.seq) + 1;
    item.node = this.bubble(item);
    this.list.insertBefore(item.node, this.settled[index]?.node ?? null);
    this.settled.splice(index, 0, item);
    this.decorate(index);
    if (index + 1 < this.settled.length) this.decorate(index + 1);
    this.offer();
    if (this.end || message.author === "customer") this.toEnd();
    else this.newBelow(this.below + 1);
    return true;
  }

  pending(entry) {
    if (this.waiting.has(entry.id)) return;
    const item = { ...entry, at: new Date(entry.at), author: "customer", pending: true };
    item.node = this.bubble(item);
    item.node.classList.add("first", "last");
    this.waiting.set(entry.id, item);
    this.queue.append(item.node);
    this.offer();
    this.toEnd();
  }

  unpend(id) {
    this.waiting.get(id)?.node.remove();
    this.waiting.delete(id);
  }

  bubble(item) {
    const { author } = item;
    const mark = h("span", { class: "mark" });
    if (author === "customer") mark.append(icon(item.pending ? "clock" : "check"), this.words[item.pending ? "waiting_to_send" : "sent"]);
    item.date = h("div", { class: "day", hidden: true });
    item.replies = h("div", { class: "replies" });
    const time = h("time", { datetime: item.at.toISOString() }, this.time.format(item.at));
    const face = author === "bot" || author === "human" ? h("span", { class: `face ${author}` }, icon(author === "bot" ? "spark" : "person")) : null;
    const body = h("div", { class: "bubble" }, linked(item.text));
    const meta = h("div", { class: "meta" }, time, mark);
    return h("div", { class: `message ${author}${item.pending ? " pending" : ""}` }, item.date,
      h("div", { class: "who" }, face, this.speaker(item)), body, meta, item.replies);
  }

  speaker({ author, name }) {
    const { assistant, person, you } = this.words;
    return { bot: assistant, human: name || person, customer: you }[author] ?? "";
  }

  // Day stamp, and whether this line starts and its predecessor ends a group.
  decorate(index) {
    const item = this.settled[index];
    const earlier = this.settled[index - 1];
    const sameDay = earlier && earlier.at.toDateString() === item.at.toDateString();
    const joins = sameDay && earlier.author === item.author && earlier.name === item.name && item.at - earlier.at < GROUP_MS;
    item.date.hidden = Boolean(sameDay);
    item.date.textContent = sameDay ? "" : this.dayName(item.at);
    item.node.classList.toggle("first", !joins);
    earlier?.node.classList.toggle("last", !joins);
    if (index === this.settled.length - 1) item.node.classList.add("last");
  }

  dayName(at) {
    const midnight = new Date().setHours(0, 0, 0, 0);
    if (at >= midnight) return this.words.today;
    const yesterday = new Date(midnight);
    yesterday.setDate(yesterday.getDate() - 1);
    return at >= yesterday ? this.words.yesterday : this.day.format(at);
  }

  // Quick replies belong to the newest line that has some, and to nothing once the customer has answered or a person
  // has come. News that follow by themselves (an incident, a longer wait) do not take the question back.
  offer() {
    const newest = this.waiting.size ? null : this.open();
    const newestOwn = this.settled.findLast(({ author }) => author === "customer");
    for (const item of this.settled) {
      const buttons = item === newest ? item.buttons : [];
      item.node.classList.toggle("latest", item === newestOwn);
      if (!buttons.length) item.replies.replaceChildren();
      else if (!item.replies.firstChild)
        item.replies.append(...buttons.map((button) => h("button", { type: "button", class: "reply", onclick: () => this.choose(button) }, button.title)));
    }
  }

  open() {
    const answered = this.settled.findLastIndex(({ author }) => author !== "bot");
    const said = this.settled.slice(Math.max(answered, 0));
    return said.findLast(({ author, buttons }) => author !== "customer" && buttons?.length);
  }

  // Whoever reads further up is not pulled down; a button says how much is new below.
  scrolled() {
    if (this.node.clientHeight !== this.height) return; // a banner came or the keyboard: nobody scrolled
    this.end = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 80;
    if (this.end) this.newBelow(0);
  }

  follow() {
    this.height = this.node.clientHeight;
    if (this.end) this.toEnd();
  }

  toEnd() {
    this.end = true;
    this.newBelow(0);
    this.node.scrollTop = this.node.scrollHeight;
  }

  newBelow(count) {
    this.below = count;
    this.jump.hidden = !count;
    this.jump.textContent = this.words.new_messages.replace("{n}", count);
  }
}

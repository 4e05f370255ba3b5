// The middle pane: every line with author, time, delivery and scores, in the order of the record.

import { byId, el, fill, words } from "./dom.js";
import { clock } from "./time.js";
import { scoreBadges } from "./badges.js";
import { why } from "./why.js";

const MARKS = {
  pending: ["…", "Not yet with the customer"],
  delivered: ["✓", "The customer's page has it"],
  accepted: ["•", "Received, not yet answered"],
};

export function renderTranscript(messages, unsent, { people, language, retry }) {
  const list = byId("transcript");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  fill(list, messages.map((message) => line(message, people, language)), unsent.map((entry) => waiting(entry, retry)));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

export function scrollToEnd() {
  const list = byId("transcript");
  list.scrollTop = list.scrollHeight;
}

function line(message, people, language) {
  const [mark, meaning] = (message.author !== "customer" || message.delivery === "accepted") && MARKS[message.delivery] || [];
  return el("li", { className: message.author, data: { seq: message.seq } },
    el("p", { className: "meta" },
      el("b", {}, authorName(message, people)), " ",
      el("time", { dateTime: message.at, title: new Date(message.at).toLocaleString() }, clock(message.at)), " ",
      mark && el("span", { className: "mark", title: meaning }, mark),
      scores(message.scores)),
    el("p", { className: "text", lang: language }, message.text),
    message.buttons?.length > 0 && el("p", { className: "buttons" }, message.buttons.map((button) => el("span", {}, button.title))),
    why(message));
}

function authorName({ author, name }, people) {
  if (author === "human") return people[name] ?? name ?? "Colleague";
  return { customer: name || "Customer", bot: "Bot", system: "Firstline" }[author] ?? author;
}

function scores(given) {
  if (!given) return null;
  const why = [given.severity_cue ?? given.cue, ...(given.frustration_reasons ?? given.reasons ?? [])].filter(Boolean);
  return el("span", { className: "badges", title: why.map(words).join(", ") }, scoreBadges(given));
}

function waiting({ text, problem, clientId }, retry) {
  return el("li", { className: "human unsent" },
    el("p", { className: "meta" }, problem ? `Not sent: ${problem}` : "Sending…", " ",
      problem && el("button", { type: "button", on: { click: () => retry(clientId) } }, "Put back into the box")),
    el("p", { className: "text" }, text));
}

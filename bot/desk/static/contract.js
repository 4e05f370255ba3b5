// The right pane: the hand-over contract as a card, so that nobody has to ask the customer again.

import { byId, el, fill, words } from "./dom.js";
import { clock, live } from "./time.js";
import { scoreBadges } from "./badges.js";

export function renderContract(handoff, { keptBy, onKept }) {
  if (!handoff) return fill(byId("contract"));
  const contract = handoff.contract ?? {};
  const { customer = {}, trigger = {}, summary = {}, scores = {}, compensation = {}, history = {} } = contract;
  const { promises = [], incidents = [] } = handoff;
  return fill(byId("contract"),
    part("Why a person", el("p", {}, el("b", {}, words(trigger.kind ?? "")), trigger.explanation && ` – ${trigger.explanation}`), mood(scores)),
    part("Incident", incidents.map((one) => incident(one, handoff.language))),
    part("Wants", paragraph(summary.wants ?? summary.issue)),
    part("Facts", table(summary.facts ?? [])),
    part("Already tried", list(summary.tried)),
    part("Already told", list(summary.told)),
    part("Promises", promises.length > 0 && el("ul", {}, promises.map((one) => promise(one, keptBy(one), onKept)))),
    part("Compensation", money(compensation)),
    part("Suggested next", list(contract.suggested_next)),
    part("History", el("p", {}, `${history.previous_contacts ?? 0} earlier contacts, ${history.previous_failures ?? 0} failures`)),
    part("Customer", person(customer)));
}

function part(title, ...content) {
  const shown = content.flat().filter(Boolean);
  return shown.length > 0 && el("section", {}, el("h3", {}, title), shown);
}

const paragraph = (text) => text && el("p", {}, text);
const say = (item) => (typeof item === "string" ? item : item?.text ?? item?.name ?? JSON.stringify(item));
const list = (items) => items?.length > 0 && el("ul", {}, items.map((item) => el("li", {}, say(item))));

function table(facts) {
  if (facts.length === 0) return null;
  return el("dl", {}, facts.map(({ name, value, source }) => [
    el("dt", {}, words(name)),
    el("dd", {}, String(value), source && el("span", { className: "source" }, ` ${words(source)}`)),
  ]));
}

// Red while it is owed after its time, whatever became of it in the ledger.
function promise({ id, text, due_at, state, owed, kind }, line, onKept) {
  const waits = owed && state !== "updated" && kind !== "start";
  return el("li", { className: `promise ${state}` }, text, " – ",
    state === "open" || waits ? live("due", due_at) : words(state),
    el("span", { className: "source" }, ` (due ${clock(due_at)})`),
    line && el("button", { type: "button", className: "quiet", on: { click: () => onKept(id, line.id) } }, "My last line keeps it"));
}

// What the assistant cannot say while a person speaks, the person should.
function incident({ step, what, doing, heard, next_update_at: next }, language) {
  const said = [what, doing].map((texts) => texts[language] ?? Object.values(texts)[0]).filter(Boolean).join(" ");
  return el("p", {}, el("b", {}, step === "closed" ? "Over. " : ""), said, next && ` Next update by ${clock(next)}.`,
    !heard && el("b", { className: "problem" }, " The customer has not heard this step yet: please tell them."));
}

function money({ offered = [], granted = [], authority_left: left }) {
  const rows = [["Offered", offered], ["Granted", granted]].filter(([, items]) => items.length > 0);
  return [
    ...rows.map(([name, items]) => el("p", {}, `${name}: ${items.map(say).join(", ")}`)),
    left !== null && left !== undefined && left !== "" && el("p", {}, `Authority left: ${say(typeof left === "number" ? String(left) : left)}`),
  ];
}

function mood({ cue, reasons = [], severity, frustration, timeline = [] }) {
  const why = [cue, ...reasons].filter(Boolean).map(words).join(", ");
  const badges = scoreBadges({ severity, frustration }).filter(Boolean);
  return [
    (badges.length > 0 || why) && el("p", { className: "badges" }, badges, why && el("span", { className: "source" }, why)),
    timeline.length > 1 && sparkline(timeline),
  ];
}

function sparkline(timeline) {
  const bars = timeline.slice(-24).map(({ at, frustration = 0, severity = 0 }) =>
    el("span", { data: { level: Math.min(10, Math.round(frustration * 10)) }, title: `${clock(at)}: ${Math.round(frustration * 100)} % upset, severity ${severity}` }));
  return el("p", { className: "sparkline", role: "img", "aria-label": "Frustration, message by message" }, bars);
}

function person({ display_name: name, verified, contact, channel, id }) {
  return [
    el("p", {}, name || "Guest", verified ? " · verified" : " · not verified", channel && ` · ${channel}`),
    contact && el("p", {}, `Contact: ${say(contact)}`),
    id && el("p", { className: "source" }, id),
  ];
}

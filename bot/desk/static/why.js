// Why the assistant did what it did: a disclosure under the customer's message, from the trace in the record.

import { el, words } from "./dom.js";

const opened = new Set(); // ids of messages whose disclosure is open: the transcript is drawn anew for every event

export function why({ id, trace }) {
  if (!trace) return null;
  if (trace.read_with) return el("p", { className: "why" }, "Answered together with the messages after it.");
  const details = el("details", { className: "why", open: opened.has(id) },
    el("summary", {}, `Why: ${trace.stages.map(words).join(", then ")}`),
    el("ol", {}, trace.steps.map(step)));
  details.addEventListener("toggle", () => (details.open ? opened.add(id) : opened.delete(id)));
  return details;
}

function step({ stage, rule, action, because, skipped, understood, checks }) {
  return el("li", {},
    el("b", {}, words(stage)), ` – ${words(rule)}`, because.length > 0 && `: ${because.map(words).join("; ")}`,
    action && el("span", { className: "source" }, ` (${words(action)})`),
    el("ul", {},
      understood && el("li", {}, read(understood)),
      skipped.map((passed) => el("li", {}, `Passed over ${words(passed.stage)}: ${words(passed.why)}`)),
      checks?.map((check) => el("li", { className: check.fired ? "fired" : "" }, looked(check)))));
}

function read({ intent, confidence, sure_from: sure, read_as: as, severity, severity_cue: cue, frustration }) {
  const guess = as && as !== intent ? `, read as ${words(as)} (sure from ${sure})` : "";
  return `Understood: ${words(intent)} ${confidence}${guess}; severity ${severity}${cue ? ` (${cue})` : ""}; frustration ${frustration}`;
}

function looked({ rule, fired, value, threshold, last, rising_threshold: rising }) {
  const compared = value === undefined ? "" : ` ${value} of ${threshold}`;
  const rose = last?.length > 1 ? `, lately ${last.join(", ")} (rising counts from ${rising})` : "";
  const outcome = { true: "a person takes over", false: "no" }[fired] ?? "not looked at any more";
  return `${words(rule)}${compared}${rose}: ${outcome}`;
}

// The line above a conversation: who it is, who has it, how long it waits; and who may write.

import { el } from "./dom.js";
import { clock, live } from "./time.js";
import { customerName, triggerWords } from "./naming.js";

export function permission(handoff, me, people) {
  if (!handoff) return { mine: false, note: "" };
  if (handoff.state === "human" && handoff.agent === me) return { mine: true, note: "" };
  if (handoff.state === "human") return { mine: false, note: `${nameOf(handoff.agent, people)} has this conversation.` };
  if (handoff.state === "closed") return { mine: false, note: "This hand-over is over." };
  return { mine: false, note: "Claim it to reply." };
}

export function headFor(handoff, { me, people, problem, onClaim }) {
  const trouble = problem && el("p", { className: "problem", role: "alert" }, problem);
  if (!handoff) return [trouble, !problem && el("p", { className: "empty" }, "Choose a hand-over on the left, or press j.")];
  const waits = handoff.state === "waiting" || handoff.state === "callback";
  return [
    el("div", { className: "head", data: { lane: handoff.lane } },
      el("h1", {}, handoff.issue || triggerWords(handoff.trigger) || "Asks for a person"),
      waits && el("button", { type: "button", className: "primary", id: "claim", on: { click: onClaim } }, "Claim"),
      el("p", { className: "meta" },
        customerName(handoff.customer), ` · ${handoff.language} · ${handoff.lane} · `,
        stateWords(handoff, me, people), ` · since ${clock(handoff.created_at)}, `, live("since", handoff.created_at),
        waits && handoff.respond_by && [" · answer due ", live("due", handoff.respond_by)])),
    trouble,
  ];
}

function stateWords({ state, agent }, me, people) {
  if (state === "human") return agent === me ? "with you" : `with ${nameOf(agent, people)}`;
  return { waiting: "waiting", callback: "wants to be contacted", closed: "closed" }[state] ?? state;
}

const nameOf = (agent, people) => people[agent] ?? agent ?? "A colleague";

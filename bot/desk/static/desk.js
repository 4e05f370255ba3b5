// The desk's one page: three panes over one list of hand-overs and one opened conversation.

import * as api from "./api.js";
import { askToNotify } from "./attention.js";
import { closingDialog } from "./closing.js";
import { renderContract } from "./contract.js";
import { openConversation } from "./conversation.js";
import { byId, fill } from "./dom.js";
import { headFor, permission } from "./head.js";
import { listenForKeys } from "./keys.js";
import { handoffList } from "./list.js";
import { showIncidents } from "./open_incidents.js";
import { drafts, forgetAll, outbox } from "./outbox.js";
import { keptBy, promiseDialog, showOverdue } from "./promising.js";
import { replyBox } from "./reply.js";
import { openStream } from "./stream.js";
import { setServerTime, startTicking } from "./time.js";
import { renderTranscript, scrollToEnd } from "./transcript.js";
import { showWaits } from "./waits.js";

const CUSTOMER_TYPING_MS = 8000;

const { agent: me, people, causes, now } = JSON.parse(document.body.dataset.facts);
setServerTime(now);
let problem = "";
let typingTimer = 0;

const list = handoffList({ me, people, openId: () => current.state.id });
const current = openConversation({ onChange: draw, onProblem: ({ message }) => { problem = message; draw(); } });
const out = outbox(me, {
  send: api.send,
  onChange: (id) => id === current.state.id && draw(),
  onSent: (id, message) => id === current.state.id && current.add(message),
});
const stream = openStream({ onEvent, onUp, onDown: () => showLine("down", "Connection lost. Reconnecting…") });
const reply = replyBox({ drafts: drafts(me), onSend: (id, text) => { out.add(id, text); scrollToEnd(); }, onTyping: stream.typing });
const askToClose = closingDialog(causes, async (resolution, cause) => {
  await api.close(current.state.id, resolution, cause);
  await refresh();
});

const askToPromise = promiseDialog(async (word) => {
  await api.promise(current.state.id, word);
  await Promise.all([current.readHandoff(), current.readMessages()]);
});

function draw() {
  const { id, handoff, messages } = current.state;
  const { mine, note } = permission(handoff, me, people);
  fill(byId("conversation-head"), headFor(handoff, { me, people, problem, onClaim: () => act(api.claim) }));
  renderTranscript(messages, id ? unsent(id, messages) : [], { people, language: handoff?.language, retry });
  reply.show(handoff ? id : null);
  reply.allow(mine, note);
  renderContract(handoff, {
    keptBy: (one) => keptBy(one, messages, me),
    onKept: (promise, message) => act(() => api.keep(promise, message)),
  });
}

// The id of a text on its way becomes the message's id: what has arrived is not shown twice.
function unsent(id, messages) {
  const known = new Set(messages.map((message) => message.id));
  return out.read(id).filter(({ clientId }) => !known.has(clientId));
}

async function open(id, push = true) {
  if (push) history.pushState({ id }, "", id ? `/desk/handoffs/${encodeURIComponent(id)}` : "/desk");
  problem = "";
  showTyping(false);
  list.seen(id);
  await current.open(id);
  scrollToEnd();
  stream.watch(current.state.handoff?.conversation_id ?? null);
  if (id) out.flush(id);
}

// A step of the opened hand-over; whoever was faster is shown at once.
async function act(step) {
  const { id } = current.state;
  if (!id) return;
  try {
    problem = "";
    await step(id);
  } catch (refused) {
    problem = refused.message;
  }
  await refresh();
}

async function refresh() {
  const { id } = current.state;
  await Promise.all([current.readHandoff(), id && list.refresh(id)]);
}

function retry(clientId) {
  reply.putBack(out.takeBack(current.state.id, clientId));
}

function onEvent(event) {
  if (event.now) setServerTime(event.now);
  if (event.available !== undefined) byId("available").checked = event.available;
  if (event.topic === "watching") current.reread();
  if (event.topic === "desk") onDeskEvent(event);
  if (event.topic === "conversation") onConversationEvent(event);
}

function onDeskEvent(event) {
  if (event.kind === "handoff") list.changed(event);
  if (event.kind === "handoff" && event.id === current.state.id) current.readHandoff();
  if (event.kind === "message") list.heard(event);
}

function onConversationEvent(event) {
  if (event.conversation_id && event.conversation_id !== current.state.handoff?.conversation_id) return;
  if (event.kind === "message") current.add(event);
  if (event.kind === "message" && event.author === "customer") showTyping(false);
  if (event.kind === "typing" && event.author === "customer") showTyping(event.on);
  if (event.kind === "state") current.readHandoff();
}

// A typing bubble never stays for ever: no news for a while takes it away.
function showTyping(on) {
  clearTimeout(typingTimer);
  byId("customer-typing").textContent = on ? "The customer is typing…" : "";
  if (on) typingTimer = setTimeout(() => showTyping(false), CUSTOMER_TYPING_MS);
}

function showLine(state, text) {
  byId("line").textContent = text;
  byId("line").dataset.state = state;
}

// After every (re)connection the record is read again, so that nothing is missed.
async function onUp() {
  await Promise.all([list.reread(), current.reread(), showWaits(), showOverdue(), showIncidents()]);
  showLine("up", "Live");
  if (current.state.id) out.flush(current.state.id);
}

const openFromAddress = () => open(decodeURIComponent(location.pathname.split("/desk/handoffs/")[1] ?? "") || null, false);

byId("queue").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-id]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open(link.dataset.id);
});
byId("give-back").addEventListener("click", () => act(api.giveBack));
byId("promise").addEventListener("click", askToPromise);
byId("close").addEventListener("click", askToClose);
byId("available").addEventListener("change", ({ target }) => { stream.available(target.checked); askToNotify(); });
document.querySelector("form[action='/desk/logout']").addEventListener("submit", forgetAll);
window.addEventListener("popstate", openFromAddress);
listenForKeys({
  move: (step) => { const next = list.neighbour(step); if (next) open(next); },
  claim: () => act(api.claim),
  reply: () => reply.focus(),
});
startTicking();
setInterval(() => { list.reread(); showWaits(); showOverdue(); showIncidents(); }, 60_000);
draw();
openFromAddress();

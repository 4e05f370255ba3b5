// The opened conversation: read from the record, kept current by events, re-read whenever an event may be missing.

import { getConversation, getHandoff } from "./api.js";

const PENDING_CHECKS_MS = [1500, 4000, 10_000, 30_000];

export function openConversation({ onChange, onProblem }) {
  const state = { id: null, handoff: null, conversation: null, messages: [] };
  let checks = 0;
  let timer = 0;

  async function read(id, what, keep) {
    if (!id) return;
    try {
      const found = await what();
      if (state.id === id) keep(found);
    } catch (problem) {
      if (state.id === id) onProblem(problem);
    }
  }

  const readHandoff = (id = state.id) => read(id, () => getHandoff(id), (handoff) => {
    state.handoff = handoff;
    onChange();
  });

  const readMessages = (id = state.id) => state.handoff && read(id, () => getConversation(state.handoff.conversation_id), (conversation) => {
    state.conversation = conversation;
    state.messages = [...conversation.messages, ...newerThan(conversation.messages, state.messages)];
    onChange();
    watchDelivery();
  });

  // A line is "delivered" when the customer's page says so; nobody announces that, so look again a few times.
  function watchDelivery() {
    clearTimeout(timer);
    const pending = state.messages.some((message) => message.delivery === "pending" && message.author === "human");
    if (!pending) checks = 0;
    else if (checks < PENDING_CHECKS_MS.length) timer = setTimeout(readMessages, PENDING_CHECKS_MS[checks++]);
  }

  function add(message) {
    const last = state.messages.at(-1)?.seq ?? 0;
    const known = state.messages.findIndex(({ id }) => id === message.id);
    if (known >= 0) state.messages = state.messages.with(known, message);
    else if (message.seq === last + 1) state.messages = [...state.messages, message];
    else return readMessages();
    checks = 0;
    onChange();
    return watchDelivery();
  }

  // What an event brought while the record was being read.
  function newerThan(read, known) {
    const last = read.at(-1)?.seq ?? 0;
    return known.filter(({ seq }) => seq > last);
  }

  return {
    state,
    add,
    readHandoff,
    async open(id) {
      clearTimeout(timer);
      Object.assign(state, { id, handoff: null, conversation: null, messages: [] });
      checks = 0;
      onChange();
      await readHandoff(id);
      await readMessages(id);
    },
    async reread() {
      if (!state.id) return;
      await readHandoff();
      await readMessages();
    },
    readMessages,
  };
}

// The desk API with this person's session.

export class Problem extends Error {
  constructor(status, error) {
    super(error?.message ?? "The desk did not answer.");
    this.status = status;
    this.state = error?.state;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new Problem(0, null);
  }
  const answer = await response.json().catch(() => null);
  if (response.status === 401) location.assign(`/desk/login?next=${encodeURIComponent(location.pathname)}`);
  if (!response.ok) throw new Problem(response.status, answer?.error);
  return answer;
}

const handoff = (id) => `/handoffs/${encodeURIComponent(id)}`;

export const handoffsIn = async (state) => (await call("GET", `/handoffs?state=${state}`)).handoffs;
export const getHandoff = (id) => call("GET", handoff(id));
export const getConversation = (id) => call("GET", `/conversations/${encodeURIComponent(id)}`);
export const getWaits = async () => (await call("GET", "/waits?history=no")).waits;
export const getOverdue = async () => (await call("GET", "/promises?overdue=true")).promises;
export const getOpenIncidents = async () => (await call("GET", "/incidents?state=open")).incidents;
export const post = (path, body) => call("POST", path, body);
export const promise = (id, word) => call("POST", `${handoff(id)}/promises`, word);
export const keep = (id, messageId) => call("POST", `/promises/${encodeURIComponent(id)}/kept`, { message_id: messageId });
export const claim = (id) => call("POST", `${handoff(id)}/claim`, {});
export const giveBack = (id) => call("POST", `${handoff(id)}/return`, {});
export const close = (id, resolution, cause) => call("POST", `${handoff(id)}/close`, { resolution, cause });
export const send = (id, text, clientId) => call("POST", `${handoff(id)}/messages`, { text, client_id: clientId });

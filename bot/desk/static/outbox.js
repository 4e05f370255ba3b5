// What this person wrote and the desk has not taken yet. Each text keeps its id, so that a double click, a retry or a
// reload never sends it twice. Kept in the browser until it is stored, and forgotten at log-out.

// crypto.randomUUID exists on https and localhost only; a desk may run on plain http inside an office.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40; // UUID version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const key = (kind, me, id) => `desk:${kind}:${me}:${id}`;

export function drafts(me) {
  return {
    read: (id) => localStorage.getItem(key("draft", me, id)) ?? "",
    keep(id, text) {
      if (text) localStorage.setItem(key("draft", me, id), text);
      else localStorage.removeItem(key("draft", me, id));
    },
  };
}

export function forgetAll() {
  Object.keys(localStorage).filter((name) => name.startsWith("desk:")).forEach((name) => localStorage.removeItem(name));
}

export function outbox(me, { send, onChange, onSent }) {
  const read = (id) => JSON.parse(localStorage.getItem(key("out", me, id)) ?? "[]");
  const sending = new Set();

  function write(id, entries) {
    if (entries.length > 0) localStorage.setItem(key("out", me, id), JSON.stringify(entries));
    else localStorage.removeItem(key("out", me, id));
    onChange(id);
  }

  function mark(id, clientId, problem) {
    write(id, read(id).map((entry) => (entry.clientId === clientId ? { ...entry, problem } : entry)));
  }

  function remove(id, clientId) {
    write(id, read(id).filter((entry) => entry.clientId !== clientId));
  }

  // In order, one at a time; stops at the first that does not go through.
  async function flush(id) {
    if (sending.has(id)) return;
    sending.add(id);
    try {
      for (let next = unsent(id); next; next = unsent(id)) {
        if (!(await attempt(id, next))) return;
      }
    } finally {
      sending.delete(id);
    }
  }

  const unsent = (id) => read(id).find((entry) => !entry.problem);

  async function attempt(id, { text, clientId }) {
    try {
      const message = await send(id, text, clientId);
      remove(id, clientId);
      onSent(id, message);
      return true;
    } catch (problem) {
      const mayWork = problem.status === 0 || problem.status === 401 || problem.status >= 500;
      if (!mayWork) mark(id, clientId, problem.message);
      else setTimeout(() => flush(id), 3000);
      return false;
    }
  }

  return {
    read,
    flush,
    add(id, text) {
      write(id, [...read(id), { text, clientId: newId() }]);
      return flush(id);
    },
    takeBack(id, clientId) {
      const entry = read(id).find((candidate) => candidate.clientId === clientId);
      remove(id, clientId);
      return entry?.text ?? "";
    },
  };
}

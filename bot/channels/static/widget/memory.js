// What the browser keeps per shop and per Firstline server: the token, lines not yet sent, the last line read.
// Where the browser forbids storage the chat works from this page's memory.

export class Memory {
  constructor(server) {
    this.prefix = `firstline:${server}:`;
    this.fallback = new Map();
  }

  get(key) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + key)) ?? this.fallback.get(key) ?? null;
    } catch {
      return this.fallback.get(key) ?? null;
    }
  }

  set(key, value) {
    this.fallback.set(key, value);
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the fallback above holds it.
    }
  }

  // Calls back when another tab of the same shop changes `key`.
  watch(key, changed, signal) {
    const heard = (event) => event.key === this.prefix + key && changed();
    addEventListener("storage", heard, { signal });
  }
}

// A version 4 UUID; crypto.randomUUID is missing on pages served without TLS.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

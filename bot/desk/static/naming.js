// What people and reasons are called on the page.

import { words } from "./dom.js";

export function customerName(customer) {
  if (typeof customer === "string") return customer || "Guest";
  return customer?.display_name || customer?.contact || "Guest";
}

export function triggerWords(trigger) {
  return words((typeof trigger === "string" ? trigger : trigger?.kind) ?? "");
}

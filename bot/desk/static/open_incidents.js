// The header's link to the incidents page, with how many are open: what customers hear first now.

import { getOpenIncidents } from "./api.js";
import { byId } from "./dom.js";

export async function showIncidents() {
  const link = byId("incidents");
  try {
    const real = (await getOpenIncidents()).filter(({ drill }) => !drill);
    link.textContent = real.length === 0 ? "Incidents" : real.length === 1 ? "1 incident open" : `${real.length} incidents open`;
    link.classList.toggle("overdue", real.length > 0);
  } catch {
    link.textContent = "Incidents";
  }
}

// What a customer would be told now, per lane, so that the desk knows what was promised in its name.

import { getWaits } from "./api.js";
import { byId, el, fill } from "./dom.js";
import { clock, duration } from "./time.js";

export async function showWaits() {
  try {
    fill(byId("waits"), (await getWaits()).map(statement));
  } catch {
    fill(byId("waits"));
  }
}

function statement({ lane, state, point_s: point, upper_s: upper, opens_at: opensAt }) {
  return el("span", { data: { lane } }, el("b", {}, lane), " ", told(state, point, upper, opensAt));
}

function told(state, point, upper, opensAt) {
  if (state === "open" && point !== null) return `${point < 60 ? "at once" : duration(point * 1000)}, at most ${duration(upper * 1000)}`;
  if (state === "closed") return opensAt ? `closed until ${clock(opensAt)}` : "closed";
  return "not known yet";
}

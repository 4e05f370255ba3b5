// How bad it is and how upset the customer is, the same everywhere on the page.

import { el } from "./dom.js";

export function scoreBadges({ severity, frustration }) {
  return [
    severity >= 1 && el("span", { className: "badge", data: { level: severity >= 3 ? "high" : "mid" }, title: "Severity, 0 to 4" },
      `S${severity}`),
    frustration >= 0.3 && el("span", { className: "badge", data: { level: frustration >= 0.7 ? "high" : "mid" }, title: "Frustration" },
      `${Math.round(frustration * 100)} % upset`),
  ];
}

// The forms of the incidents page: what is filled in becomes one request; the page is read anew when it is done.

import { post } from "./api.js";
import { el, fill } from "./dom.js";

const CONDITIONS = ["topics", "languages"];

function words(fields, name) {
  const found = [...fields.entries()].filter(([key, text]) => key.startsWith(`${name}.`) && text.trim());
  return Object.fromEntries(found.map(([key, text]) => [key.slice(name.length + 1), text.trim()]));
}

// Times are typed in this browser's zone and sent with it.
function moments(fields) {
  const given = ["since", "next_update_at"].filter((name) => fields.get(name));
  return Object.fromEntries(given.map((name) => [name, new Date(fields.get(name)).toISOString()]));
}

function request(form) {
  const fields = new FormData(form);
  const body = { ...moments(fields) };
  for (const name of ["what", "doing"]) {
    const texts = words(fields, name);
    if (Object.keys(texts).length) body[name] = texts;
  }
  if (!form.elements.since) return body;
  const orders = fields.get("orders").split(/[\s,;]+/).filter(Boolean);
  const affects = Object.fromEntries(CONDITIONS.map((name) => [name, fields.getAll(name)]));
  return { what: {}, ...body, affects: { ...affects, orders }, drill: fields.has("drill") };
}

// Said already, so the next step can put it better.
function warn(form, warnings) {
  const rules = warnings.map(({ field, rule, better }) => el("li", {}, el("b", {}, field), ` ${rule}. Better: ${better}`));
  const on = el("button", { type: "button", className: "quiet", on: { click: () => location.reload() } }, "Read on");
  fill(form.querySelector(".problem"), "It is said. Please mind in the next step:", el("ul", {}, rules), on);
}

for (const form of document.querySelectorAll("form[data-post]")) {
  const clientId = crypto.randomUUID();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const { warnings = [] } = await post(form.dataset.post, { ...request(form), client_id: clientId });
      if (warnings.length > 0) warn(form, warnings);
      else location.reload();
    } catch (problem) {
      form.querySelector(".problem").textContent = problem.message;
      button.disabled = false;
    }
  });
}

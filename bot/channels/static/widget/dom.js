// Building elements from text nodes and attributes only: nothing a message says can become markup.

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

const SHAPES = {
  chat: "M12 3.5c-5 0-9 3.3-9 7.5 0 2.3 1.2 4.4 3.2 5.7-.1 1.2-.6 2.4-1.4 3.3 1.8 -.1 3.4-.7 4.7-1.7.8.1 1.6.2 2.5.2 5 0 9-3.3 9-7.5s-4-7.5-9-7.5Z",
  close: "m6 6 12 12M18 6 6 18",
  send: "M4.5 12 20 4.5 15.5 20l-3.6-6.3L4.5 12Zm7.4 1.7L20 4.5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  clock: "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
  spark: "M12 4c.6 4.6 3.4 7.4 8 8-4.6.6-7.4 3.4-8 8-.6-4.6-3.4-7.4-8-8 4.6-.6 7.4-3.4 8-8Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.6-3.5 3.7-5.5 7.5-5.5s6.9 2 7.5 5.5",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

const LINK = /https?:\/\/[^\s<>"']+/g;
const TRAILING = /[.,;:!?)\]}»”…]+$/;

// The text with its web addresses as links.
export function linked(text) {
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const address = found.replace(TRAILING, "");
    if (!URL.canParse?.(address)) continue;
    parts.append(text.slice(end, index), h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
    end = index + address.length;
  }
  parts.append(text.slice(end));
  return parts;
}

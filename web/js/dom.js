/** Elements without markup: nothing here takes HTML, so what stands in a post stays text. */

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "checked", "disabled", "indeterminate"]);

export const $ = (selector, root = document) => root.querySelector(selector);

/** An element. `props` are attributes, a few live properties, `class`, `on: {event: listener}`. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

function set(element, name, value) {
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  } else if (PROPERTIES.has(name)) {
    element[name] = value;
  } else if (name === "href") {
    const address = safeAddress(value);
    if (address) element.setAttribute("href", address);
  } else if (value != null && value !== false) {
    element.setAttribute(name, value === true ? "" : value);
  }
}

/** http(s) only: a link that came from outside must not run anything. */
export function safeAddress(address) {
  if (!URL.canParse(address, location.href)) return null;
  const { protocol } = new URL(address, location.href);
  return protocol === "https:" || protocol === "http:" ? address : null;
}

/** Whether an address is one of our own: pictures come from nowhere else. */
export function isOurs(address) {
  return Boolean(address) && URL.canParse(address, location.href) && new URL(address, location.href).origin === location.origin;
}

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const symbol = (className, id) =>
  svg("svg", { class: className, "aria-hidden": "true" }, svg("use", { href: `#${id}` }));

/** One of the set in index.html. */
export const icon = (name) => symbol("icon", `i-${name}`);
export const drawing = (name) => symbol("drawing", `d-${name}`);

export function button(label, { symbol: name, kind = "", ...props } = {}, onClick) {
  return h(
    "button",
    { type: "button", class: `button ${kind}`.trim(), ...props, on: { click: onClick } },
    name && icon(name),
    h("span", null, label),
  );
}

export function iconButton(name, label, onClick, props = {}) {
  const attributes = { type: "button", class: "icon-button", "aria-label": label, title: label, ...props };
  return h("button", { ...attributes, on: { click: onClick } }, icon(name));
}

/** A link that leaves the app. */
export function outLink(address, ...children) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** A picture in a frame whose space is reserved; the drawing stays when there is none. */
export function picture(address, { width, height, eager = false, alt = "" }) {
  const frame = h("div", { class: "picture" }, icon("dish"));
  if (!isOurs(address)) return frame;
  const image = h("img", { alt, width, height, decoding: "async", loading: eager ? null : "lazy" });
  image.addEventListener("error", () => image.remove());
  image.src = address;
  frame.append(image);
  return frame;
}

/** Says something to those who do not see the page change. */
export function announce(sentence) {
  const line = h("p", null, sentence);
  $("#announcer").append(line);
  setTimeout(() => line.remove(), 5000);
}

/** Calls at most once per `wait` milliseconds, the last call always. */
export function throttle(wait, call) {
  let timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(() => {
      timer = 0;
      call();
    }, wait);
  };
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const wide = () => matchMedia("(min-width: 900px)").matches;

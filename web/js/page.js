/**
 * The page: elements; what lies above it: sheets, menus, toasts; addresses and history. Nothing here takes
 * HTML, so the text of a post stays text.
 */

import { parse } from "./links.js";
import { t } from "./strings.js";

const ROUTES = /^\/(recipe|share|stats|signin)(?:\/([^/]+))?\/?$/;
const PROPERTIES = new Set(["value", "checked", "disabled"]);

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => root.querySelectorAll(selector);

/** An element, `h("p.note.red", …)`. A plain object holds attributes and listeners, the rest is content. */
export function h(spec, ...parts) {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const part of parts.flat(Infinity)) {
    if (part?.constructor === Object) Object.entries(part).forEach(([name, value]) => set(element, name, value));
    else if (part != null && part !== false) element.append(part);
  }
  return element;
}

function set(element, name, value) {
  if (typeof value === "function") element.addEventListener(name, value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else if (name === "href" && !isWeb(value)) return;
  else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
}

/** http(s) only: a link from outside must not run anything. */
const isWeb = (address) => /^https?:$/.test(parse(address, location.href).protocol);

/** Pictures come from nowhere but our own server. */
export const isOurs = (address) => Boolean(address) && parse(address, location.href).origin === location.origin;

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const symbol = (kind, id) => svg("svg", { class: kind, "aria-hidden": true }, svg("use", { href: id }));

export const icon = (name) => symbol("icon", `#i-${name}`);
export const drawing = (name) => symbol("drawing", `#d-${name}`);

export function button(label, click, { symbol: name, kind = "", ...attributes } = {}) {
  return h(
    `button.button${kind && `.${kind}`}`,
    { type: "button", click, ...attributes },
    name && icon(name),
    h("span", label),
  );
}

export function iconButton(name, label, click, attributes = {}) {
  return h(
    "button.icon-button",
    { type: "button", "aria-label": label, title: label, click, ...attributes },
    icon(name),
  );
}

export const away = (href) => ({ href, target: "_blank", rel: "noopener noreferrer" });

export function picture(src, attributes) {
  const frame = h("div.picture", icon("dish"));
  if (isOurs(src))
    frame.append(h("img", { alt: "", decoding: "async", src, ...attributes, error: ({ target }) => target.remove() }));
  return frame;
}

export function announce(sentence) {
  const line = h("p", sentence);
  $("#announcer").append(line);
  setTimeout(() => line.remove(), 5000);
}

/** At once, then at most every `wait` milliseconds; the last wish is never lost. */
export function throttle(wait, call) {
  let timer = 0;
  let again = false;
  const run = () => {
    again = timer > 0;
    if (again) return;
    timer = setTimeout(() => {
      timer = 0;
      if (again) run();
    }, wait);
    call();
  };
  return run;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const wide = () => matchMedia("(min-width: 900px)").matches;

// -- above the page

/** `fill(close)` answers the content. The browser keeps the focus inside and gives it back. */
export function sheet(title, fill) {
  const close = () => dialog.close();
  const dialog = h(
    "dialog.sheet",
    { "aria-label": title, click: ({ target }) => target === dialog && close(), close: () => dialog.remove() },
    h("header.sheet-head", h("h2", title), iconButton("close", t("close"), close)),
  );
  dialog.append(h("div.sheet-body", fill(close)));
  document.body.append(dialog);
  dialog.showModal();
  $("[autofocus], .sheet-body :is(button, a, input)", dialog)?.focus();
}

/** `entries` are `[label, icon, run | {href, …}, kind?]`, or nothing. */
export function menu(opener, label, entries) {
  const list = h("div.menu", {
    role: "menu",
    popover: "auto",
    "aria-label": label,
    keydown: (event) => moveInMenu(event, list),
  });
  for (const [words, symbol, run, kind] of entries.filter(Boolean)) {
    const isLink = typeof run === "object";
    const choose = () => {
      list.hidePopover();
      if (!isLink) run();
    };
    const attributes = { role: "menuitem", class: kind, click: choose, ...(isLink ? run : { type: "button" }) };
    list.append(h(isLink ? "a" : "button", attributes, icon(symbol), words));
  }
  list.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") return;
    if (list.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
    list.remove();
  });
  document.body.append(list);
  list.showPopover();
  place(list, opener.getBoundingClientRect());
  list.firstChild.focus();
}

function moveInMenu(event, list) {
  const entries = [...list.children];
  const here = entries.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}

function place({ style, offsetWidth, offsetHeight }, { right, top, bottom }) {
  const fits = bottom + offsetHeight + 12 < innerHeight;
  style.left = `${Math.max(8, right - offsetWidth)}px`;
  style.top = `${fits ? bottom + 4 : Math.max(8, top - offsetHeight - 4)}px`;
}

/** Answers how to end it early. */
export function toast(sentence, { action, run, failed = false, lasts = 6000 } = {}) {
  const note = h("div.toast", { role: failed ? "alert" : "status" }, h("span", sentence));
  const timer = setTimeout(end, lasts);
  function end() {
    clearTimeout(timer);
    note.remove();
  }
  const act = () => {
    end();
    run();
  };
  note.append(action ? button(action, act, { kind: "text" }) : iconButton("close", t("close"), end));
  $("#toasts").append(note);
  return end;
}

export const complain = ({ message }) => toast(message, { failed: true });

// -- addresses and history; `main.js` knows what stands behind an address

let show;
let steps = 0;

export function here() {
  const query = new URLSearchParams(location.search);
  const [, view, id] = location.pathname.match(ROUTES) ?? [];
  return {
    view: view ?? (query.get("view") === "activity" ? "activity" : "home"),
    id: id && decodeURIComponent(id),
    query,
  };
}

export function startRouter(place) {
  history.scrollRestoration = "manual";
  show = (moves) => place(here(), moves);
  addEventListener("popstate", () => show(true));
  document.addEventListener("click", followLink);
  show(false);
}

export function navigate(address, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  if (!replace) steps += 1;
  show(true);
}

export const rename = (address) => history.replaceState(null, "", address);

export function back() {
  if (!steps) return navigate("/", true);
  steps -= 1;
  history.back();
}

function followLink(event) {
  const link = event.target.closest?.("a[href]");
  const isPlain =
    !event.defaultPrevented && !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.target || link.download || link.hash || link.origin !== location.origin) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

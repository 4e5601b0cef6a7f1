/** Words in the cook's language, elements, sheets, menus, toasts, addresses. Nothing here takes HTML. */

export const LANGUAGES = { en: "English", de: "Deutsch" };

const STORED = "instarecipe.language";
const SPANS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const FRACTIONS = [
  [1 / 8, "⅛"],
  [1 / 4, "¼"],
  [1 / 3, "⅓"],
  [1 / 2, "½"],
  [2 / 3, "⅔"],
  [3 / 4, "¾"],
];
const NEAR = 0.03;
const WORDED = { t: "textContent", label: "ariaLabel", tip: "title", hint: "placeholder" };
const WEIGHED = /^(?:g|gr|gramm?s?|kg|mg|ml|cl|dl|l|lit(?:er|re)s?|%)$/i;

export const language = pick();

const locale = navigator.languages.find((wish) => wish.startsWith(language)) ?? language;
const words = await (await fetch(`/words/${language}.json`)).json();

function pick() {
  const wishes = [localStorage.getItem(STORED), ...navigator.languages].filter(Boolean);
  return wishes.map((wish) => wish.slice(0, 2)).find((wish) => wish in LANGUAGES) ?? "en";
}

export function setLanguage(code) {
  localStorage.setItem(STORED, code);
  location.reload();
}

export const has = (key) => key in words;

export function t(key, values = {}) {
  const [one, other = one] = (words[key] ?? key).split("|");
  const form = values.count === undefined || intl("PluralRules").select(values.count) === "one" ? one : other;
  return form.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.count) : values[name]));
}

export function faultWords(code) {
  const [sentence, advice] = words[`fault.${code}`]?.split("|") ?? [];
  return sentence && { sentence, advice };
}

export function localize() {
  document.documentElement.lang = language;
  const templates = Array.from(document.querySelectorAll("template"), ({ content }) => content);
  for (const root of [document, ...templates]) {
    for (const [name, property] of Object.entries(WORDED)) {
      for (const element of root.querySelectorAll(`[data-${name}]`)) element[property] = t(element.dataset[name]);
    }
  }
}

const made = new Map();

function intl(kind, options) {
  const key = kind + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl[kind](locale, options));
  return made.get(key);
}

export const number = (value, options) => intl("NumberFormat", options).format(value);
export const percent = (share) => number(share, { style: "percent" });
export const clock = (iso) => intl("DateTimeFormat", { timeStyle: "short" }).format(new Date(iso));
export const exact = (iso) => intl("DateTimeFormat", { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

export function ago(iso) {
  const seconds = (Date.now() - Date.parse(iso)) / 1000;
  const [unit, length] = SPANS.find(([, length]) => seconds >= length) ?? [];
  if (!unit) return t("time.now");
  return intl("RelativeTimeFormat", { numeric: "auto", style: "short" }).format(-Math.floor(seconds / length), unit);
}

export function minutes(total) {
  const parts = [Math.floor(total / 60), total % 60].map(
    (value, index) => value && inUnit(value, ["hour", "minute"][index]),
  );
  return parts.filter(Boolean).join(" ");
}

export const seconds = (value) => inUnit(value, "second", value < 10 ? 1 : 0, "narrow");

const inUnit = (value, unit, maximumFractionDigits = 0, unitDisplay = "short") =>
  number(value, { style: "unit", unit, unitDisplay, maximumFractionDigits });

/** ½ and ⅓ for spoons and cups, plain decimals for what is weighed. */
export function amount(value, unit) {
  const weighed = WEIGHED.test(unit ?? "");
  const whole = Math.floor(value + NEAR);
  const [, sign] = (!weighed && FRACTIONS.find(([part]) => Math.abs(value - whole - part) <= NEAR)) || [];
  if (sign) return whole ? number(whole) + sign : sign;
  if (!weighed && whole && Math.abs(value - whole) <= NEAR) return number(whole);
  return number(value, { maximumFractionDigits: value >= 10 ? 0 : weighed || value < 1 ? 2 : 1, useGrouping: false });
}

const ROUTES = /^\/(recipe|share|stats|signin|connect|admin)(?:\/([^/]+))?\/?$/;
const PROPERTIES = new Set(["value", "checked", "disabled"]);

export const parse = (address, base) => (URL.canParse(address, base) ? new URL(address, base) : {});
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

const isWeb = (address) => /^https?:$/.test(parse(address, location.href).protocol);

export const isOurs = (address) => Boolean(address) && parse(address, location.href).origin === location.origin;

export const copyOf = (name) => $(`#${name}`).content.firstElementChild.cloneNode(true);

function symbol(kind, name) {
  const element = copyOf(kind);
  element.firstChild.setAttribute("href", `#${kind[0]}-${name}`);
  return element;
}

export const icon = (name) => symbol("icon", name);
export const drawing = (name) => symbol("drawing", name);

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

export function pictureParts(src, attributes) {
  const error = ({ target }) => (target.srcset ? target.removeAttribute("srcset") : target.remove());
  return [icon("dish"), ...(isOurs(src) ? [h("img", { alt: "", decoding: "async", src, ...attributes, error })] : [])];
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

/** `fill(close)` answers the content. */
export function sheet(title, fill) {
  const dialog = copyOf("sheet");
  const close = () => dialog.close();
  dialog.ariaLabel = $("h2", dialog).textContent = title;
  dialog.addEventListener("click", ({ target }) => target === dialog && close());
  $("button", dialog).onclick = close;
  dialog.lastElementChild.append(...[fill(close)].flat().filter(Boolean));
  open(dialog);
  $("[autofocus], .sheet-body :is(button, a, input)", dialog)?.focus();
}

export function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

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
  list.ontoggle = ({ newState }) => {
    if (newState === "open") return;
    if (list.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
    list.remove();
  };
  $("#main").append(list);
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

const UNDO_FOR = 6000;
const held = new Set();

/** Calls when the cook had time to undo it, at the latest as the page goes away. */
export function later(sentence, call, undo) {
  const stop = () => {
    clearTimeout(timer);
    held.delete(run);
  };
  const run = (keepalive) => {
    stop();
    end();
    call(keepalive);
  };
  const back = () => {
    stop();
    undo();
  };
  const end = toast(sentence, { action: t("undo"), run: back, lasts: UNDO_FOR });
  const timer = setTimeout(run, UNDO_FOR, false);
  held.add(run);
}

addEventListener("pagehide", () => held.forEach((run) => run(true)));

export const complain = ({ message }) => toast(message, { failed: true });

let show;
let steps = 0;

export function here() {
  const query = new URLSearchParams(location.search);
  const [, view, id] = location.pathname.match(ROUTES) ?? [];
  return {
    view: location.hash.startsWith("#pair=")
      ? "pair"
      : (view ?? (query.get("view") === "activity" ? "activity" : "home")),
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

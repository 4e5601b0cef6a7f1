/** Words in the cook's language, elements, sheets, toasts, addresses. Nothing here takes HTML. */

export const LANGUAGES = { en: "English", de: "Deutsch" };

const STORED = "instarecipe.language";
const SPANS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
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
export const words = await (await fetch(`/words/${language}.json`)).json();

function pick() {
  const wishes = [localStorage.getItem(STORED), ...navigator.languages];
  return wishes.map((wish) => wish?.slice(0, 2)).find((wish) => wish in LANGUAGES) ?? "en";
}

export function setLanguage(code) {
  localStorage.setItem(STORED, code);
  location.reload();
}

export function t(key, values = {}) {
  const [one, other = one] = (words[key] ?? key).split("|");
  const form = values.count === undefined || intl("PluralRules").select(values.count) === "one" ? one : other;
  return form.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.count) : values[name]));
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
export const clock = (iso) => intl("DateTimeFormat", { timeStyle: "short" }).format(new Date(iso));
export const exact = (iso) => intl("DateTimeFormat", { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

export function ago(iso) {
  const seconds = (Date.now() - Date.parse(iso)) / 1000;
  const [unit, length] = SPANS.find(([, length]) => seconds >= length) ?? [];
  if (!unit) return t("time.now");
  return intl("RelativeTimeFormat", { numeric: "auto", style: "short" }).format(-Math.floor(seconds / length), unit);
}

export function minutes(total) {
  const parts = { hour: Math.floor(total / 60), minute: total % 60 };
  const some = Object.entries(parts).filter(([, value]) => value);
  return some.map(([unit, value]) => inUnit(value, unit)).join(" ");
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

/** Of a template, with content for its parts, by their selectors. */
export function copyOf(name, parts = {}) {
  const element = $(`#${name}`).content.firstElementChild.cloneNode(true);
  for (const [selector, content] of Object.entries(parts))
    $(selector, element).append(...[content].flat(Infinity).filter(Boolean));
  return element;
}

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

/** Closed by what is chosen in it; not by submitting, which may fail, nor by a `[data-stay]`. Answers how to. */
export function sheet(title, ...content) {
  const dialog = copyOf("sheet", { h2: title, ".sheet-body": content });
  const close = () => dialog.close();
  const choose = ({ target }) =>
    (target === dialog || target.closest("a, [type=button]:not([data-stay])")) && close();
  dialog.ariaLabel = title;
  dialog.addEventListener("click", choose, true); // first: what is chosen may open the next one
  open(dialog);
  $("[autofocus], .sheet-body :is(button, a, input)", dialog)?.focus();
  return close;
}

export function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Entries: `[words, symbol, call or link's attributes, class]`. */
export function menu(opener, label, entries) {
  const entry = ([words, symbol, run, kind = "plain"]) =>
    typeof run === "object"
      ? h("a.button.row", run, icon(symbol), h("span", words))
      : button(words, run, { kind: `row.${kind}`, symbol });
  $("[style*=--opener]")?.removeAttribute("style");
  opener.style.anchorName = "--opener";
  sheet(label, h("div.rows.menu", entries.filter(Boolean).map(entry)));
}

/** `after` is called unless the cook chose the action. Who points at it, or has the focus in it, has time. */
export function toast(sentence, { action, run, after, failed = false, lasts = 6000 } = {}) {
  const note = copyOf("toast", { span: sentence });
  const close = $("button", note);
  let timer;
  const stay = () => clearTimeout(timer);
  const wait = () => (timer = setTimeout(end, lasts));
  const finish = (next) => () => {
    stay();
    note.remove();
    next?.();
  };
  const end = finish(after);
  note.role = failed ? "alert" : "status";
  close.onclick = end;
  if (action) close.replaceWith(button(action, finish(run), { kind: "text" }));
  for (const sign of ["pointerenter", "focusin"]) note.addEventListener(sign, stay);
  for (const sign of ["pointerleave", "focusout"]) note.addEventListener(sign, wait);
  const shelf = $("#toasts");
  shelf.append(note);
  shelf.hidePopover();
  shelf.showPopover(); // above a sheet that opened since
  wait();
  return end;
}

const held = new Set();

/** Calls when the cook had time to undo it, at the latest as the page goes away. */
export function later(sentence, call, undo) {
  held.add(call);
  const once = (next) => () => held.delete(call) && next();
  toast(sentence, { action: t("undo"), run: once(undo), after: once(call) });
}

addEventListener("pagehide", () => {
  held.forEach((call) => call());
  held.clear();
  $("#toasts").replaceChildren();
});

export const complain = ({ message }) => toast(message, { failed: true });

let show;
let steps = 0;

export function here() {
  const query = new URLSearchParams(location.search);
  const [, view, id] = location.pathname.match(ROUTES) ?? [];
  return {
    view: location.hash.startsWith("#pair=")
      ? "pair"
      : (view ?? (query.has("view") ? "activity" : "home")),
    id,
    query,
  };
}

export function startRouter(place) {
  history.scrollRestoration = "manual";
  show = (moves) => place(here(), moves);
  addEventListener("popstate", () => {
    for (const dialog of $$("dialog")) dialog.close(); // of what is left
    show(true);
  });
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
  if (!link || !isPlain || link.matches("[target], [download]") || link.hash || link.origin !== location.origin) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

/**
 * Words, numbers and times in the cook's language. The words stand in `/words/{language}.json`: "one|other"
 * are plural forms, `{name}` is filled in. The server's sentences are English; where a language knows
 * better, `fault.<errorCode>` holds "sentence|advice".
 */

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
const WEIGHED = /^(?:g|gr|gramm?s?|kg|mg|ml|cl|dl|l|lit(?:er|re)s?|%)$/i;

export const language = pick();

/** The visitor's own variant of the language (en-GB). */
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

// -- words

export const has = (key) => key in words;

export function t(key, values = {}) {
  const [one, other = one] = (words[key] ?? key).split("|");
  const form = values.count === undefined || intl("PluralRules").select(values.count) === "one" ? one : other;
  return form.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.count) : values[name]));
}

/** Nothing when the server's own words are the best we have. */
export function faultWords(code) {
  const [sentence, advice] = words[`fault.${code}`]?.split("|") ?? [];
  return sentence && { sentence, advice };
}

export function localize() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = t(element.dataset.label);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = t(element.dataset.hint);
}

// -- times and numbers

const made = new Map();

/** Intl objects are slow to make, and a list of cards asks for the same one over and over. */
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

/** An amount for the kitchen: ½ and ⅓ for spoons and cups, plain decimals for what is weighed. */
export function amount(value, unit) {
  const weighed = WEIGHED.test(unit ?? "");
  const whole = Math.floor(value + NEAR);
  const [, sign] = (!weighed && FRACTIONS.find(([part]) => Math.abs(value - whole - part) <= NEAR)) || [];
  if (sign) return whole ? number(whole) + sign : sign;
  if (!weighed && whole && Math.abs(value - whole) <= NEAR) return number(whole);
  return number(value, { maximumFractionDigits: value >= 10 ? 0 : weighed || value < 1 ? 2 : 1, useGrouping: false });
}

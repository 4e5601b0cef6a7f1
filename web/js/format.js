/** Times, numbers and amounts as people write them, by locale. */

import { locale, t } from "./strings.js";

const UNITS = [
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
const WEIGHED = /^(?:g|gr|gramm?s?|kg|mg|ml|cl|dl|l|lit(?:er|re)s?|°[cf]|%)$/i;

const made = new Map();

/** Intl objects are slow to make: a list of cards asks for the same one over and over. */
function intl(kind, options) {
  const key = kind + locale() + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl[kind](locale(), options));
  return made.get(key);
}

export const number = (value, options = {}) => intl("NumberFormat", options).format(value);
export const percent = (share) => number(share, { style: "percent", maximumFractionDigits: 0 });
export const clock = (iso) => intl("DateTimeFormat", { timeStyle: "short" }).format(new Date(iso));
export const exact = (iso) => intl("DateTimeFormat", { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

export function ago(iso, now = Date.now()) {
  const seconds = (now - Date.parse(iso)) / 1000;
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? [];
  if (!unit) return t("time.now");
  return intl("RelativeTimeFormat", { numeric: "auto", style: "short" }).format(-Math.floor(seconds / size), unit);
}

/** The clock when it is today, else the day too. */
export function moment(iso) {
  const today = new Date().toDateString() === new Date(iso).toDateString();
  return today ? clock(iso) : exact(iso);
}

export function minutes(total) {
  const hours = Math.floor(total / 60);
  const parts = [];
  if (hours) parts.push(number(hours, { style: "unit", unit: "hour", unitDisplay: "short" }));
  if (total % 60 || !hours) parts.push(number(total % 60, { style: "unit", unit: "minute", unitDisplay: "short" }));
  return parts.join(" ");
}

export function seconds(value) {
  const digits = value < 10 ? 1 : 0;
  return number(value, { style: "unit", unit: "second", unitDisplay: "narrow", maximumFractionDigits: digits });
}

/** An amount for the kitchen: ½ and ⅓ for spoons and cups, plain decimals for what is weighed. */
export function amount(value, unit = "") {
  if (WEIGHED.test(unit ?? "")) return number(value, { maximumFractionDigits: value < 10 ? 1 : 0, useGrouping: false });
  const whole = Math.floor(value + NEAR);
  const rest = value - whole;
  if (Math.abs(rest) <= NEAR) return number(whole || value, { maximumFractionDigits: 2 });
  const [, sign] = FRACTIONS.find(([part]) => Math.abs(rest - part) <= NEAR) ?? [];
  if (sign) return whole ? `${number(whole)}${sign}` : sign;
  return number(value, { maximumFractionDigits: value < 1 ? 2 : 1 });
}

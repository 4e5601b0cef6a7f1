/** What an item's state means to the cook: tone, words, and what can be done about it. Pure but for `server`. */

import { parse } from "./links.js";
import { server } from "./store.js";
import { clock, faultWords, has, t } from "./strings.js";

const SITES = {
  "instagram.com": "Instagram",
  "instagr.am": "Instagram",
  "tiktok.com": "TikTok",
  "youtube.com": "YouTube",
  "youtu.be": "YouTube",
  "facebook.com": "Facebook",
  "fb.watch": "Facebook",
  "pin.it": "Pinterest",
};
const TARGETS = { tandoor: "Tandoor", mealie: "Mealie" };

export const TONES = {
  success: "done",
  in_progress: "working",
  pending: "waiting",
  unhealthy: "again",
  error: "failed",
};

/** `{tone, word, now?}`; `now` says what happens while something does. */
export function describe(item) {
  if (willTryAgain(item)) return { tone: "again", word: t("status.againAt", { time: clock(item.nextAttemptAt) }) };
  const tone = TONES[item.status];
  const now =
    tone === "working"
      ? phaseText(item)
      : tone === "waiting" && t(server.health?.processing === false ? "phase.paused" : "phase.waiting");
  return { tone, word: t(`status.${tone}`), now };
}

const willTryAgain = (item) => item.status === "pending" && item.error && Date.parse(item.nextAttemptAt) > Date.now();

export const isActive = ({ status }) => status === "pending" || status === "in_progress";
export const hasFailed = ({ status }) => status === "error" || status === "unhealthy";
export const needsWords = (item) => hasFailed(item) || willTryAgain(item);

export function fault({ errorCode, error, advice }) {
  return faultWords(errorCode) ?? { sentence: error ?? t("error.unknown"), advice };
}

const currentPhase = (item) => item.phases.find(({ status }) => status !== "completed");

function phaseText(item) {
  const { name, progress = 0 } = currentPhase(item) ?? { name: "uploading", progress: 99 };
  return t(`phase.${name}.${progress < 50 ? "first" : "second"}`, { target: targetName() });
}

export const hasCookbook = () => server.health?.target?.name === "cookbook";
export const targetName = () => TARGETS[server.health?.target?.name] ?? t("target.cookbook");

export const progressOf = (item) =>
  item.phases.map(({ status, progress = 0 }) => (status === "completed" ? 1 : progress / 100));

export function remedies(item) {
  const isReading = currentPhase(item)?.name === "extraction";
  if (item.errorCode === "not_a_recipe") return ["force", "paste"];
  if (item.status === "pending") return isReading ? ["paste"] : [];
  if (!isReading) return ["retry"];
  return item.status === "error" ? ["paste", "retry"] : ["retry", "paste"];
}

const isPasted = ({ url }) => url.startsWith("pasted:");

/** Neither pasted text nor a sample. */
export const hasPage = ({ url }) => /^https?:\/\/(?!samples\.invalid)/.test(url);

export function sourceName(item) {
  if (isPasted(item)) return t("source.pasted");
  const host = parse(item.canonicalUrl ?? item.url).hostname?.replace(/^(?:www|m|vm)\./, "");
  return host === "samples.invalid" ? t("source.sample") : (SITES[host] ?? host ?? item.url);
}

export function titleOf(item) {
  return (
    item.results?.recipe?.title ??
    item.title ??
    t(isPasted(item) ? "title.pasted" : "title.post", { source: sourceName(item) })
  );
}

/** The sentence for those who do not see the card change; empty when it is not worth saying. */
export function announcementOf(item) {
  const title = titleOf(item);
  if (item.status === "success") return t("announce.done", { title });
  return needsWords(item) ? t("announce.failed", { title, sentence: fault(item).sentence }) : "";
}

/**
 * Sentences for warnings, `code` or `code:subject`. A subject that names an ingredient (its place or its
 * words) belongs beside that line; codes that we do not know are not for the cook.
 */
export function warningsOf({ warnings = [] }, { ingredients = [] }) {
  const lines = new Map();
  const notes = [];
  for (const warning of warnings) {
    const [, code, subject] = warning.match(/^(\w+):?\s*(.*)$/s) ?? [];
    const key = `warning.${code}`;
    const place = ingredients.findIndex(
      ({ original, food }, index) => subject && [original, food, String(index)].includes(subject),
    );
    if (place >= 0) lines.set(place, t(has(key) ? key : "warning.line"));
    else if (has(key)) notes.push(t(key));
  }
  return { lines, notes };
}

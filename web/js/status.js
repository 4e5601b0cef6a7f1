/** What an item's state means to the cook: tone, icon, words, and what can be done about it. Pure. */

import { clock, moment } from "./format.js";
import { faultWords, t } from "./strings.js";

const SITES = {
  "instagram.com": "Instagram",
  "instagr.am": "Instagram",
  "tiktok.com": "TikTok",
  "youtube.com": "YouTube",
  "youtu.be": "YouTube",
  "facebook.com": "Facebook",
  "fb.watch": "Facebook",
  "pinterest.com": "Pinterest",
  "pin.it": "Pinterest",
};
const TARGETS = { tandoor: "Tandoor", mealie: "Mealie" };

/** `{tone, icon, word, text}`; `text` says what happens now or why it does not. */
export function describe(item, { target, paused } = {}) {
  switch (item.status) {
    case "success":
      return { tone: "done", icon: "done", word: t("status.done"), text: "" };
    case "in_progress":
      return { tone: "working", icon: "working", word: t("status.working"), text: phaseText(item, target) };
    case "pending":
      return waiting(item, paused);
    case "unhealthy":
      return { tone: "again", icon: "again", word: t("status.again"), text: fault(item).sentence };
    default:
      return { tone: "failed", icon: "failed", word: t("status.failed"), text: fault(item).sentence };
  }
}

function waiting(item, paused) {
  if (willTryAgain(item)) {
    return { tone: "again", icon: "again", word: t("status.againAt", { time: clock(item.nextAttemptAt) }), text: fault(item).sentence };
  }
  return { tone: "waiting", icon: "waiting", word: t("status.waiting"), text: t(paused ? "phase.paused" : "phase.waiting") };
}

export const willTryAgain = (item) =>
  item.status === "pending" && Boolean(item.error) && Date.parse(item.nextAttemptAt) > Date.now();

export const hasFailed = (item) => item.status === "error" || item.status === "unhealthy";

/** `{sentence, advice}` in the cook's language where we have it, else in the server's. */
export function fault(item) {
  const words = faultWords(item.errorCode) ?? {};
  return { sentence: words.sentence ?? item.error ?? t("error.unknown"), advice: words.advice ?? item.advice ?? "" };
}

function phaseText(item, target) {
  const phase = currentPhase(item);
  if (!phase) return t("phase.finishing");
  const half = (phase.progress ?? 0) >= 50 ? "second" : "first";
  return t(`phase.${phase.name}.${half}`, { target: targetName(target) });
}

export const targetName = (name) => TARGETS[name] ?? t("target.cookbook");

const currentPhase = (item) => item.phases?.find((phase) => phase.status !== "completed");

/** Per phase how much is done, 0 to 1. */
export function progressOf(item) {
  return (item.phases ?? []).map((phase) => (phase.status === "completed" ? 1 : phase.status === "pending" ? 0 : (phase.progress ?? 0) / 100));
}

/** Names of actions, the one that helps most first. */
export function remedies(item) {
  const readingFailed = currentPhase(item)?.name === "extraction";
  if (item.errorCode === "not_a_recipe") return ["force", "paste"];
  if (item.status === "error") return readingFailed ? ["paste", "retry"] : ["retry"];
  if (item.status === "unhealthy") return readingFailed ? ["retry", "paste"] : ["retry"];
  return willTryAgain(item) && readingFailed ? ["paste"] : [];
}

export const isPasted = (item) => item.url.startsWith("pasted:");

export function sourceName(item) {
  if (isPasted(item)) return t("source.pasted");
  const address = item.canonicalUrl ?? item.url;
  if (!URL.canParse(address)) return address;
  const host = new URL(address).hostname.replace(/^(?:www|m|vm)\./, "");
  if (host === "samples.invalid") return t("source.sample");
  return SITES[host] ?? host;
}

export function titleOf(item) {
  return item.results?.recipe?.title ?? item.title ?? t(isPasted(item) ? "title.pasted" : "title.post", { source: sourceName(item) });
}

/** The sentence for those who do not see the card change; empty when it is not worth saying. */
export function announcementOf(item) {
  const title = titleOf(item);
  if (item.status === "success") return t("announce.done", { title });
  if (hasFailed(item)) return t("announce.failed", { title, sentence: fault(item).sentence });
  if (willTryAgain(item)) return t("announce.again", { title, time: moment(item.nextAttemptAt) });
  return "";
}

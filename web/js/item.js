/** One item as the cook sees it: what its state means, what can be done about it, its card. */

import {
  $,
  $$,
  ago,
  away,
  button,
  clock,
  complain,
  copyOf,
  drawing,
  exact,
  h,
  icon,
  later,
  menu,
  parse,
  pictureParts,
  sheet,
  t,
  toast,
  words,
} from "./page.js";
import { forget, hide, keepRecipe, post, read, remove, server, unhide } from "./server.js";

export const TONES = {
  success: "done",
  in_progress: "working",
  pending: "waiting",
  unhealthy: "again",
  error: "failed",
};

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
const needsWords = (item) => hasFailed(item) || willTryAgain(item);

/** `[sentence, advice]` */
export const fault = ({ errorCode, error, advice }) =>
  words[`fault.${errorCode}`]?.split("|") ?? [error ?? t("error.unknown"), advice];

const currentPhase = (item) => item.phases.find(({ status }) => status !== "completed");

function phaseText(item) {
  const { name, progress = 0 } = currentPhase(item) ?? { name: "uploading", progress: 99 };
  return t(`phase.${name}.${progress < 50 ? "first" : "second"}`, { target: targetName() });
}

export const hasCookbook = () => server.health?.target?.name === "cookbook";
export const targetName = () => t(`target.${server.health?.target?.name ?? "cookbook"}`);

function remedies(item) {
  const isReading = currentPhase(item)?.name === "extraction";
  if (item.errorCode === "not_a_recipe") return ["force", "paste"];
  if (item.status === "pending") return isReading ? ["paste"] : [];
  if (!isReading) return ["retry"];
  return item.status === "error" ? ["paste", "retry"] : ["retry", "paste"];
}

const isPasted = ({ url }) => url.startsWith("pasted:");

export const hasPage = ({ url }) => /^https?:\/\/(?!samples\.invalid)/.test(url);

export function sourceName(item) {
  if (isPasted(item)) return t("source.pasted");
  const host = (item.site ?? parse(item.canonicalUrl ?? item.url).hostname)?.replace(/^(?:www|m|vm)\./, "");
  return words[`source.${host}`] ?? host ?? item.url;
}

export function titleOf(item) {
  return (
    item.results?.recipe?.title ??
    item.title ??
    t(isPasted(item) ? "title.pasted" : "title.post", { source: sourceName(item) })
  );
}

export function announcementOf(item) {
  const title = titleOf(item);
  if (item.status === "success") return t("announce.done", { title });
  return needsWords(item) ? t("announce.failed", { title, sentence: fault(item)[0] }) : "";
}

/** A warning (`code:subject`) that names an ingredient belongs beside its line; unknown codes are not for the cook. */
export function warningsOf({ warnings = [] }, { ingredients = [] }) {
  const lines = new Map();
  const notes = new Set();
  for (const warning of warnings) {
    const [, code, subject] = warning.match(/^(\w+):?\s*(.*)$/s) ?? [];
    const key = `warning.${code}`;
    const named = subject?.match(/^ingredient:(\d+)/)?.[1] ?? subject;
    const place = ingredients.findIndex(
      ({ original, food }, index) => named && [original, food, String(index)].includes(named),
    );
    if (place >= 0) lines.set(place, words[key] ?? t("warning.line"));
    else if (key in words) notes.add(words[key]);
  }
  return { lines, notes: [...notes] };
}

const FORMATS = ["json-ld", "markdown", "cooklang"];

export const exports = (path) =>
  FORMATS.map((format) => [t(`export.${format}`), "export", { href: `/api/${path}?format=${format}`, download: true }]);

const REMEDIES = {
  retry: ["again", retry],
  force: ["done", (item) => retry(item, { force: true })],
  paste: ["paste", pasteCaption],
};

function remedyButtons(item) {
  return remedies(item).map((name, index) => {
    const [symbol, run] = REMEDIES[name];
    return button(t(`do.${name}`), () => run(item), { symbol, kind: index ? "" : "primary", "data-remedy": name });
  });
}

export async function retry({ id }, what = {}) {
  try {
    await post(`queue/${id}/retry`, what);
    return await read(id);
  } catch (error) {
    complain(error);
    if (error.status === 409) read(id).catch(complain);
  }
}

function pasteCaption(item) {
  const form = copyOf("caption-form");
  const field = $("textarea", form);
  const fill = ({ results }) => {
    if (field.value) return;
    field.value = results.extractedText ?? "";
    field.select();
  };
  read(item.id).then(fill, () => {});
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (await retry(item, { text: field.value.trim() })) close();
  };
  const close = sheet(t("do.paste"), form);
}

export function itemMenu(opener, item, more = []) {
  const failed = hasFailed(item);
  const linked = hasPage(item);
  menu(opener, titleOf(item), [
    ...more,
    failed && [t("do.retry"), "again", () => retry(item)],
    failed && [t("do.paste"), "paste", () => pasteCaption(item)],
    item.status === "success" && !item.isKept && [t("do.remake"), "again", () => retry(item, { force: true })],
    linked && [t("do.open"), "external", away(item.url)],
    linked && navigator.clipboard && [t("do.copy"), "link", () => copy(item.url)],
    [t("do.delete"), "delete", () => askWhatGoes(item), "danger"],
  ]);
}

export const copyBefore = ({ previousElementSibling }) => copy(previousElementSibling.textContent);

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(t("copied"), { lasts: 2500 });
}

function askWhatGoes(item) {
  if (item.isKept) return dismiss(item, "both");
  if (item.status !== "success" || !hasCookbook()) return dismiss(item, "link");
  const choices = copyOf("delete");
  for (const choice of $$("button", choices)) choice.onclick = () => dismiss(item, choice.value);
  sheet(t("delete.title", { title: titleOf(item) }), choices);
}

function dismiss(item, what) {
  hide(item.id);
  const send = () => sendDelete(item, what);
  later(t("deleted", { title: titleOf(item) }), send, () => unhide(item.id));
}

async function sendDelete(item, what) {
  const { id } = item;
  const parts = what === "both" ? ["queue", "recipes"] : ["queue"];
  try {
    await Promise.all(parts.map((part) => remove(`${part}/${id}`).catch(isGone)));
    if (what === "link" && item.status === "success" && hasCookbook()) keepRecipe(item);
    else forget(id);
  } catch (error) {
    unhide(id);
    complain(error);
  }
}

function isGone(error) {
  if (error.status !== 404) throw error;
}

/** Built once; later states are written into it, so nothing jumps and the focus stays. */
export class Card {
  #shown;
  element = h("article.card");

  constructor(item) {
    this.element.dataset.id = item.id;
    this.item = item;
    this.wake();
  }

  sleep() {
    this.element.replaceChildren();
  }

  wake() {
    if (this.element.firstChild) return;
    this.#shown = {};
    this.element.append(...copyOf("card").childNodes);
    this.#part("a").href = `/recipe/${this.item.id}`;
    const opener = this.#part(".icon-button");
    opener.onclick = () => itemMenu(opener, this.item);
    this.update(this.item);
  }

  focus() {
    this.wake();
    this.#part("a").focus({ preventScroll: true });
  }

  #part = (selector) => $(selector, this.element);

  update(item) {
    this.item = item;
    const { tone, word, now } = describe(item);
    const title = titleOf(item);
    const thumbnail = item.results?.thumbnail;
    Object.assign(this.element.dataset, { tone, status: item.status });
    this.element.ariaLabel = title;
    if (!this.element.firstChild) return;
    showProgress(this.element, item, now);
    this.#part("a").textContent = title;
    this.#part(".icon-button").ariaLabel = this.#part(".icon-button").title = t("card.menu", { title });
    this.#part(".card-now").textContent = now || "";
    this.#write(".state", word, () => [icon(tone), word]);
    this.#write(".origin", item.createdAt, () => [sourceName(item), " · ", age(item)]);
    const small = { srcset: `${thumbnail}-small 400w`, sizes: "104px", width: 104, height: 104, loading: "lazy" };
    this.#write(".picture", thumbnail, () => pictureParts(thumbnail, small));
    this.#write(".card-fault", needsWords(item) && item.status + item.error, () => faultLines(item));
  }

  #write(part, value, fill) {
    if (part in this.#shown && this.#shown[part] === value) return;
    this.#shown[part] = value;
    this.#part(part).replaceChildren(...fill());
  }
}

export function age({ createdAt }) {
  return h("time", { datetime: createdAt, title: exact(createdAt) }, ago(createdAt));
}

export function showProgress(root, { phases }, now) {
  const line = $(".progress", root);
  line.hidden = !now;
  if (!now) return;
  const shares = phases.map(({ status, progress = 0 }) => (status === "completed" ? 1 : progress / 100));
  shares.forEach((share, index) => ($$("i", line)[index].style.transform = `scaleX(${share})`));
  line.ariaValueNow = Math.round((shares.reduce((sum, share) => sum + share, 0) / 3) * 100);
  line.ariaLabel = now;
}

export function faultLines(item) {
  if (!needsWords(item)) return [];
  const [sentence, advice] = fault(item);
  const next = advice || (item.status === "unhealthy" && t("status.healsLater"));
  return [h("p.sentence", sentence), h("p.advice", next), h("div.actions", remedyButtons(item))];
}

export function emptyState(picture, title, text, ...actions) {
  return h("div.empty", drawing(picture), h("h2", title), text && h("p", text), h("div.actions", actions));
}

export function failedState({ message }, again) {
  return emptyState("cloud", t("failed.title"), message, button(t("do.retry"), again, { symbol: "again" }));
}

export function skeletonCards(count) {
  const cards = Array.from({ length: count }, () => copyOf("skeleton"));
  return h("div.skeletons", { "aria-hidden": "true" }, cards);
}

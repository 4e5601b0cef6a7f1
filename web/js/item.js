/** One item as the cook sees it: what its state means, what can be done about it, its card. */

import { parse } from "./links.js";
import { away, button, complain, drawing, h, icon, iconButton, menu, picture, sheet, toast } from "./page.js";
import { api } from "./server.js";
import { forget, hide, keepRecipe, read, server, unhide } from "./store.js";
import { ago, clock, exact, faultWords, has, t } from "./strings.js";

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
  const notes = new Set();
  for (const warning of warnings) {
    const [, code, subject] = warning.match(/^(\w+):?\s*(.*)$/s) ?? [];
    const key = `warning.${code}`;
    const named = subject?.match(/^ingredient:(\d+)/)?.[1] ?? subject;
    const place = ingredients.findIndex(
      ({ original, food }, index) => named && [original, food, String(index)].includes(named),
    );
    if (place >= 0) lines.set(place, t(has(key) ? key : "warning.line"));
    else if (has(key)) notes.add(t(key));
  }
  return { lines, notes: [...notes] };
}

// -- what a cook can do to an item, wherever it is shown

/** Formats of a recipe as a file, and how such a file ends. */
export const EXPORTS = { "json-ld": "json", markdown: "md", cooklang: "cook" };

const UNDO_FOR = 6000;
const REMEDIES = {
  retry: ["again", (item) => retry(item)],
  force: ["done", (item) => retry(item, { force: true })],
  paste: ["paste", (item) => pasteCaption(item)],
};

export function remedyButtons(item) {
  return remedies(item).map((name, index) => {
    const [symbol, run] = REMEDIES[name];
    return button(t(`do.${name}`), () => run(item), { symbol, kind: index ? "" : "primary", "data-remedy": name });
  });
}

export async function retry({ id }, what = {}) {
  try {
    await api.retry(id, what);
    return await read(id);
  } catch (error) {
    complain(error);
    if (error.status === 409) read(id).catch(complain); // what we show is no longer so
  }
}

function pasteCaption(item) {
  const field = h("textarea.caption-field", {
    rows: 10,
    required: true,
    autofocus: true,
    "aria-label": t("paste.label"),
    placeholder: t("paste.placeholder"),
  });
  read(item.id).then(
    ({ results }) => (field.value ||= results.extractedText ?? ""),
    () => {}, // then the field stays empty, and that is fine
  );
  sheet(t("paste.title"), (close) => {
    const submit = async (event) => {
      event.preventDefault();
      if (await retry(item, { text: field.value.trim() })) close();
    };
    const buttons = [button(t("cancel"), close), h("button.button.primary", t("paste.submit"))];
    return h("form", { submit }, h("p", t("paste.text")), field, h("div.actions.end", buttons));
  });
}

export function itemMenu(opener, item, more = []) {
  const failed = hasFailed(item);
  const linked = hasPage(item);
  menu(opener, t("card.menu", { title: titleOf(item) }), [
    ...more,
    failed && [t("do.retry"), "again", () => retry(item)],
    failed && [t("do.paste"), "paste", () => pasteCaption(item)],
    item.status === "success" && !item.isKept && [t("do.remake"), "again", () => retry(item, { force: true })],
    linked && [t("do.open"), "external", away(item.url)],
    linked && navigator.clipboard && [t("do.copy"), "link", () => copy(item.url)],
    [t("do.delete"), "delete", () => askWhatGoes(item), "danger"],
  ]);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(t("copied"), { lasts: 2500 });
}

// -- delete: the page holds the call while the cook may still undo

const leaving = new Map();

/** A finished link may go and leave its recipe in the cookbook. */
function askWhatGoes(item) {
  if (item.isKept) return remove(item, "both");
  if (item.status !== "success" || !hasCookbook()) return remove(item, "link");
  sheet(t("delete.title", { title: titleOf(item) }), (close) => {
    const choice = (what, kind) => {
      const choose = () => {
        close();
        remove(item, what);
      };
      return button(t(`delete.${what}`), choose, { kind, "data-delete": what });
    };
    return [h("p", t("delete.text")), h("div.actions.end", choice("link"), choice("both", "primary"))];
  });
}

function remove(item, what) {
  const { id } = item;
  const words = t("deleted", { title: titleOf(item) });
  hide(id);
  const endToast = toast(words, { action: t("undo"), run: () => undo(id), lasts: UNDO_FOR });
  leaving.set(id, { item, what, endToast, timer: setTimeout(sendDelete, UNDO_FOR, item, what) });
}

function undo(id) {
  clearTimeout(leaving.get(id)?.timer);
  leaving.delete(id);
  unhide(id);
}

async function sendDelete(item, what, keepalive) {
  const { id } = item;
  leaving.delete(id);
  const parts = [api.remove, ...(what === "both" ? [api.removeRecipe] : [])];
  try {
    await Promise.all(parts.map((part) => part(id, keepalive).catch(isGone)));
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

/** The page goes away: what was to be deleted is deleted now. */
export function sendHeldDeletes() {
  for (const { item, what, timer, endToast } of leaving.values()) {
    clearTimeout(timer);
    endToast();
    sendDelete(item, what, true);
  }
}

// -- its card

/** Built once; later states are written into it, so nothing jumps and the focus stays. */
export class Card {
  #shown = {};
  #title = h("a");
  #state = h("span.state");
  #origin = h("span.origin");
  #progress = progressLine();
  #now = h("p.card-now");
  #fault = h("div.card-fault");
  #picture = h("div.picture");
  #menu = iconButton("menu", "", () => itemMenu(this.#menu, this.item), { "aria-haspopup": "menu" });

  constructor(item) {
    this.#title.href = `/recipe/${item.id}`;
    const meta = h("p.card-meta", this.#state, this.#origin);
    const body = h("div.card-body", h("h2.card-title", this.#title), this.#progress.element, this.#now, meta);
    this.element = h("article.card", { "data-id": item.id }, this.#picture, body, this.#menu, this.#fault);
    this.update(item);
  }

  focus() {
    this.#title.focus({ preventScroll: true });
  }

  update(item) {
    this.item = item;
    const { tone, word, now } = describe(item);
    const title = titleOf(item);
    const thumbnail = item.results?.thumbnail;
    Object.assign(this.element.dataset, { tone, status: item.status });
    this.#progress.update(now && progressOf(item), now);
    this.#write("title", title, () => {
      this.#title.textContent = this.element.ariaLabel = title;
      this.#menu.ariaLabel = this.#menu.title = t("card.menu", { title });
    });
    this.#write("state", word, () => this.#state.replaceChildren(icon(tone), word));
    this.#write("now", now || "", () => (this.#now.textContent = now || ""));
    this.#write("origin", item.createdAt, () => this.#origin.replaceChildren(sourceName(item), " · ", age(item)));
    this.#write("picture", thumbnail ?? "", () => {
      this.#picture.replaceWith((this.#picture = picture(thumbnail, { width: 104, height: 104, loading: "lazy" })));
    });
    this.#write("fault", needsWords(item) ? item.status + item.error : "", () =>
      this.#fault.replaceChildren(...faultLines(item)),
    );
  }

  #write(part, value, write) {
    if (this.#shown[part] === value) return;
    this.#shown[part] = value;
    write();
  }
}

export function age({ createdAt }) {
  return h("time", { datetime: createdAt, title: exact(createdAt) }, ago(createdAt));
}

/** Three segments that fill. `update(shares, text)`, without shares it is not there. */
export function progressLine() {
  const fills = [0, 1, 2].map(() => h("i"));
  const element = h(
    "div.progress",
    { role: "progressbar" },
    fills.map((fill) => h("span", fill)),
  );
  const update = (shares, text) => {
    element.hidden = !shares;
    if (!shares) return;
    fills.forEach((fill, index) => (fill.style.transform = `scaleX(${shares[index]})`));
    element.ariaValueNow = Math.round((shares.reduce((sum, share) => sum + share) / fills.length) * 100);
    element.ariaLabel = text;
  };
  return { element, update };
}

export function faultLines(item) {
  if (!needsWords(item)) return [];
  const { sentence, advice } = fault(item);
  const later = item.status === "unhealthy" && t("status.healsLater");
  const lines = [advice, later].filter(Boolean).map((words) => h("p.advice", words));
  return [h("p.sentence", sentence), ...lines, h("div.actions", remedyButtons(item))];
}

// -- nothing there, not yet, or not to be had

export function emptyState(picture, title, text, ...actions) {
  return h("div.empty", drawing(picture), h("h2", title), text && h("p", text), h("div.actions", actions));
}

export function failedState({ message }, again) {
  return emptyState("cloud", t("failed.title"), message, button(t("do.retry"), again, { symbol: "again" }));
}

export function skeletonCards(count) {
  const cards = Array.from({ length: count }, () =>
    h("div.card.skeleton", h("div.picture"), h("div.card-body", h("i"), h("i"))),
  );
  return h("div.skeletons", { "aria-hidden": "true" }, cards);
}

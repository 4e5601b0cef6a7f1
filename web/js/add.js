/** Ways in: paste field, sheet, samples, share page; links in text; shares that wait. */

import { sourceName } from "./item.js";
import "./outbox.js";
import {
  $,
  announce,
  button,
  clock,
  complain,
  copyOf,
  drawing,
  h,
  here,
  icon,
  navigate,
  parse,
  rename,
  sheet,
  t,
  throttle,
  toast,
} from "./page.js";
import { get, post, refreshCounts, upsert } from "./server.js";

const { outbox } = self;
const TRUSTED = ["none", "same-origin"];

async function send(requests, onKept) {
  const outcome = { saved: [], known: [], kept: [], refused: [] };
  const sendOne = (request) =>
    outcome.kept.length ? Promise.reject(outcome.kept[0]) : post("queue", request);
  await Promise.all(requests.map((request) => outbox.keep(request)));
  onKept?.();
  for (const request of requests) {
    try {
      const item = await outbox.send(request, sendOne);
      if (item) outcome[item.duplicate ? "known" : "saved"].push(upsert(item));
    } catch (error) {
      if (outbox.isRefused(error)) outcome.refused.push({ request, error });
      else outcome.kept.push(error);
    }
  }
  if (outcome.kept.length) sendLater();
  else sendWaiting();
  refreshCounts();
  return outcome;
}

async function saveText(text, tell) {
  const { links, requests, problem } = readShared({ text });
  if (problem) return tell(t(`problem.${problem}`));
  const lines = text.trim().split("\n");
  const outcome = await send(requests);
  if (requests.length === 1 && outcome.refused.length) {
    outbox.drop(requests[0]);
    return tell(outcome.refused[0].error.message);
  }
  finish(outcome, links.length > 1 ? lines.filter((line) => line.trim() && !findLinks(line).length) : []);
  return true;
}

function finish({ saved, known, kept, refused }, skipped = []) {
  const [first] = [...saved, ...known];
  if (first) navigate(`/?highlight=${first.id}`, here().view === "home");
  const problems = [
    ...refused.map(({ request, error }) => [request.url, error.message]),
    ...skipped.map((line) => [line, t("bulk.noLink")]),
  ];
  const all = { saved, known, kept, refused: problems };
  if (Object.values(all).flat().length > 1) return summary(all);
  if (refused.length) complain(refused[0].error);
  else if (kept.length) toast(prospect(kept[0]));
  else if (known.length) toast(t("add.known"));
  else announce(t("add.saved"));
}

const OUTCOMES = { saved: "done", known: "link", kept: "waiting", refused: "failed" };

function summary(all) {
  const rows = Object.entries(OUTCOMES).filter(([name]) => all[name].length);
  const content = copyOf("summary", {
    ".summary": rows.map(([name, symbol]) => h("li", icon(symbol), t(`bulk.${name}`, { count: all[name].length }))),
    ".problems": all.refused.map(([line, why]) => h("li", h("b", line), h("span", why))),
  });
  sheet(t("bulk.title"), content);
}

function linkChoice(links, onChosen) {
  const boxes = links.map((link) => h("input", { type: "checkbox", value: link, checked: true }));
  const form = copyOf("choices");
  form.onsubmit = (event) => {
    event.preventDefault();
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => ({ url: value }));
    if (chosen.length) onChosen(chosen);
  };
  form.prepend(...boxes.map((box) => h("label.choice", box, linkLabel(box.value))));
  $("[type=button]", form).onclick = leave;
  return form;
}

const linkLabel = (url) =>
  h("span.link-label", h("b", sourceName({ url })), h("span", url.replace(/^https?:\/\/(?:www\.)?/, "")));

function onSubmit(form, done) {
  const field = $("textarea", form);
  const hint = $(".paste-hint", form);
  const tell = (sentence, failed = true) => {
    hint.textContent = sentence;
    hint.classList.toggle("failed", failed);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const submit = $("[type=submit]", form);
    submit.disabled = true;
    const understood = await saveText(field.value, tell);
    submit.disabled = false;
    if (!understood) return field.focus();
    tell("");
    done();
  });
  return tell;
}

export function startPasteField() {
  const form = $("#paste");
  const field = $("#paste-field");
  const tell = onSubmit(form, () => (field.value = ""));
  field.addEventListener("input", () => {
    const { links, requests } = readShared({ text: field.value });
    const asText = requests.length > links.length ? t("add.asText") : "";
    tell(links.length > 1 ? t("add.manyLinks", { count: links.length }) : asText, false);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

export function openAdd() {
  const form = copyOf("add-form");
  onSubmit(form, sheet(t("add.title"), form));
}

export async function openSamples() {
  const { samples } = await get("samples").catch(complain);
  if (!samples) return;
  const save = async (url) => finish(await send([{ url }]));
  const row = ({ name, title, url }) =>
    button(title, () => save(url), { kind: "row", symbol: "dish", "data-sample": name });
  sheet(t("sample.title"), h("p", t("sample.text")), h("div.rows", samples.map(row)));
}

export const sampleButton = () => button(t("sample.try"), openSamples, { symbol: "sample", kind: "primary" });

// -- the share page: another site could send the cook here too, so it asks unless the browser itself led here

export function showShare({ query }) {
  const given = { url: "", text: "", title: "", ...Object.fromEntries(query) };
  const { links, requests, problem } = readShared(given);
  const element = h("div.solo-card");
  const put = (title, ...content) =>
    element.replaceChildren(drawing("bowl"), h("h1", title), ...content.filter(Boolean));
  const actions = (...buttons) => h("div.actions", buttons);
  const quote = h("blockquote", given.text.slice(0, 400));

  const save = async () => {
    put(t("share.saving"));
    // who signs in first, or reloads, does not share it again
    const outcome = await send(chosen, () => rename("/"));
    const { refused } = outcome;
    if (!element.isConnected) return;
    if (refused.length < chosen.length) {
      leave();
      return finish(outcome);
    }
    const again = button(t("do.retry"), save, { kind: "primary", symbol: "again" });
    put(
      t("share.failed"),
      h("p", { role: "alert" }, refused[0].error.message),
      actions(button(t("nav.recipes"), leave), again),
    );
  };
  let chosen = requests;
  const choose = (some) => {
    chosen = some;
    save();
  };
  const ask = (title, what, note) => {
    const yes = button(t("add.save"), save, { kind: "primary", autofocus: true });
    put(title, given.title && h("p", given.title), what, note, actions(button(t("notNow"), leave), yes));
    yes.focus();
  };

  if (query.get("from") === "page" && window.opener) {
    put(t("share.reading"));
    hearOpener((page) => {
      if (page) given.title = page.title;
      if (page) chosen = [{ url: page.url, html: page.html }];
      ask(t("share.ask"), linkLabel(chosen[0].url), page && h("p", t("share.page")));
    });
  } else if (problem)
    put(
      t("share.nothing"),
      h("p", t(`problem.${problem}`)),
      given.text && quote,
      actions(button(t("nav.recipes"), leave, { kind: "primary" })),
    );
  else if (links.length > 1) put(t("share.two"), linkChoice(links, choose));
  else if (cameByItself(query)) save();
  else ask(t(links.length ? "share.ask" : "share.askText"), links.length ? linkLabel(links[0]) : quote);
  return { element, title: () => t("share.title") };
}

const leave = () => navigate("/", true);

/** What the bookmarklet's page says about itself; nothing when it does not answer. */
function hearOpener(tell) {
  const stop = new AbortController();
  const end = (page) => {
    clearTimeout(timer);
    stop.abort();
    tell(page);
  };
  const hear = ({ source, origin, data }) => {
    if (source !== window.opener || parse(data?.url).origin !== origin) return;
    end({ url: data.url, title: String(data.title), html: String(data.html) });
  };
  const timer = setTimeout(end, 5000);
  addEventListener("message", hear, stop);
  window.opener.postMessage("ready", "*");
}

function cameByItself(query) {
  if (document.referrer && parse(document.referrer).origin !== location.origin) return false;
  const [{ type, serverTiming }] = performance.getEntriesByType("navigation");
  const { site = serverTiming?.find(({ name }) => name === "site")?.description } = document.documentElement.dataset;
  if (site) return type === "navigate" && TRUSTED.includes(site);
  return query.get("via") === "share-target" && matchMedia("(display-mode: standalone)").matches;
}

// -- shares that the server does not have yet

const AGAIN = 60_000;
const element = h("div.list", { role: "status" });
let timer = 0;

export function startWaiting() {
  $("#feed").before(element);
  outbox.onChange(show);
  addEventListener("online", sendWaiting);
  document.addEventListener("visibilitychange", () => (document.hidden ? sendLater() : sendWaiting()));
  show();
}

export const sendWaiting = throttle(2000, async () => {
  clearTimeout(timer);
  const left = await outbox.flush(async (share) => upsert(await post("queue", share)));
  refreshCounts();
  if (left) timer = setTimeout(sendWaiting, AGAIN);
});

/** By the service worker, also when the page is closed by then. */
async function sendLater() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if ((await outbox.list()).length) await registration?.sync?.register("outbox").catch(() => {});
}

function prospect({ status, message, after }) {
  if (!status) return t("waiting.offline");
  if (status === 401) return t("waiting.signin");
  if (outbox.isRefused({ status })) return message;
  return `${message} ${after ? t("waiting.at", { time: clock(after) }) : t("waiting.soon")}`;
}

async function show() {
  const kept = await outbox.list();
  element.replaceChildren(...kept.filter(({ status }) => status !== undefined).map(card));
}

function card(kept) {
  const { url = "pasted:", text } = kept.share;
  const tone = outbox.isRefused(kept) ? "failed" : "waiting";
  const card = copyOf("kept", {
    ".picture": icon(text ? "paste" : "link"),
    h2: sourceName({ url }),
    ".kept-text": text ?? url,
    ".state": [icon(tone), t(`status.${tone}`)],
    ".sentence": prospect(kept),
  });
  card.dataset.tone = tone;
  $("button", card).onclick = () => takeBack(kept.share);
  return card;
}

async function takeBack(share) {
  await outbox.drop(share);
  const field = $("#paste-field");
  field.value = [field.value, share.text ?? share.url].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("input"));
  field.focus();
}

// -- links in whatever people share

const START =
  /https?:\/\/|(?<![\w@./-])(?:www\.|(?:[a-z]+\.)?(?:instagram|tiktok|youtube|facebook|pinterest)\.[a-z.]+\/|(?:instagr\.am|youtu\.be|fb\.watch|pin\.it)\/)/giu;
/** Share sheets glue text to the link ("…/p/abc/，快来看"). */
const END =
  /[\s<>"`{}|\\^«»\p{Cf}\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Extended_Pictographic}]/u;
const LONGEST = 3000;
const TRAILING = /[.,;:!?'*_~\]]+$/;
const LISTED = /^\s*(?:[-•*·–・]|[\d½⅓⅔¼¾⅛])/u;
const AMOUNT = /[\d½⅓⅔¼¾⅛]\s*\p{Letter}/gu;
const SHORTEST = 40;
/** With digits of its own. */
const LINK = /(?:https?:\/\/|\bwww\.|\b[a-z\d-]{1,63}(?=\.[a-z\d.-]{2,80}\/))[!-~]+/gi;

function findLinks(text) {
  const found = new Map();
  let end = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < end) continue;
    const written = cut(text.slice(index, index + LONGEST));
    end = index + written.length;
    const link = /^https?:/i.test(written) ? written : `https://${written}`;
    const { hostname, pathname, search } = parse(link);
    if (!hostname) continue;
    const tracking = /instagram|tiktok/.test(hostname);
    const post = hostname.replace(/^(?:www|m)\./, "") + pathname.replace(/\/$/, "") + (tracking ? "" : search);
    if (!found.has(post)) found.set(post, link);
  }
  return [...found.values()];
}

function cut(text) {
  const [plain] = text.split(END, 1);
  let link = plain.replace(TRAILING, "");
  while (link.endsWith(")") && link.split(")").length > link.split("(").length)
    link = link.slice(0, -1).replace(TRAILING, "");
  return link.match(/^.{8}[^?]*?(?=https?:\/\/)/i)?.[0] ?? link;
}

/** In any language. The server decides; this only keeps chat from being saved. */
function looksLikeRecipe(text) {
  const prose = text.replace(LINK, "");
  const lines = prose.split("\n").filter((line) => line.trim());
  const isList = lines.length > 2 && lines.some((line) => LISTED.test(line));
  return isList || (prose.length > SHORTEST && prose.match(AMOUNT)?.length > 1);
}

function readShared({ url = "", text = "", title = "" }) {
  const all = [url, text, title].join("\n").trim();
  const links = findLinks(all);
  const requests = links.map((link) => ({ url: link }));
  const hasRecipe = looksLikeRecipe(text);
  if (links.length === 1 && hasRecipe) requests[0].text = text;
  if (!links.length && hasRecipe) requests.push({ text: `${title}\n\n${text}`.trim() });
  return { links, requests, problem: requests.length ? null : problemOf(all) };
}

function problemOf(text) {
  if (!text) return "empty";
  return /[\p{Letter}\p{Number}]/u.test(text.replace(/[\d#*]\ufe0f?\u20e3/gu, "")) ? "nothing" : "emoji";
}

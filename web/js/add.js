/** Ways in: the paste field, the sheet behind "Add", samples. The share page uses the same pieces. */

import { api } from "./api.js";
import { $, announce, button, h, icon } from "./dom.js";
import { linesWithoutLink, readShared } from "./links.js";
import { complain, sheet, toast } from "./overlay.js";
import { navigate } from "./router.js";
import { sourceName } from "./status.js";
import { refreshCounts, upsert } from "./store.js";
import { t } from "./strings.js";

const AT_ONCE = 4;
const STOPS = new Set([401, 429]);

/** Sends requests a few at a time: `{saved, known, refused: [{request, error}]}`. */
export async function send(requests) {
  const outcome = { saved: [], known: [], refused: [] };
  const left = [...requests];
  let stopped = null;
  const sendNext = async () => {
    for (let request = left.shift(); request; request = left.shift()) {
      try {
        if (stopped) throw stopped;
        const item = await api.add(request);
        outcome[item.duplicate ? "known" : "saved"].push(upsert(item));
      } catch (error) {
        if (STOPS.has(error.status)) stopped = error;
        outcome.refused.push({ request, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
  refreshCounts();
  return outcome;
}

/** Saves what was typed or pasted. Answers whether it was understood; `tell(sentence)` says why not. */
export async function saveText(text, tell) {
  const { links, requests, problem } = readShared({ text });
  if (problem) {
    tell(t(`problem.${problem}`));
    return false;
  }
  const skipped = links.length > 1 ? linesWithoutLink(text) : [];
  if (links.length > 1 && text.trim().split("\n").length < links.length) {
    offerLinks(links);
    return true;
  }
  const outcome = await send(requests);
  if (requests.length === 1 && outcome.refused.length) {
    tell(outcome.refused[0].error.message);
    return false;
  }
  finish(outcome, skipped);
  return true;
}

function finish(outcome, skipped) {
  const [first] = [...outcome.saved, ...outcome.known];
  if (first) navigate(`/?highlight=${first.id}`);
  const single = outcome.saved.length + outcome.known.length + outcome.refused.length === 1;
  if (!single) return summary(outcome, skipped);
  if (outcome.known.length) toast(t("add.known"));
  else announce(t("add.saved"));
}

/** After many links at once: how many were saved, and each line that was not. */
function summary({ saved, known, refused }, skipped) {
  const counts = [
    ["done", "bulk.saved", saved.length],
    ["link", "bulk.known", known.length],
    ["failed", "bulk.refused", refused.length + skipped.length],
  ].filter(([, , count]) => count);
  const problems = [
    ...refused.map(({ request, error }) => [request.url, error.message]),
    ...skipped.map((line) => [line, t("bulk.noLink")]),
  ];
  sheet(t("bulk.title"), (close) => [
    h("ul", { class: "summary" }, counts.map(([symbol, key, count]) => h("li", null, icon(symbol), t(key, { count })))),
    problems.length ? h("ul", { class: "problems" }, problems.map(([line, why]) => h("li", null, h("b", null, line), h("span", null, why)))) : null,
    h("div", { class: "actions end" }, button(t("ok"), { kind: "primary", autofocus: true }, close)),
  ].filter(Boolean));
}

/** A form with one tick per link. `onChosen(requests)` gets what was left ticked. */
export function linkChoice(links, onChosen, onCancel) {
  const boxes = links.map((link) => h("input", { type: "checkbox", value: link, checked: true }));
  const rows = boxes.map((box, index) => h("label", { class: "choice" }, box, linkLabel(links[index])));
  const submit = (event) => {
    event.preventDefault();
    const chosen = boxes.filter((box) => box.checked).map((box) => ({ url: box.value }));
    if (chosen.length) onChosen(chosen);
  };
  const buttons = [button(t("notNow"), {}, onCancel), h("button", { class: "button primary" }, t("add.save"))];
  return h("form", { class: "choices", on: { submit } }, rows, h("div", { class: "actions end" }, buttons));
}

export function linkLabel(link) {
  return h("span", { class: "link-label" }, h("b", null, sourceName({ url: link })), h("span", null, link.replace(/^https?:\/\/(?:www\.)?/, "")));
}

function offerLinks(links) {
  sheet(t("share.two"), (close) => {
    const chosen = async (requests) => {
      close();
      finish(await send(requests), []);
    };
    return linkChoice(links, chosen, close);
  });
}

/** Makes the field of the first screen work. Enter saves, Shift+Enter is a new line. */
export function startPasteField() {
  const form = $("#paste");
  const field = $("#paste-field");
  const hint = $("#paste-hint");
  const tell = (sentence, failed = true) => {
    hint.textContent = sentence;
    hint.classList.toggle("failed", failed);
  };
  field.addEventListener("input", () => {
    fit(field);
    tell(hintFor(field.value), false);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await busyWhile(form, () => saveText(field.value, tell)))) return field.focus();
    field.value = "";
    fit(field);
    tell("", false);
  });
}

function fit(field) {
  field.style.height = "";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
}

function hintFor(text) {
  const { links, requests } = readShared({ text });
  if (links.length > 1) return t("add.manyLinks", { count: links.length });
  return !links.length && requests.length ? t("add.asText") : "";
}

async function busyWhile(form, work) {
  const submit = $("[type=submit]", form);
  submit.disabled = true;
  try {
    return await work();
  } catch (error) {
    complain(error);
    return false;
  } finally {
    submit.disabled = false;
  }
}

export function openAdd() {
  const problem = h("p", { class: "paste-hint failed", role: "alert" });
  const field = h("textarea", { class: "caption-field", rows: 6, autofocus: true, autocapitalize: "off", "aria-label": t("add.label"), placeholder: t("add.placeholderMany") });
  sheet(t("add.title"), (close) => {
    const form = h("form", null, h("p", null, t("add.text")), field, problem);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await busyWhile(form, () => saveText(field.value, (sentence) => (problem.textContent = sentence)))) close();
    });
    const sample = button(t("sample.try"), { symbol: "sample" }, () => {
      close();
      openSamples();
    });
    form.append(h("div", { class: "actions end" }, sample, h("button", { class: "button primary", type: "submit" }, t("add.save"))));
    return form;
  });
}

export async function openSamples() {
  const samples = await api.samples().catch(complain);
  if (!samples) return;
  sheet(t("sample.title"), (close) => {
    const take = async ({ url }) => {
      close();
      const outcome = await send([{ url }]);
      if (outcome.refused.length) complain(outcome.refused[0].error);
      else finish(outcome, []);
    };
    const rows = samples.map((sample) => h("li", null, button(sample.title, { kind: "row", symbol: "dish", "data-sample": sample.name }, () => take(sample))));
    return [h("p", null, t("sample.text")), h("ul", { class: "rows" }, rows)];
  });
}

export const sampleButton = () => button(t("sample.try"), { symbol: "sample", kind: "primary" }, openSamples);

/** Ways in: the paste field, the sheet behind "Add", samples, the share page. */

import { sourceName } from "./item.js";
import { findLinks, parse, readShared } from "./links.js";
import { $, announce, button, complain, drawing, h, icon, navigate, sheet, toast } from "./page.js";
import { api } from "./server.js";
import { refreshCounts, upsert } from "./store.js";
import { t } from "./strings.js";

const AT_ONCE = 4;
const TALLEST = 200;
const TRUSTED = ["none", "same-origin"];

/** Sends requests a few at a time: `{saved, known, refused: [{request, error}]}`. */
async function send(requests) {
  const outcome = { saved: [], known: [], refused: [] };
  const left = [...requests];
  let end;
  const sendRest = async () => {
    for (let request = left.shift(); request; request = left.shift()) {
      try {
        if (end) throw end;
        const item = await api.add(request);
        outcome[item.duplicate ? "known" : "saved"].push(upsert(item));
      } catch (error) {
        if (error.status === 401 || error.status === 429) end = error; // the others would fare the same
        outcome.refused.push({ request, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendRest));
  refreshCounts();
  return outcome;
}

/** Answers whether it was understood; `tell(sentence)` says why not. */
async function saveText(text, tell) {
  const { links, requests, problem } = readShared({ text });
  if (problem) return tell(t(`problem.${problem}`));
  const lines = text.trim().split("\n");
  if (lines.length < links.length) return offerLinks(links);
  const outcome = await send(requests);
  if (requests.length === 1 && outcome.refused.length) return tell(outcome.refused[0].error.message);
  finish(outcome, links.length > 1 ? lines.filter((line) => line.trim() && !findLinks(line).length) : []);
  return true;
}

function finish({ saved, known, refused }, skipped = []) {
  const [first] = [...saved, ...known];
  if (first) navigate(`/?highlight=${first.id}`);
  const problems = [
    ...refused.map(({ request, error }) => [request.url, error.message]),
    ...skipped.map((line) => [line, t("bulk.noLink")]),
  ];
  if (saved.length + known.length + problems.length > 1) return summary(saved.length, known.length, problems);
  if (known.length) toast(t("add.known"));
  else announce(t("add.saved"));
}

function summary(saved, known, problems) {
  const counts = [
    ["done", "saved", saved],
    ["link", "known", known],
    ["failed", "refused", problems.length],
  ].filter(([, , count]) => count);
  sheet(t("bulk.title"), (close) => [
    h(
      "ul.summary",
      counts.map(([symbol, name, count]) => h("li", icon(symbol), t(`bulk.${name}`, { count }))),
    ),
    problems.length > 0 &&
      h(
        "ul.problems",
        problems.map(([line, why]) => h("li", h("b", line), h("span", why))),
      ),
    h("div.actions.end", button(t("ok"), close, { kind: "primary", autofocus: true })),
  ]);
}

function linkChoice(links, onChosen, onCancel) {
  const boxes = links.map((link) => h("input", { type: "checkbox", value: link, checked: true }));
  const submit = (event) => {
    event.preventDefault();
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => ({ url: value }));
    if (chosen.length) onChosen(chosen);
  };
  const rows = boxes.map((box) => h("label.choice", box, linkLabel(box.value)));
  return h(
    "form.choices",
    { submit },
    rows,
    h("div.actions.end", button(t("notNow"), onCancel), h("button.button.primary", t("add.save"))),
  );
}

const linkLabel = (url) =>
  h("span.link-label", h("b", sourceName({ url })), h("span", url.replace(/^https?:\/\/(?:www\.)?/, "")));

function offerLinks(links) {
  sheet(t("share.two"), (close) => {
    const save = async (requests) => {
      close();
      finish(await send(requests));
    };
    return linkChoice(links, save, close);
  });
  return true;
}

function onSubmit(form, field, hint, done) {
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
  const fit = () => {
    field.style.height = "";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
  };
  const tell = onSubmit(form, field, $("#paste-hint"), () => {
    field.value = "";
    fit();
  });
  field.addEventListener("input", () => {
    fit();
    const { links, requests } = readShared({ text: field.value });
    tell(
      links.length > 1
        ? t("add.manyLinks", { count: links.length })
        : requests.length > links.length
          ? t("add.asText")
          : "",
      false,
    );
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

export function openAdd() {
  sheet(t("add.title"), (close) => {
    const field = h("textarea.caption-field", {
      rows: 6,
      autofocus: true,
      autocapitalize: "off",
      "aria-label": t("add.label"),
      placeholder: "https://…",
    });
    const hint = h("p.paste-hint", { role: "alert" });
    const sample = () => {
      close();
      openSamples();
    };
    const buttons = [
      button(t("sample.try"), sample, { symbol: "sample" }),
      h("button.button.primary", { type: "submit" }, t("add.save")),
    ];
    const form = h("form", h("p", t("add.text")), field, hint, h("div.actions.end", buttons));
    onSubmit(form, field, hint, close);
    return form;
  });
}

export async function openSamples() {
  const samples = await api.samples().catch(complain);
  if (!Array.isArray(samples)) return;
  sheet(t("sample.title"), (close) => {
    const save = async (url) => {
      close();
      const outcome = await send([{ url }]);
      if (outcome.refused.length) complain(outcome.refused[0].error);
      else finish(outcome);
    };
    const rows = samples.map(({ name, title, url }) =>
      h(
        "li",
        button(title, () => save(url), { kind: "row", symbol: "dish", "data-sample": name }),
      ),
    );
    return [h("p", t("sample.text")), h("ul.rows", rows)];
  });
}

export const sampleButton = () => button(t("sample.try"), openSamples, { symbol: "sample", kind: "primary" });

// -- the share page, `/share?url=&text=&title=`: where the phone's share sheet, a bookmarklet or a link leads
//
// Another site could send the cook here too, so a POST without a tap happens only when the browser itself
// (share sheet, address bar) or our own page led here. Only the server sees who did (`Sec-Fetch-Site`) and
// says so in `Server-Timing`, which no other site can set; without that word we ask.

export function showShare({ query }) {
  const given = Object.fromEntries(["url", "text", "title"].map((name) => [name, query.get(name) ?? ""]));
  const { links, requests, problem } = readShared(given);
  const element = h("div.solo-card");
  const put = (title, ...content) =>
    element.replaceChildren(drawing("bowl"), h("h1", title), ...content.filter(Boolean));
  const actions = (...buttons) => h("div.actions", buttons);
  const quote = h("blockquote", given.text.slice(0, 400));

  const save = async () => {
    put(t("share.saving"));
    const { saved, known, refused } = await send(chosen);
    const [first] = [...saved, ...known];
    if (!first) {
      const again = button(t("do.retry"), save, { kind: "primary", symbol: "again" });
      return put(
        t("share.failed"),
        h("p", { role: "alert" }, refused[0].error.message),
        actions(button(t("nav.recipes"), leave), again),
      );
    }
    if (known.length) toast(t("add.known"));
    if (refused.length) toast(refused[0].error.message, { failed: true });
    navigate(`/?highlight=${first.id}`, true);
  };
  let chosen = requests;
  const choose = (some) => {
    chosen = some;
    save();
  };

  if (problem)
    put(
      t("share.nothing"),
      h("p", t(`problem.${problem}`)),
      given.text && quote,
      actions(button(t("nav.recipes"), leave, { kind: "primary" })),
    );
  else if (links.length > 1) put(t("share.two"), linkChoice(links, choose, leave));
  else if (cameByItself(query)) save();
  else {
    const yes = button(t("add.save"), save, { kind: "primary", autofocus: true });
    put(
      t(links.length ? "share.ask" : "share.askText"),
      given.title && h("p", given.title),
      links.length ? linkLabel(links[0]) : quote,
      actions(button(t("notNow"), leave), yes),
    );
  }
  return { element, title: () => t("share.title") };
}

const leave = () => navigate("/", true);

/** A reload repeats what led here first, so it is asked again. */
function cameByItself(query) {
  if (document.referrer && parse(document.referrer).origin !== location.origin) return false;
  const [{ type, serverTiming }] = performance.getEntriesByType("navigation");
  const site = serverTiming?.find(({ name }) => name === "site")?.description;
  if (site) return type === "navigate" && TRUSTED.includes(site);
  return query.get("via") === "share-target" && matchMedia("(display-mode: standalone)").matches;
}

/**
 * `/share?url=&text=&title=`: where the phone's share sheet, a bookmarklet or a link leads.
 *
 * Another site could send the cook here too, so a POST without a tap happens only when the browser itself
 * (share sheet, address bar) or our own page led here. Only the server sees who did (`Sec-Fetch-Site`) and
 * says so in `Server-Timing`, which no other site can set; without that word we ask.
 */

import { linkChoice, linkLabel, send } from "./add.js";
import { button, drawing, h } from "./dom.js";
import { readShared } from "./links.js";
import { toast } from "./overlay.js";
import { navigate } from "./router.js";
import { t } from "./strings.js";

const TRUSTED_SITES = new Set(["none", "same-origin"]);

export function show({ query }) {
  const shared = readShared(Object.fromEntries(["url", "text", "title"].map((name) => [name, query.get(name) ?? ""])));
  const element = h("div", { class: "solo-card share" });
  const put = (...content) => element.replaceChildren(drawing("bowl"), ...content);
  const save = (requests) => saveAndGo(requests, put);
  if (shared.problem) put(...nothingToSave(shared.problem, query));
  else if (shared.links.length > 1) put(h("h1", null, t("share.two")), linkChoice(shared.links, save, leave));
  else if (cameByItself(query)) save(shared.requests);
  else put(...question(shared, query, save));
  return { element, title: () => t("share.title") };
}

const leave = () => navigate("/", { replace: true });

/** Whether no other site can have led here. A reload repeats what led here first, so it is asked again. */
function cameByItself(query) {
  if (document.referrer && new URL(document.referrer).origin !== location.origin) return false;
  const [arrival] = performance.getEntriesByType("navigation");
  const word = arrival?.serverTiming?.find(({ name }) => name === "site")?.description;
  if (word) return arrival.type === "navigate" && TRUSTED_SITES.has(word);
  return query.get("via") === "share-target" && matchMedia("(display-mode: standalone)").matches;
}

function question({ links, requests }, query, save) {
  const [request] = requests;
  const what = links.length ? linkLabel(links[0]) : h("blockquote", null, request.text.slice(0, 400));
  const title = query.get("title");
  return [
    h("h1", null, t(links.length ? "share.ask" : "share.askText")),
    title && links.length && h("p", { class: "muted" }, title),
    what,
    h("div", { class: "actions" }, button(t("notNow"), {}, leave), button(t("add.save"), { kind: "primary", autofocus: true }, () => save(requests))),
  ].filter(Boolean);
}

function nothingToSave(problem, query) {
  const text = query.get("text") ?? "";
  return [
    h("h1", null, t("share.nothing")),
    h("p", null, t(`problem.${problem}`)),
    text.trim() && h("blockquote", null, text.slice(0, 400)),
    h("div", { class: "actions" }, button(t("nav.recipes"), { kind: "primary" }, leave)),
  ].filter(Boolean);
}

async function saveAndGo(requests, put) {
  put(h("h1", null, t("share.saving")));
  const { saved, known, refused } = await send(requests);
  const [first] = [...saved, ...known];
  if (!first) {
    const again = button(t("do.retry"), { kind: "primary", symbol: "again" }, () => saveAndGo(requests, put));
    put(h("h1", null, t("share.failed")), h("p", { role: "alert" }, refused[0].error.message), h("div", { class: "actions" }, button(t("nav.recipes"), {}, leave), again));
    return;
  }
  if (known.length) toast(t("add.known"));
  if (refused.length) toast(refused[0].error.message, { tone: "failed" });
  navigate(`/?highlight=${first.id}`, { replace: true });
}

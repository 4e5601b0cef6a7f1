/**
 * `/share?url=&text=&title=`: where the phone's share sheet, a bookmarklet or a link leads.
 *
 * Another site could send the cook here too, so a POST without a tap happens only when the browser itself
 * (share sheet, address bar) or our own page led here. Only the server sees who did (`Sec-Fetch-Site`) and
 * says so in `Server-Timing`, which no other site can set; without that word we ask.
 */

import { linkChoice, linkLabel, send } from "./add.js";
import { button, drawing, h, toast } from "./dom.js";
import { parse, readShared } from "./links.js";
import { navigate } from "./router.js";
import { t } from "./strings.js";

const TRUSTED = ["none", "same-origin"];

export function show({ query }) {
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

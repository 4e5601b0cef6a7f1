/** What stands where nothing stands: empty, loading and failed states. */

import { button, drawing, h } from "./dom.js";
import { t } from "./strings.js";

export function emptyState(picture, title, text, ...actions) {
  return h(
    "div",
    { class: "empty" },
    drawing(picture),
    h("h2", null, title),
    text && h("p", null, text),
    actions.length ? h("div", { class: "actions" }, ...actions) : null,
  );
}

export const failedState = (error, again) =>
  emptyState("cloud", t("failed.title"), error.message, button(t("do.retry"), { symbol: "again" }, again));

/** Cards to come; their size is known, so nothing jumps when they do. */
export function skeletonCards(count) {
  const cards = Array.from({ length: count }, () =>
    h("div", { class: "card skeleton" }, h("div", { class: "picture" }), h("div", { class: "card-body" }, h("i"), h("i"))),
  );
  return h("div", { class: "skeletons", "aria-hidden": "true" }, cards);
}

/** The right half of a wide screen while no recipe is open. */
export function welcome() {
  const ways = ["share", "paste", "keys"].map((way) =>
    h("li", null, h("strong", null, t(`welcome.${way}.title`)), h("span", null, t(`welcome.${way}.text`))),
  );
  return h("div", { class: "welcome" }, drawing("card"), h("h2", null, t("welcome.title")), h("ul", null, ways));
}

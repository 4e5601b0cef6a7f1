/** Cook mode: one step at a time in large type, the screen stays on, a swipe goes to the next step. */

import { button, calm, h, iconButton } from "./dom.js";
import { ingredientWords } from "./ingredients.js";
import { t } from "./strings.js";

export function cookMode(item, recipe, servings) {
  const steps = recipe.steps ?? [];
  const track = h("div", { class: "cook-track", tabindex: 0, "aria-label": t("cook.track") }, steps.map((step, index) => page(step, index, steps.length)));
  const counter = h("p", { class: "cook-count", "aria-live": "polite" });
  const bar = h("i");
  const list = h("div", { class: "cook-list", hidden: true }, h("ul", null, (recipe.ingredients ?? []).map((line) => h("li", null, ingredientWords(line, servings.factor)))));
  const open = button(t("recipe.ingredients"), { symbol: "recipes", "aria-expanded": false }, () => {
    list.hidden = !list.hidden;
    open.setAttribute("aria-expanded", !list.hidden);
  });
  const dialog = h("dialog", { class: "cook", "aria-label": t("cook.title", { title: recipe.title }) });
  const finish = () => dialog.close();
  const before = button(t("cook.before"), { symbol: "back" }, () => go(-1));
  const next = button(t("cook.next"), { symbol: "next", kind: "primary" }, () => (current() === steps.length - 1 ? finish() : go(1)));

  const current = () => Math.round(track.scrollLeft / Math.max(1, track.clientWidth));
  const go = (by) => track.scrollTo({ left: (current() + by) * track.clientWidth, behavior: calm() ? "instant" : "smooth" });
  const update = () => {
    const at = current();
    counter.textContent = t("cook.count", { at: at + 1, count: steps.length });
    bar.style.transform = `scaleX(${(at + 1) / steps.length})`;
    before.disabled = at === 0;
    next.querySelector("span").textContent = t(at === steps.length - 1 ? "cook.done" : "cook.next");
  };

  track.addEventListener("scroll", update, { passive: true });
  dialog.addEventListener("keydown", ({ key }) => ({ ArrowRight: () => go(1), ArrowLeft: () => go(-1) })[key]?.());
  dialog.append(
    h("header", { class: "cook-head" }, h("div", null, h("h2", null, recipe.title), counter), iconButton("close", t("close"), finish)),
    h("div", { class: "cook-bar" }, bar),
    track,
    list,
    h("footer", { class: "cook-foot" }, before, open, next),
  );
  document.body.append(dialog);
  dialog.showModal();
  track.focus();
  update();
  const release = keepAwake();
  dialog.addEventListener("close", () => {
    release();
    dialog.remove();
  });
}

function page({ text, group }, index, count) {
  return h("section", { class: "cook-step", "aria-label": t("cook.count", { at: index + 1, count }) }, h("span", { class: "numeral", "aria-hidden": "true" }, index + 1), group && h("h3", null, group), h("p", null, text));
}

/** Holds the wake lock, also after the phone was away for a moment. Answers how to let go. */
function keepAwake() {
  let lock = null;
  const hold = async () => {
    if (document.visibilityState !== "visible") return;
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null; // refused on low battery
  };
  hold();
  document.addEventListener("visibilitychange", hold);
  return () => {
    document.removeEventListener("visibilitychange", hold);
    lock?.release();
  };
}

/** Cooking: one large step at a time, the screen awake. What was done is kept until the last step is. */

import { $, $$, amount, calm, copyOf, h, open, t } from "./page.js";

const KEPT = "instarecipe.cooking";
const A_DAY = 86_400_000;

/** What is ticked, for how many, which step. A locked phone may throw the page away, and its session with it. */
export class Memory {
  constructor({ id, generation }) {
    this.key = `${id}.${generation}`;
    this.kept = { ticks: {}, step: 0, ...recent()[this.key] };
  }

  keep(change) {
    Object.assign(this.kept, change, { at: Date.now() });
    localStorage.setItem(KEPT, JSON.stringify({ ...recent(), [this.key]: this.kept }));
  }
}

function recent() {
  const all = Object.entries(JSON.parse(localStorage.getItem(KEPT)) ?? {});
  return Object.fromEntries(all.filter(([, { at }]) => Date.now() - at < A_DAY));
}

export function cookMode({ title, steps, ingredients = [] }, { factor, memory }, onDone) {
  const place = (index) => t("cook.count", { at: index + 1, all: steps.length });
  const step = ({ text, group }, index) => {
    const numeral = h("span.numeral", { "aria-hidden": "true" }, index + 1);
    const name = group && h("h3", group);
    return h("section.cook-step", { "aria-label": place(index), dir: "auto" }, numeral, name, h("p", text));
  };
  const dialog = copyOf("cook", {
    h2: title,
    ul: ingredients.map((line) => h("li", { dir: "auto" }, ingredientWords(line, factor))),
    ".cook-track": steps.map(step),
  });
  const part = (name) => $(`.cook-${name}`, dialog);
  const track = part("track");
  const [close, before, opener, next] = $$("button", dialog);
  const current = () => Math.round(track.scrollLeft / track.clientWidth);
  const show = (index, behavior) => track.scrollTo({ left: index * track.clientWidth, behavior });
  const go = (by) => {
    const to = current() + by;
    if (to < steps.length) return show(to, calm() ? "instant" : "smooth");
    memory.keep({ step: 0, ticks: {} });
    onDone();
    dialog.close();
  };
  let shown;
  const update = () => {
    const at = current();
    if (at === shown) return;
    shown = at;
    memory.keep({ step: at, isCooking: true });
    part("count").textContent = place(at);
    $("i", dialog).style.transform = `scaleX(${(at + 1) / steps.length})`;
    before.disabled = at === 0;
    $("span", next).textContent = t(at === steps.length - 1 ? "cook.done" : "cook.next");
  };
  dialog.ariaLabel = title;
  close.onclick = () => dialog.close();
  before.onclick = () => go(-1);
  next.onclick = () => go(1);
  opener.onclick = () => (opener.ariaExpanded = !(part("list").hidden = !part("list").hidden));
  dialog.onkeydown = ({ key }) => {
    if (key === "ArrowLeft") go(-1);
    if (key === "ArrowRight" && current() < steps.length - 1) go(1);
  };
  open(dialog);
  show(memory.kept.step, "instant");
  next.focus();
  update();
  track.onscroll = update;
  const letSleep = keepAwake();
  dialog.addEventListener("close", () => {
    memory.keep({ isCooking: false });
    letSleep();
  });
}

export function ingredientWords({ amount: least, amountMax: most, unit, food, note, original }, factor) {
  if (!food) return [original];
  const scaled = [least, most].filter((value) => value != null).map((value) => amount(value * factor, unit));
  const quantity = [[...new Set(scaled)].join("–"), unit].filter(Boolean).join(" ");
  return [...(quantity ? [h("b", quantity), " "] : []), food, ...(note ? [h("small", `, ${note}`)] : [])];
}

function keepAwake() {
  let lock;
  const hold = async () => {
    if (document.hidden) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
  };
  hold();
  document.addEventListener("visibilitychange", hold);
  return () => {
    document.removeEventListener("visibilitychange", hold);
    lock?.release();
  };
}

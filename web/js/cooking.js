/** Cooking with a recipe: servings that scale, ingredients to tick off, and cook mode, one large step at a time. */

import { button, calm, h, icon, iconButton, sheet } from "./dom.js";
import { amount, number, t } from "./strings.js";

const MOST = 99;
const FACTORS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8];

class Memory {
  constructor({ id, generation }) {
    this.key = `instarecipe.cooking.${id}.${generation}`;
    this.kept = JSON.parse(sessionStorage.getItem(this.key)) ?? { ticked: [] };
  }

  keep(change) {
    Object.assign(this.kept, change);
    sessionStorage.setItem(this.key, JSON.stringify(this.kept));
  }
}

/** The stepper. Counts people or "12 muffins", or multiples when the recipe does not say. */
export class Servings {
  #followers = [];
  #shown = h("output");
  #fewer = iconButton("minus", t("servings.fewer"), () => this.#step(-1));
  #more = iconButton("add", t("servings.more"), () => this.#step(1));

  constructor(item, recipe) {
    this.base = recipe.servings;
    this.noun = nounOf(recipe);
    this.memory = new Memory(item);
    this.value = this.memory.kept.servings ?? this.base ?? 1;
    this.element = h(
      "div.servings",
      { role: "group", "aria-label": t("servings.label") },
      this.#fewer,
      this.#shown,
      this.#more,
    );
    this.#show();
  }

  get factor() {
    return this.value / (this.base ?? 1);
  }

  follow(listener) {
    this.#followers.push(listener);
    listener(this.factor);
  }

  #next(direction) {
    if (!this.base) return FACTORS[FACTORS.indexOf(this.value) + direction];
    const next = this.value + direction;
    return next > 0 && next <= MOST ? next : undefined;
  }

  #step(direction) {
    this.value = this.#next(direction);
    this.memory.keep({ servings: this.value });
    this.#show();
    this.#followers.forEach((listener) => listener(this.factor));
  }

  #show() {
    this.#fewer.disabled = !this.#next(-1);
    this.#more.disabled = !this.#next(1);
    const noun = this.noun ?? t("servings.noun", { count: this.value });
    this.#shown.textContent = this.base ? `${number(this.value)} ${noun}` : `${amount(this.value)}×`;
  }
}

/** "12 muffins" → "muffins", when that counts the same thing as `servings`, and not people. */
function nounOf({ servings, servingsText = "" }) {
  const [, count, noun] = servingsText.match(/^\s*(\d+)\s+(?!serving|portion|person|people)(\p{Letter}\D*)$/iu) ?? [];
  return Number(count) === servings ? noun.trim() : null;
}

/** `doubts`: place of an ingredient → what is doubtful about it. */
export function ingredientLists({ ingredients = [] }, servings, doubts) {
  if (!ingredients.length) return h("p.muted", t("recipe.noIngredients"));
  const lists = [];
  ingredients.forEach((ingredient, index) => {
    if (!index || ingredient.group !== ingredients[index - 1].group) {
      if (ingredient.group) lists.push(h("h3", ingredient.group));
      lists.push(h("ul"));
    }
    lists.at(-1).append(ingredientLine(ingredient, index, servings, doubts.get(index)));
  });
  return lists;
}

function ingredientLine(ingredient, index, servings, doubt) {
  const { memory } = servings;
  const tick = ({ target }) =>
    memory.keep({
      ticked: [...memory.kept.ticked.filter((other) => other !== index), ...(target.checked ? [index] : [])],
    });
  const box = h("input", { type: "checkbox", checked: memory.kept.ticked.includes(index), change: tick });
  const words = h("span.words");
  servings.follow((factor) => words.replaceChildren(...ingredientWords(ingredient, factor)));
  return h("li.ingredient", h("label", box, words), doubt && doubtMark(doubt, ingredient));
}

/** Amount and unit stand out; a line that was not understood stays as it was written. */
export function ingredientWords({ amount: least, amountMax: most, unit, food, note, original }, factor) {
  if (!food) return [original];
  const scaled = [least, most].filter((value) => value != null).map((value) => amount(value * factor, unit));
  const quantity = [[...new Set(scaled)].join("–"), unit].filter(Boolean).join(" ");
  return [...(quantity ? [h("b", quantity), " "] : []), food, ...(note ? [h("small", `, ${note}`)] : [])];
}

function doubtMark(sentence, { original }) {
  const title = t("doubt.title");
  const explain = () => sheet(title, () => [h("p", sentence), h("blockquote", original)]);
  return h("button.doubt", { type: "button", "aria-label": title, title: sentence, click: explain }, icon("failed"));
}

// -- cook mode

export const cookMode = (recipe, { factor }) => new CookMode(recipe, factor);

class CookMode {
  #counter = h("p.cook-count", { role: "status" });
  #bar = h("i");
  #before = button(t("cook.before"), () => this.#go(-1), { symbol: "back" });
  #next = button(t("cook.next"), () => this.#go(1), { symbol: "next", kind: "primary" });
  #opener = button(t("recipe.ingredients"), () => this.#toggleList(), { symbol: "recipes", "aria-expanded": "false" });

  constructor({ title, steps, ingredients = [] }, factor) {
    this.count = steps.length;
    const lines = ingredients.map((line) => h("li", ingredientWords(line, factor)));
    this.list = h("div.cook-list", { hidden: true }, h("ul", lines));
    const scroll = () => this.#update();
    const pages = steps.map((step, index) => this.#page(step, index));
    this.track = h("div.cook-track", { tabindex: 0, role: "group", "aria-label": t("recipe.steps"), scroll }, pages);
    this.dialog = h("dialog.cook", { "aria-label": title, keydown: ({ key }) => this.#key(key) });
    const close = iconButton("close", t("close"), () => this.dialog.close());
    const head = h("header.cook-head", h("div", h("h2", title), this.#counter), close);
    const foot = h("footer.cook-foot", this.#before, this.#opener, this.#next);
    this.dialog.append(head, h("div.cook-bar", this.#bar), this.track, this.list, foot);
    this.#open();
  }

  #open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.#next.focus();
    this.#update();
    const release = keepAwake();
    this.dialog.onclose = () => {
      release();
      this.dialog.remove();
    };
  }

  #place(index) {
    return t("cook.count", { at: index + 1, all: this.count });
  }

  #page({ text, group }, index) {
    const numeral = h("span.numeral", { "aria-hidden": "true" }, index + 1);
    return h("section.cook-step", { "aria-label": this.#place(index) }, numeral, group && h("h3", group), h("p", text));
  }

  get #current() {
    return Math.round(this.track.scrollLeft / this.track.clientWidth);
  }

  #go(by) {
    const to = this.#current + by;
    if (to === this.count) return this.dialog.close();
    this.track.scrollTo({ left: to * this.track.clientWidth, behavior: calm() ? "instant" : "smooth" });
  }

  #key(key) {
    if (key === "ArrowLeft") this.#go(-1);
    if (key === "ArrowRight" && this.#current < this.count - 1) this.#go(1);
  }

  #update() {
    const at = this.#current;
    this.#counter.textContent = this.#place(at);
    this.#bar.style.transform = `scaleX(${(at + 1) / this.count})`;
    this.#before.disabled = at === 0;
    this.#next.lastChild.textContent = t(at === this.count - 1 ? "cook.done" : "cook.next");
  }

  #toggleList() {
    this.list.hidden = !this.list.hidden;
    this.#opener.ariaExpanded = !this.list.hidden;
  }
}

/** Holds the wake lock, also after the phone was away for a moment. Answers how to let go. */
function keepAwake() {
  let lock;
  const hold = async () => {
    if (document.hidden) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null); // refused on low battery
  };
  hold();
  document.addEventListener("visibilitychange", hold);
  return () => {
    document.removeEventListener("visibilitychange", hold);
    lock?.release();
  };
}

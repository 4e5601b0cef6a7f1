/** Ingredients that scale with the servings and can be ticked off; ticks and servings last for the session. */

import { h, icon, iconButton } from "./dom.js";
import { amount, number } from "./format.js";
import { sheet } from "./overlay.js";
import { t } from "./strings.js";
import { lineWarnings } from "./warnings.js";

const MOST = 99;
const FACTORS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8];

/** The stepper. Counts people (or "12 muffins"), or multiples when the recipe does not say. */
export class Servings {
  constructor(item, recipe) {
    this.base = recipe.servings ?? null;
    this.noun = nounOf(recipe);
    this.memory = new Memory(item);
    this.value = this.memory.get().servings ?? this.base ?? 1;
    this.listeners = new Set();
    this.shown = h("output", { "aria-live": "polite" });
    this.element = h(
      "div",
      { class: "servings", role: "group", "aria-label": t("servings.label") },
      (this.fewer = iconButton("minus", t("servings.fewer"), () => this.#step(-1))),
      this.shown,
      (this.more = iconButton("add", t("servings.more"), () => this.#step(1))),
    );
    this.#show();
  }

  get factor() {
    return this.base ? this.value / this.base : this.value;
  }

  /** Calls now and after every step. */
  follow(listener) {
    this.listeners.add(listener);
    listener(this.factor);
  }

  #step(direction) {
    this.value = this.base ? this.value + direction : FACTORS[FACTORS.indexOf(this.value) + direction];
    this.memory.set({ servings: this.value });
    this.#show();
    this.listeners.forEach((listener) => listener(this.factor));
  }

  #show() {
    const last = this.base ? MOST : FACTORS.at(-1);
    const first = this.base ? 1 : FACTORS[0];
    this.fewer.disabled = this.value <= first;
    this.more.disabled = this.value >= last;
    const noun = this.noun ?? t("servings.noun", { count: this.value });
    this.shown.textContent = this.base ? `${number(this.value)} ${noun}` : `${amount(this.value)}×`;
  }
}

/** "12 muffins" → "muffins", when it counts the same thing as `servings`. */
function nounOf({ servings, servingsText }) {
  const [, count, noun] = servingsText?.match(/^\s*(\d+)\s+(\p{Letter}[^\d]*)$/u) ?? [];
  return Number(count) === servings ? noun.trim() : null;
}

export function ingredientGroups(item, recipe, servings) {
  const memory = new Memory(item);
  const doubtful = lineWarnings(item.warnings, recipe.ingredients);
  const lists = [];
  let group;
  (recipe.ingredients ?? []).forEach((ingredient, index) => {
    if (!lists.length || ingredient.group !== group) {
      group = ingredient.group;
      if (group) lists.push(h("h3", null, group));
      lists.push(h("ul"));
    }
    lists.at(-1).append(ingredientLine(ingredient, index, { memory, servings, doubt: doubtful.get(index) }));
  });
  return lists.length ? lists : h("p", { class: "muted" }, t("recipe.noIngredients"));
}

function ingredientLine(ingredient, index, { memory, servings, doubt }) {
  const ticked = memory.get().ticked ?? [];
  const box = h("input", { type: "checkbox", checked: ticked.includes(index) });
  box.addEventListener("change", () => memory.tick(index, box.checked));
  const words = h("span", { class: "words" });
  servings.follow((factor) => words.replaceChildren(...ingredientWords(ingredient, factor)));
  return h("li", { class: "ingredient" }, h("label", null, box, words), doubt && doubtMark(doubt, ingredient));
}

/** Amount and unit stand out; a line that was not understood stays as it was written. */
export function ingredientWords(ingredient, factor) {
  const { amount: value, amountMax, unit, food, note, original } = ingredient;
  if (!food) return [original];
  const quantity = value == null ? unit : [range(value, amountMax, unit, factor), unit].filter(Boolean).join(" ");
  return [quantity && h("b", null, quantity), quantity && " ", food, note && h("small", null, `, ${note}`)].filter(Boolean);
}

function range(value, most, unit, factor) {
  const least = amount(value * factor, unit);
  return most == null || most === value ? least : `${least}–${amount(most * factor, unit)}`;
}

function doubtMark(sentence, { original }) {
  const explain = () => sheet(t("doubt.title"), () => [h("p", null, sentence), h("blockquote", null, original)]);
  return h("button", { type: "button", class: "doubt", "aria-label": t("doubt.title"), title: sentence, on: { click: explain } }, icon("failed"));
}

/** Kept per recipe and generation until the tab closes. */
class Memory {
  constructor({ id, generation }) {
    this.key = `instarecipe.cooking.${id}.${generation}`;
  }

  get() {
    return JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
  }

  set(change) {
    sessionStorage.setItem(this.key, JSON.stringify({ ...this.get(), ...change }));
  }

  tick(index, on) {
    const ticked = new Set(this.get().ticked);
    if (on) ticked.add(index);
    else ticked.delete(index);
    this.set({ ticked: [...ticked] });
  }
}

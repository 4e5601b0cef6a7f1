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

export function cookMode({ title, steps, ingredients = [] }, { factor }) {
  const last = steps.length - 1;
  const count = (index) => t("cook.count", { at: index + 1, all: steps.length });
  const pages = steps.map(({ text, group }, index) =>
    h(
      "section.cook-step",
      { "aria-label": count(index) },
      h("span.numeral", { "aria-hidden": "true" }, index + 1),
      group && h("h3", group),
      h("p", text),
    ),
  );
  const track = h(
    "div.cook-track",
    { tabindex: 0, role: "group", "aria-label": t("recipe.steps"), scroll: () => update() },
    pages,
  );
  const counter = h("p.cook-count", { role: "status" });
  const bar = h("i");
  const list = h(
    "div.cook-list",
    { hidden: true },
    h(
      "ul",
      ingredients.map((line) => h("li", ingredientWords(line, factor))),
    ),
  );
  const before = button(t("cook.before"), () => go(-1), { symbol: "back" });
  const open = button(t("recipe.ingredients"), () => (open.ariaExpanded = !(list.hidden = !list.hidden)), {
    symbol: "recipes",
    "aria-expanded": "false",
  });
  const next = button(t("cook.next"), () => (current() === last ? finish() : go(1)), {
    symbol: "next",
    kind: "primary",
  });

  const current = () => Math.round(track.scrollLeft / track.clientWidth);
  const go = (by) =>
    track.scrollTo({ left: (current() + by) * track.clientWidth, behavior: calm() ? "instant" : "smooth" });
  const finish = () => dialog.close();
  const update = () => {
    const at = current();
    counter.textContent = count(at);
    bar.style.transform = `scaleX(${(at + 1) / steps.length})`;
    before.disabled = at === 0;
    next.lastChild.textContent = t(at === last ? "cook.done" : "cook.next");
  };
  const keydown = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(by);
  };

  const release = keepAwake();
  const close = () => {
    release();
    dialog.remove();
  };
  const dialog = h(
    "dialog.cook",
    { "aria-label": title, keydown, close },
    h("header.cook-head", h("div", h("h2", title), counter), iconButton("close", t("close"), finish)),
    h("div.cook-bar", bar),
    track,
    list,
    h("footer.cook-foot", before, open, next),
  );
  document.body.append(dialog);
  dialog.showModal();
  next.focus();
  update();
}

/** Holds the wake lock, also after the phone was away for a moment. Answers how to let go. */
function keepAwake() {
  let lock = null;
  const hold = async () => {
    if (document.visibilityState === "visible") lock = await navigator.wakeLock?.request("screen").catch(() => null); // refused on low battery
  };
  hold();
  document.addEventListener("visibilitychange", hold);
  return () => {
    document.removeEventListener("visibilitychange", hold);
    lock?.release();
  };
}

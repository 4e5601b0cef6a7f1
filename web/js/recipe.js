/** The recipe page: for as many as the cook wants, with ticks. Before there is a recipe, how far it is. */

import { cookMode, ingredientWords, Memory } from "./cook.js";
import {
  age,
  describe,
  emptyState,
  exports,
  failedState,
  faultLines,
  hasPage,
  itemMenu,
  showProgress,
  sourceName,
  targetName,
  titleOf,
  warningsOf,
} from "./item.js";
import {
  $,
  $$,
  amount,
  away,
  back,
  button,
  copyOf,
  h,
  here,
  icon,
  isOurs,
  minutes,
  navigate,
  number,
  pictureParts,
  sheet,
  t,
} from "./page.js";
import { getItem, keepCopy, onChange, read } from "./server.js";

const MOST = 99;
const DIRECTIONS = [-1, 1];
/** For a recipe that does not say for how many it is. */
const FACTORS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8];
const TIMES = ["total", "prep", "cook"];
const NUTRITION = { calories: "kcal", carbohydrates: "g", fats: "g", proteins: "g" };

export function showRecipe({ id }) {
  const page = new RecipePage(id);
  return { element: page.element, title: () => page.title, leave: () => page.leave() };
}

class RecipePage {
  #shown = "";
  #progress = null;
  #isReading = false;
  element = h("div.recipe");

  constructor(id) {
    this.id = id;
    this.stops = [
      onChange("item", ({ item }) => item.id === id && this.#update(item)),
      onChange("gone", (gone) => gone.id === id && back()),
    ];
    const known = getItem(id);
    if (known) this.#update(known);
    else this.element.append(skeleton());
    if (known?.fullVersion === undefined) this.#read();
  }

  get title() {
    const item = getItem(this.id);
    return item ? titleOf(item) : t("nav.recipes");
  }

  leave() {
    this.stops.forEach((stop) => stop());
  }

  async #read() {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      await read(this.id);
    } catch (error) {
      if (getItem(this.id)?.results.recipe) return;
      const home = button(t("nav.recipes"), () => navigate("/"), { kind: "primary" });
      this.element.replaceChildren(
        error.status === 404
          ? emptyState("search", t("gone"), t("gone.text"), home)
          : failedState(error, () => this.#read()),
      );
    } finally {
      this.#isReading = false;
    }
  }

  #update(item) {
    const { status, title, error, warnings, results } = item;
    const shown = JSON.stringify([status, title, error, warnings, results]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const hadFocus = this.element.contains(document.activeElement);
      this.element.replaceChildren(this.#bar(item), this.#content(item), caption(item));
      if (hadFocus) $("h1", this.element).focus({ preventScroll: true });
      document.title = `${titleOf(item)} · InstaRecipe`;
    }
    if (here().query.has("retry")) this.#offerRetry();
    this.#progress?.(item);
    if (status === "success" && item.fullVersion !== item.version) this.#read();
  }

  #offerRetry() {
    const retry = $("[data-remedy=retry]", this.element);
    retry?.setAttribute("autofocus", "");
    retry?.focus();
  }

  #content(item) {
    this.#progress = null;
    const { recipe } = item.results;
    if (item.status !== "success") return this.#making(item);
    if (!recipe) return skeleton(titleOf(item));
    keepCopy(item).catch(() => {});
    return recipePage(item, recipe);
  }

  #bar(item) {
    const bar = copyOf("recipe-bar");
    const [toList, opener] = $$("button", bar);
    toList.onclick = back;
    opener.onclick = () => this.#menu(opener);
    opener.ariaLabel = opener.title = t("card.menu", { title: titleOf(item) });
    return bar;
  }

  #menu(opener) {
    const item = getItem(this.id);
    const file = item.isKept ? `recipes/${item.id}/file` : `queue/${item.id}/recipe`;
    const more = [[t("do.print"), "print", () => print()], ...exports(file)];
    itemMenu(opener, item, item.status === "success" ? more : []);
  }

  #making(item) {
    const card = copyOf("making", { h1: titleOf(item), ".byline": byline(item), ".fault": faultLines(item) });
    this.#progress = (latest) => {
      const { tone, word, now } = describe(latest);
      card.dataset.tone = tone;
      showProgress(card, latest, now);
      $(".now", card).replaceChildren(icon(tone), now || word);
    };
    return card;
  }
}

function skeleton(title) {
  return h("div.recipe-head.skeleton", h("div.picture"), title && h("h1", { tabindex: -1 }, title), h("i"), h("i"));
}

function recipePage(item, recipe) {
  const { lines, notes } = warningsOf(item, recipe);
  const image = isOurs(recipe.image) ? recipe.image : item.results.thumbnail;
  const times = TIMES.filter((name) => recipe[`${name}Minutes`]);
  const page = copyOf("recipe", {
    ".picture": isOurs(image) && pictureParts(image, { width: 960, height: 720, fetchpriority: "high" }),
    h1: recipe.title,
    ".byline": byline(item, recipe.author),
    ".description": recipe.description,
    ".times": times.map((name) => fact(t(`time.${name}`), minutes(recipe[`${name}Minutes`]))),
    ".notes": notes.map((sentence) => h("li", icon("failed"), sentence)),
    ".steps ol": stepList(recipe),
    ".nutrition dl": nutrition(recipe),
    ".keywords": recipe.keywords?.map((word) => h("li", word)),
  });
  const memory = new Memory(item);
  const servings = new Servings($(".servings", page), recipe, memory);
  const cook = () => cookMode(recipe, servings, () => $$(":checked", page).forEach((box) => (box.checked = false)));
  $(".ingredients", page).append(...[ingredientLists(recipe, servings, lines)].flat());
  $(".toolbar", page).append(...toolbar(item, recipe, cook));
  if (memory.kept.isCooking && !$("dialog.cook")) cook();
  return page;
}

function byline(item, author) {
  const source = hasPage(item) ? h("a", away(item.url), sourceName(item), icon("external")) : sourceName(item);
  return [author && h("span", author), h("span", source), age(item)];
}

const fact = (name, value) => h("div", h("dt", name), h("dd", value));

function toolbar(item, recipe, cook) {
  const { tandoorUrl, recipeUrl } = item.results;
  const elsewhere = tandoorUrl ?? (isOurs(recipeUrl) ? null : recipeUrl);
  const target = tandoorUrl ? "Tandoor" : targetName();
  const shared = { title: recipe.title, url: hasPage(item) ? item.url : location.href };
  const share = () => navigator.share(shared).catch(() => {});
  return [
    recipe.steps?.length > 0 && button(t("cook.start"), cook, { kind: "primary", symbol: "cook" }),
    elsewhere && h("a.button", away(elsewhere), icon("external"), t("do.openIn", { target })),
    navigator.share && button(t("do.share"), share, { symbol: "share" }),
  ].filter(Boolean);
}

function stepList({ steps = [] }) {
  if (!steps.length) return h("li.muted", t("recipe.noSteps"));
  return steps.flatMap(({ text, group }, index) => [
    group && group !== steps[index - 1]?.group && h("li", { dir: "auto" }, h("h3", group)),
    h("li.step", { dir: "auto" }, h("p", text)),
  ]);
}

function nutrition({ nutrition: given }) {
  const names = Object.keys(NUTRITION).filter((name) => given?.[name] != null);
  const value = (name) => `${number(given[name], { maximumFractionDigits: 0 })} ${NUTRITION[name]}`;
  return names.map((name) => fact(t(`nutrition.${name}`), value(name)));
}

function caption({ results }) {
  return results.extractedText ? copyOf("caption", { p: results.extractedText }) : "";
}

class Servings {
  #followers = [];
  #buttons;

  constructor(element, recipe, memory) {
    this.element = element;
    this.#buttons = $$("button", element);
    this.base = recipe.servings;
    this.noun = nounOf(recipe);
    this.memory = memory;
    this.value = memory.kept.servings ?? this.base ?? 1;
    DIRECTIONS.forEach((direction, at) => (this.#buttons[at].onclick = () => this.#step(direction)));
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
    DIRECTIONS.forEach((direction, at) => (this.#buttons[at].disabled = !this.#next(direction)));
    const noun = this.noun ?? t("servings.noun", { count: this.value });
    $("output", this.element).textContent = this.base ? `${number(this.value)} ${noun}` : `${amount(this.value)}×`;
  }
}

/** "12 pancakes" are counted as pancakes. */
function nounOf({ servings, servingsText = "" }) {
  const [, count, noun] = servingsText.match(/^\s*(\d+)\s+(?!serving|portion|person|people)(\p{Letter}\D*)$/iu) ?? [];
  return Number(count) === servings ? noun.trim() : null;
}

function ingredientLists({ ingredients = [] }, servings, doubts) {
  if (!ingredients.length) return h("p.muted", t("recipe.noIngredients"));
  const lists = [];
  ingredients.forEach((ingredient, index) => {
    if (!index || ingredient.group !== ingredients[index - 1].group) {
      if (ingredient.group) lists.push(h("h3", { dir: "auto" }, ingredient.group));
      lists.push(h("ul"));
    }
    lists.at(-1).append(ingredientLine(ingredient, index, servings, doubts.get(index)));
  });
  return lists;
}

function ingredientLine(ingredient, index, servings, doubt) {
  const { memory } = servings;
  const tick = ({ target }) => memory.keep({ ticks: { ...memory.kept.ticks, [index]: target.checked } });
  const box = h("input", { type: "checkbox", checked: memory.kept.ticks[index], change: tick });
  const words = h("span.words");
  servings.follow((factor) => words.replaceChildren(...ingredientWords(ingredient, factor)));
  return h("li.ingredient", { dir: "auto" }, h("label", box, words), doubt && doubtMark(doubt, ingredient));
}

function doubtMark(sentence, { original }) {
  const mark = copyOf("doubt");
  mark.title = sentence;
  mark.onclick = () => sheet(t("doubt.title"), h("p", sentence), h("blockquote", { dir: "auto" }, original));
  return mark;
}

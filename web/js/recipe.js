/** The recipe page, and cooking from it; before there is a recipe it shows what is happening to the link. */

import {
  age,
  describe,
  emptyState,
  EXPORTS,
  failedState,
  faultLines,
  hasPage,
  itemMenu,
  progressLine,
  progressOf,
  sourceName,
  targetName,
  titleOf,
  warningsOf,
} from "./item.js";
import {
  $,
  away,
  back,
  button,
  calm,
  drawing,
  h,
  here,
  icon,
  iconButton,
  isOurs,
  navigate,
  picture,
  sheet,
} from "./page.js";
import { api } from "./server.js";
import { getItem, onChange, read } from "./store.js";
import { amount, minutes, number, t } from "./strings.js";

const MOST = 99;
const FACTORS = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8];
const TIMES = ["total", "prep", "cook"];
const NUTRITION = { calories: "kcal", carbohydrates: "g", fats: "g", proteins: "g" };

export function show({ id }) {
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
    else this.element.append(...skeleton());
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

  /** Built anew only when something other than progress changed: ticks and open parts stay. */
  #update(item) {
    const { status, title, error, warnings, results } = item;
    const shown = JSON.stringify([status, title, error, warnings, results]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const hadFocus = this.element.contains(document.activeElement);
      this.element.replaceChildren(this.#bar(item), ...this.#parts(item), caption(item));
      if (hadFocus) $("h1", this.element).focus({ preventScroll: true });
      document.title = `${titleOf(item)} · InstaRecipe`;
    }
    if (here().query.has("retry")) this.#offerRetry();
    this.#progress?.(item);
    if (status === "success" && item.fullVersion !== item.version) this.#read();
  }

  /** A tap on the notification of a failure leads here. */
  #offerRetry() {
    const retry = $("[data-remedy=retry]", this.element);
    retry?.setAttribute("autofocus", "");
    retry?.focus();
  }

  #parts(item) {
    this.#progress = null;
    const { recipe } = item.results;
    if (item.status !== "success") return this.#making(item);
    return recipe ? recipeParts(item, recipe) : skeleton(titleOf(item));
  }

  #bar(item) {
    const opener = iconButton("menu", t("card.menu", { title: titleOf(item) }), () => this.#menu(opener), {
      "aria-haspopup": "menu",
    });
    return h("div.recipe-bar", iconButton("back", t("back"), back), opener);
  }

  #menu(opener) {
    const item = getItem(this.id);
    const name = titleOf(item)
      .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
      .toLowerCase();
    const exports = Object.entries(EXPORTS).map(([format, suffix]) => [
      t(`export.${format}`),
      "export",
      { href: api.exported(item.id, format, item.isKept), download: `${name}.${suffix}` },
    ]);
    itemMenu(opener, item, item.status === "success" ? [[t("do.print"), "print", () => print()], ...exports] : []);
  }

  #making(item) {
    const now = h("p.now", { role: "status" });
    const line = progressLine();
    const card = h(
      "div.making",
      drawing("bowl"),
      h("h1", { tabindex: -1 }, titleOf(item)),
      byline(item),
      line.element,
      now,
      h("div.fault", faultLines(item)),
    );
    this.#progress = (latest) => {
      const { tone, word, now: text } = describe(latest);
      card.dataset.tone = tone;
      line.update(text && progressOf(latest), text);
      now.replaceChildren(icon(tone), text || word);
    };
    return [card];
  }
}

/** Of known size; the picture comes first, as on the page. */
function skeleton(title) {
  return [h("div.recipe-head.skeleton", h("div.picture"), title && h("h1", { tabindex: -1 }, title), h("i"), h("i"))];
}

function recipeParts(item, recipe) {
  const servings = new Servings(item, recipe);
  const { lines, notes } = warningsOf(item, recipe);
  const head = h("div.section-head", h("h2", t("recipe.ingredients")), servings.element);
  return [
    recipeHead(item, recipe),
    toolbar(item, recipe, servings),
    h(
      "ul.notes",
      notes.map((sentence) => h("li", icon("failed"), sentence)),
    ),
    h(
      "div.columns",
      h("section.ingredients", head, ingredientLists(recipe, servings, lines)),
      h("section.steps", h("h2", t("recipe.steps")), stepList(recipe)),
    ),
    nutrition(recipe),
    h(
      "ul.keywords",
      (recipe.keywords ?? []).map((word) => h("li", word)),
    ),
  ];
}

function recipeHead(item, recipe) {
  const image = isOurs(recipe.image) ? recipe.image : item.results.thumbnail;
  const times = TIMES.map((name) => [t(`time.${name}`), recipe[`${name}Minutes`]]).filter(([, value]) => value);
  return h(
    "header.recipe-head",
    isOurs(image) && picture(image, { width: 960, height: 720 }),
    h("h1", { tabindex: -1 }, recipe.title),
    byline(item, recipe.author),
    recipe.description && h("p.description", recipe.description),
    facts(times.map(([name, value]) => [name, minutes(value)])),
  );
}

function byline(item, author) {
  const source = hasPage(item) ? h("a", away(item.url), sourceName(item), icon("external")) : sourceName(item);
  return h("p.byline", author && h("span", author), h("span", source), age(item));
}

const facts = (pairs) =>
  pairs.length > 0 &&
  h(
    "dl.times",
    pairs.map(([name, value]) => h("div", h("dt", name), h("dd", value))),
  );

function toolbar(item, recipe, servings) {
  const { tandoorUrl, recipeUrl } = item.results;
  const elsewhere = tandoorUrl ?? (isOurs(recipeUrl) ? null : recipeUrl);
  const cook = () => cookMode(recipe, servings);
  const shared = { title: recipe.title, url: hasPage(item) ? item.url : location.href };
  const share = () => navigator.share(shared).catch(() => {}); // closed without a choice
  return h(
    "div.toolbar",
    recipe.steps?.length > 0 && button(t("cook.start"), cook, { kind: "primary", symbol: "cook" }),
    elsewhere &&
      h(
        "a.button",
        away(elsewhere),
        icon("external"),
        t("do.openIn", { target: tandoorUrl ? "Tandoor" : targetName() }),
      ),
    navigator.share && button(t("do.share"), share, { symbol: "share" }),
  );
}

function stepList({ steps = [] }) {
  if (!steps.length) return h("p.muted", t("recipe.noSteps"));
  const lines = steps.map(({ text, group }, index) => [
    group && group !== steps[index - 1]?.group && h("li", h("h3", group)),
    h("li.step", h("p", text)),
  ]);
  return h("ol", lines.flat());
}

function nutrition({ nutrition: given }) {
  if (!given) return "";
  const pairs = Object.keys(NUTRITION).filter((name) => given[name] != null);
  const line = (name) => [
    t(`nutrition.${name}`),
    `${number(given[name], { maximumFractionDigits: 0 })} ${NUTRITION[name]}`,
  ];
  return h("section.nutrition", h("h2", t("nutrition.title")), facts(pairs.map(line)));
}

function caption({ results }) {
  const text = results?.extractedText;
  return text ? h("details.caption", h("summary", t("recipe.caption")), h("p", text)) : "";
}

// -- cooking: servings that scale, ingredients to tick off

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
class Servings {
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
function ingredientLists({ ingredients = [] }, servings, doubts) {
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
function ingredientWords({ amount: least, amountMax: most, unit, food, note, original }, factor) {
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

// -- cook mode, one large step at a time

const cookMode = (recipe, { factor }) => new CookMode(recipe, factor);

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

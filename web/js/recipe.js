/** The recipe page, cooking from it, and what happens to a link before. */

import {
  age,
  describe,
  emptyState,
  EXPORTS,
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
  calm,
  copyOf,
  h,
  here,
  icon,
  iconButton,
  isOurs,
  minutes,
  navigate,
  number,
  open,
  pictureParts,
  sheet,
  t,
} from "./page.js";
import { api, getItem, onChange, read } from "./server.js";

const MOST = 99;
const DIRECTIONS = [-1, 1];
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
    const card = copyOf("making");
    $("h1", card).textContent = titleOf(item);
    $("h1", card).after(byline(item));
    $(".fault", card).append(...faultLines(item));
    this.#progress = (latest) => {
      const { tone, word, now } = describe(latest);
      card.dataset.tone = tone;
      showProgress(card, latest, now);
      $(".now", card).replaceChildren(icon(tone), now || word);
    };
    return [card];
  }
}

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
    isOurs(image) && h("div.picture", pictureParts(image, { width: 960, height: 720, fetchpriority: "high" })),
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
  const share = () => navigator.share(shared).catch(() => {});
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

class Servings {
  #followers = [];
  element = copyOf("servings");
  #buttons = $$("button", this.element);

  constructor(item, recipe) {
    this.base = recipe.servings;
    this.noun = nounOf(recipe);
    this.memory = new Memory(item);
    this.value = this.memory.kept.servings ?? this.base ?? 1;
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

function nounOf({ servings, servingsText = "" }) {
  const [, count, noun] = servingsText.match(/^\s*(\d+)\s+(?!serving|portion|person|people)(\p{Letter}\D*)$/iu) ?? [];
  return Number(count) === servings ? noun.trim() : null;
}

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

function cookMode({ title, steps, ingredients = [] }, { factor }) {
  const dialog = copyOf("cook");
  const part = (name) => $(`.cook-${name}`, dialog);
  const track = part("track");
  const [close, before, opener, next] = $$("button", dialog);
  const place = (index) => t("cook.count", { at: index + 1, all: steps.length });
  const current = () => Math.round(track.scrollLeft / track.clientWidth);
  const go = (by) => {
    const to = current() + by;
    if (to === steps.length) return dialog.close();
    track.scrollTo({ left: to * track.clientWidth, behavior: calm() ? "instant" : "smooth" });
  };
  const update = () => {
    const at = current();
    part("count").textContent = place(at);
    $("i", dialog).style.transform = `scaleX(${(at + 1) / steps.length})`;
    before.disabled = at === 0;
    $("span", next).textContent = t(at === steps.length - 1 ? "cook.done" : "cook.next");
  };
  dialog.ariaLabel = $("h2", dialog).textContent = title;
  $("ul", dialog).append(...ingredients.map((line) => h("li", ingredientWords(line, factor))));
  track.append(
    ...steps.map(({ text, group }, index) => {
      const numeral = h("span.numeral", { "aria-hidden": "true" }, index + 1);
      return h("section.cook-step", { "aria-label": place(index) }, numeral, group && h("h3", group), h("p", text));
    }),
  );
  track.onscroll = update;
  close.onclick = () => dialog.close();
  before.onclick = () => go(-1);
  next.onclick = () => go(1);
  opener.onclick = () => (opener.ariaExpanded = !(part("list").hidden = !part("list").hidden));
  dialog.onkeydown = ({ key }) => {
    if (key === "ArrowLeft") go(-1);
    if (key === "ArrowRight" && current() < steps.length - 1) go(1);
  };
  open(dialog);
  next.focus();
  update();
  dialog.addEventListener("close", keepAwake());
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

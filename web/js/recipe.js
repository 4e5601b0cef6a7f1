/** The recipe page; before there is a recipe it shows what is happening to the link. */

import { EXPORTS, itemMenu } from "./actions.js";
import { api } from "./api.js";
import { age, emptyState, failedState, faultLines, progressLine } from "./card.js";
import { $, away, button, drawing, h, icon, iconButton, isOurs, picture } from "./dom.js";
import { cookMode, ingredientLists, Servings } from "./cooking.js";
import { back, navigate } from "./router.js";
import { describe, hasPage, progressOf, sourceName, targetName, titleOf, warningsOf } from "./status.js";
import { getItem, onChange, read } from "./store.js";
import { minutes, number, t } from "./strings.js";

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
    this.#progress?.(item);
    if (status === "success" && item.fullVersion !== item.version) this.#read();
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

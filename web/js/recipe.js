/** The recipe page; before there is a recipe it shows what is happening to the link. */

import { copy, remove, retry } from "./actions.js";
import { api } from "./api.js";
import { age, faultLines, progressLine } from "./card.js";
import { button, drawing, h, icon, iconButton, isOurs, outLink, picture } from "./dom.js";
import { emptyState, failedState } from "./empty.js";
import { minutes, number } from "./format.js";
import { ingredientGroups, Servings } from "./ingredients.js";
import { menu } from "./overlay.js";
import { back, navigate } from "./router.js";
import { describe, isPasted, progressOf, sourceName, targetName, titleOf } from "./status.js";
import { getHealth, getItem, onChange, read } from "./store.js";
import { t } from "./strings.js";
import { itemWarnings } from "./warnings.js";

const EXPORTS = { "json-ld": "json", markdown: "md", cooklang: "cook" };

export function show({ id }) {
  const page = new RecipePage(id);
  return { element: page.element, title: () => page.title, leave: () => page.leave() };
}

class RecipePage {
  #shown = "";

  constructor(id) {
    this.id = id;
    this.element = h("div", { class: "recipe" });
    this.stop = [
      onChange("item", ({ item }) => item.id === id && this.#update(item)),
      onChange("gone", (gone) => gone.id === id && this.#gone()),
    ];
    const known = getItem(id);
    if (known) this.#update(known);
    else this.element.append(recipeSkeleton());
    if (known?.readVersion !== known?.version || !known) this.#read();
  }

  get title() {
    const item = getItem(this.id);
    return item ? titleOf(item) : t("nav.recipes");
  }

  leave() {
    this.stop.forEach((stop) => stop());
  }

  async #read() {
    try {
      await read(this.id);
    } catch (error) {
      if (getItem(this.id)?.results?.recipe) return;
      this.element.replaceChildren(
        error.status === 404
          ? emptyState("search", t("gone"), t("gone.text"), button(t("nav.recipes"), { kind: "primary" }, () => navigate("/")))
          : failedState(error, () => this.#read()),
      );
    }
  }

  #gone() {
    if (getItem(this.id)) return;
    back();
  }

  /** Rebuilt only when something other than progress changed: ticks and open parts stay. */
  #update(item) {
    const { recipe } = item.results ?? {};
    const ready = item.status === "success" && recipe;
    const key = ready ? `recipe ${item.generation} ${JSON.stringify(recipe)} ${item.warnings}` : `${item.status} ${item.error} ${item.title}`;
    if (key === this.#shown) return this.progress?.(item);
    this.#shown = key;
    this.progress = null;
    this.element.replaceChildren(...(ready ? this.#recipe(item, recipe) : this.#making(item)));
    document.title = `${titleOf(item)} · InstaRecipe`;
  }

  // -- on its way ----------------------------------------------------------------------------------------

  #making(item) {
    const now = h("p", { class: "now", role: "status" });
    const line = progressLine();
    const card = h("div", { class: "making" }, drawing("bowl"));
    this.progress = (latest) => {
      const state = describe(latest, { target: getHealth()?.target?.name, paused: getHealth()?.processing === false });
      card.dataset.tone = state.tone;
      const active = state.tone === "working" || state.tone === "waiting";
      line.update(active ? progressOf(latest) : null, state.text);
      now.replaceChildren(icon(state.icon), active ? state.text : state.word);
    };
    card.append(h("h1", { tabindex: -1 }, titleOf(item)), this.#byline(item), line.element, now, h("div", { class: "fault" }, faultLines(item)));
    this.progress(item);
    return [this.#bar(item), card, caption(item)].filter(Boolean);
  }

  // -- the recipe ----------------------------------------------------------------------------------------

  #recipe(item, recipe) {
    const servings = new Servings(item, recipe);
    return [
      this.#bar(item),
      this.#head(item, recipe),
      this.#toolbar(item, recipe, servings),
      notes(item),
      h(
        "div",
        { class: "columns" },
        h("section", { class: "ingredients", "aria-labelledby": "ingredients-title" },
          h("div", { class: "section-head" }, h("h2", { id: "ingredients-title" }, t("recipe.ingredients")), servings.element),
          ingredientGroups(item, recipe, servings),
        ),
        h("section", { class: "steps", "aria-labelledby": "steps-title" }, h("h2", { id: "steps-title" }, t("recipe.steps")), stepList(recipe)),
      ),
      nutrition(recipe),
      keywords(recipe),
      caption(item),
    ].filter(Boolean);
  }

  #bar(item) {
    const opener = iconButton("menu", t("card.menu", { title: titleOf(item) }), () => this.#menu(opener), { "aria-haspopup": "menu" });
    return h("div", { class: "recipe-bar" }, iconButton("back", t("back"), back), opener);
  }

  #menu(opener) {
    const item = getItem(this.id);
    const done = item.status === "success";
    const exports = Object.entries(EXPORTS).map(([format, suffix]) => ({
      label: t(`export.${format}`),
      symbol: "export",
      href: api.exportAddress(item.id, format),
      download: `${fileName(titleOf(item))}.${suffix}`,
    }));
    menu(opener, t("card.menu", { title: titleOf(item) }), [
      done && { label: t("do.print"), symbol: "print", run: () => print() },
      ...(done ? exports : []),
      done && { label: t("do.remake"), symbol: "again", run: () => retry(item, { force: true }) },
      !isPasted(item) && { label: t("do.copy"), symbol: "link", run: () => copy(item.url) },
      { label: t("do.delete"), symbol: "delete", danger: true, run: () => remove(item) },
    ]);
  }

  #head(item, recipe) {
    const image = isOurs(recipe.image) ? recipe.image : item.results.thumbnail;
    return h(
      "header",
      { class: "recipe-head" },
      isOurs(image) && picture(image, { width: 960, height: 720, eager: true, alt: "" }),
      h("h1", { tabindex: -1 }, recipe.title),
      this.#byline(item),
      recipe.description && h("p", { class: "description" }, recipe.description),
      times(recipe),
    );
  }

  #byline(item) {
    const author = item.results?.recipe?.author;
    const source = isPasted(item) ? sourceName(item) : outLink(item.url, sourceName(item), icon("external"));
    return h("p", { class: "byline" }, author && h("span", null, author), h("span", null, source), age(item.createdAt));
  }

  #toolbar(item, recipe, servings) {
    const { tandoorUrl, recipeUrl } = item.results;
    const elsewhere = tandoorUrl ?? (isOurs(recipeUrl) ? null : recipeUrl);
    const target = tandoorUrl ? "Tandoor" : targetName(getHealth()?.target?.name);
    const cook = button(t("cook.start"), { kind: "primary", symbol: "cook" }, async () => {
      const { cookMode } = await import("./cook.js");
      cookMode(item, recipe, servings);
    });
    return h(
      "div",
      { class: "toolbar" },
      recipe.steps?.length > 0 && cook,
      elsewhere && h("a", { class: "button", href: elsewhere, target: "_blank", rel: "noopener noreferrer" }, icon("external"), h("span", null, t("do.openIn", { target }))),
      navigator.share && button(t("do.share"), { symbol: "share" }, () => share(item, recipe)),
    );
  }
}

const fileName = (title) => title.replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "recipe";

async function share(item, recipe) {
  const address = item.results.tandoorUrl ?? (isPasted(item) ? location.href : item.url);
  await navigator.share({ title: recipe.title, url: address }).catch(() => {}); // closed by the cook
}

function times({ totalMinutes, prepMinutes, cookMinutes }) {
  const given = { total: totalMinutes, prep: prepMinutes, cook: cookMinutes };
  const facts = Object.entries(given).filter(([, value]) => value);
  if (!facts.length) return null;
  return h("dl", { class: "times" }, facts.map(([name, value]) => h("div", null, h("dt", null, t(`time.${name}`)), h("dd", null, minutes(value)))));
}

/** Warnings that belong to no single line. */
function notes(item) {
  const sentences = itemWarnings(item.warnings, item.results.recipe.ingredients);
  return sentences.length ? h("ul", { class: "notes" }, sentences.map((sentence) => h("li", null, icon("failed"), sentence))) : null;
}

export function stepList({ steps = [] }) {
  const list = h("ol");
  let group;
  for (const step of steps) {
    if (step.group && step.group !== group) list.append(h("li", { class: "group" }, h("h3", null, step.group)));
    group = step.group;
    list.append(h("li", { class: "step" }, h("p", null, step.text)));
  }
  return steps.length ? list : h("p", { class: "muted" }, t("recipe.noSteps"));
}

function nutrition({ nutrition: facts }) {
  if (!facts) return null;
  const rows = ["calories", "carbohydrates", "fats", "proteins"].filter((name) => facts[name] != null);
  const cell = (name) => h("div", null, h("dt", null, t(`nutrition.${name}`)), h("dd", null, number(facts[name], { maximumFractionDigits: 0 }), name === "calories" ? " kcal" : " g"));
  return h("section", { class: "nutrition" }, h("h2", null, t("nutrition.title")), h("dl", { class: "times" }, rows.map(cell)));
}

function keywords({ keywords: words = [] }) {
  return words.length ? h("ul", { class: "keywords", "aria-label": t("recipe.keywords") }, words.map((word) => h("li", null, word))) : null;
}

function caption({ results }) {
  if (!results?.extractedText) return null;
  return h("details", { class: "caption" }, h("summary", null, t("recipe.caption")), h("p", null, results.extractedText));
}

function recipeSkeleton() {
  return h("div", { class: "recipe-skeleton skeleton", "aria-hidden": "true" }, h("div", { class: "picture" }), h("i"), h("i"), h("i"));
}

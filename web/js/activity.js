/** What is going on: what needs the cook, what is in the making, what has just finished. */

import { api } from "./api.js";
import { Card } from "./card.js";
import { $, h, throttle } from "./dom.js";
import { emptyState, failedState, skeletonCards } from "./empty.js";
import { onChange, upsert, getItem, newestFirst, isActive } from "./store.js";
import { hasFailed } from "./status.js";
import { sampleButton } from "./add.js";
import { t } from "./strings.js";

const SHOWN = 20;
const SECTIONS = [
  { name: "failed", statuses: ["error", "unhealthy"], holds: hasFailed, most: SHOWN },
  { name: "making", statuses: ["in_progress", "pending"], holds: isActive, most: SHOWN },
  { name: "done", statuses: ["success"], holds: (item) => item.status === "success", most: 5 },
];

export class Activity {
  #ids = new Set();
  #cards = new Map();
  #loaded = false;

  constructor() {
    this.element = $("#activity");
    this.sections = SECTIONS.map((section) => ({ ...section, list: h("div", { class: "list" }) }));
    this.note = h("div");
    this.element.append(h("h1", { tabindex: -1 }, t("nav.activity")), this.note, ...this.sections.map(sectionElement));
    const arrange = throttle(100, () => this.#arrange());
    onChange("item", ({ item }) => {
      this.#ids.add(item.id);
      this.#cards.get(item.id)?.update(item);
      arrange();
    });
    onChange("gone", arrange);
  }

  show() {
    if (!this.#loaded) this.note.replaceChildren(skeletonCards(3));
    this.refresh();
  }

  async refresh() {
    try {
      const pages = await Promise.all(SECTIONS.flatMap(({ statuses }) => statuses).map((status) => api.list({ status, limit: SHOWN })));
      for (const item of pages.flatMap((page) => page.items)) this.#ids.add(upsert(item).id);
      this.#loaded = true;
      this.#arrange();
    } catch (error) {
      if (!this.#loaded) this.note.replaceChildren(failedState(error, () => this.show()));
    }
  }

  /** Each card goes where its state belongs; those that stay are not touched. */
  #arrange() {
    if (!this.#loaded) return;
    const items = [...this.#ids].map(getItem).filter(Boolean);
    for (const { list, holds, most, element } of this.sections) {
      const shown = items.filter(holds).sort(byUpdate).slice(0, most);
      const cards = shown.map((item) => this.#card(item).element);
      if (cards.some((card, index) => list.children[index] !== card) || list.children.length !== cards.length) list.replaceChildren(...cards);
      list.parentElement.hidden = !cards.length;
    }
    this.note.replaceChildren(...(items.length ? [] : [emptyState("cup", t("empty.activity.title"), t("empty.activity.text"), sampleButton())]));
  }

  #card(item) {
    if (!this.#cards.has(item.id)) this.#cards.set(item.id, new Card(item));
    return this.#cards.get(item.id);
  }
}

const byUpdate = (one, other) => (one.updatedAt < other.updatedAt ? 1 : one.updatedAt > other.updatedAt ? -1 : newestFirst(one, other));

function sectionElement({ name, list }) {
  const more = name === "done" ? null : h("a", { class: "section-more", href: `/?show=${name}` }, t("activity.all"));
  return h("section", { class: "activity-section", hidden: true }, h("div", { class: "section-head" }, h("h2", null, t(`activity.${name}`)), more), list);
}

/** One item in a list, and what stands there when there is none. */

import { itemMenu, remedyButtons } from "./actions.js";
import { button, drawing, h, icon, iconButton, picture } from "./dom.js";
import { describe, fault, needsWords, progressOf, sourceName, titleOf } from "./status.js";
import { ago, exact, t } from "./strings.js";

/** Built once; later states are written into it, so nothing jumps and the focus stays. */
export class Card {
  #shown = {};
  #title = h("a");
  #state = h("span.state");
  #origin = h("span.origin");
  #progress = progressLine();
  #now = h("p.card-now");
  #fault = h("div.card-fault");
  #picture = h("div.picture");
  #menu = iconButton("menu", "", () => itemMenu(this.#menu, this.item), { "aria-haspopup": "menu" });

  constructor(item) {
    this.#title.href = `/recipe/${item.id}`;
    const meta = h("p.card-meta", this.#state, this.#origin);
    const body = h("div.card-body", h("h2.card-title", this.#title), this.#progress.element, this.#now, meta);
    this.element = h("article.card", { "data-id": item.id }, this.#picture, body, this.#menu, this.#fault);
    this.update(item);
  }

  focus() {
    this.#title.focus({ preventScroll: true });
  }

  update(item) {
    this.item = item;
    const { tone, word, now } = describe(item);
    const title = titleOf(item);
    const thumbnail = item.results?.thumbnail;
    Object.assign(this.element.dataset, { tone, status: item.status });
    this.#progress.update(now && progressOf(item), now);
    this.#write("title", title, () => {
      this.#title.textContent = this.element.ariaLabel = title;
      this.#menu.ariaLabel = this.#menu.title = t("card.menu", { title });
    });
    this.#write("state", word, () => this.#state.replaceChildren(icon(tone), word));
    this.#write("now", now || "", () => (this.#now.textContent = now || ""));
    this.#write("origin", item.createdAt, () => this.#origin.replaceChildren(sourceName(item), " · ", age(item)));
    this.#write("picture", thumbnail ?? "", () => {
      this.#picture.replaceWith((this.#picture = picture(thumbnail, { width: 104, height: 104, loading: "lazy" })));
    });
    this.#write("fault", needsWords(item) ? item.status + item.error : "", () =>
      this.#fault.replaceChildren(...faultLines(item)),
    );
  }

  #write(part, value, write) {
    if (this.#shown[part] === value) return;
    this.#shown[part] = value;
    write();
  }
}

export function age({ createdAt }) {
  return h("time", { datetime: createdAt, title: exact(createdAt) }, ago(createdAt));
}

/** Three segments that fill. `update(shares, text)`, without shares it is not there. */
export function progressLine() {
  const fills = [0, 1, 2].map(() => h("i"));
  const element = h(
    "div.progress",
    { role: "progressbar" },
    fills.map((fill) => h("span", fill)),
  );
  const update = (shares, text) => {
    element.hidden = !shares;
    if (!shares) return;
    fills.forEach((fill, index) => (fill.style.transform = `scaleX(${shares[index]})`));
    element.ariaValueNow = Math.round((shares.reduce((sum, share) => sum + share) / fills.length) * 100);
    element.ariaLabel = text;
  };
  return { element, update };
}

export function faultLines(item) {
  if (!needsWords(item)) return [];
  const { sentence, advice } = fault(item);
  const later = item.status === "unhealthy" && t("status.healsLater");
  const lines = [advice, later].filter(Boolean).map((words) => h("p.advice", words));
  return [h("p.sentence", sentence), ...lines, h("div.actions", remedyButtons(item))];
}

// -- nothing there, not yet, or not to be had

export function emptyState(picture, title, text, ...actions) {
  return h("div.empty", drawing(picture), h("h2", title), text && h("p", text), h("div.actions", actions));
}

export function failedState({ message }, again) {
  return emptyState("cloud", t("failed.title"), message, button(t("do.retry"), again, { symbol: "again" }));
}

export function skeletonCards(count) {
  const cards = Array.from({ length: count }, () =>
    h("div.card.skeleton", h("div.picture"), h("div.card-body", h("i"), h("i"))),
  );
  return h("div.skeletons", { "aria-hidden": "true" }, cards);
}

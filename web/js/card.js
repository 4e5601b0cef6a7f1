/** One item in a list. The card is built once; later states are written into it, so nothing jumps. */

import { cardMenu, remedyButtons } from "./actions.js";
import { h, icon, iconButton, picture } from "./dom.js";
import { ago, exact } from "./format.js";
import { getHealth } from "./store.js";
import { describe, fault, progressOf, sourceName, titleOf, willTryAgain, hasFailed } from "./status.js";
import { t } from "./strings.js";

export class Card {
  #shown = {};

  constructor(item) {
    this.id = item.id;
    this.title = h("a", { href: `/recipe/${item.id}` });
    this.state = h("span", { class: "state" });
    this.origin = h("span", { class: "origin" });
    this.progress = progressLine();
    this.now = h("p", { class: "card-now" });
    this.menu = iconButton("menu", "", () => cardMenu(this.menu, this.item), { "aria-haspopup": "menu" });
    this.fault = h("div", { class: "card-fault" });
    this.picture = picture(null, {});
    this.body = h(
      "div",
      { class: "card-body" },
      h("h2", { class: "card-title" }, this.title),
      this.progress.element,
      this.now,
      h("p", { class: "card-meta" }, this.state, this.origin),
    );
    this.element = h("article", { class: "card", "data-id": item.id }, this.picture, this.body, this.menu, this.fault);
    this.update(item);
  }

  update(item) {
    this.item = item;
    const state = describe(item, { target: getHealth()?.target?.name, paused: getHealth()?.processing === false });
    const title = titleOf(item);
    this.element.dataset.tone = state.tone;
    this.element.dataset.status = item.status;
    this.#write("title", title, () => {
      this.title.textContent = title;
      this.element.setAttribute("aria-label", title);
      this.menu.setAttribute("aria-label", t("card.menu", { title }));
    });
    this.#write("state", state.word + state.icon, () => this.state.replaceChildren(icon(state.icon), state.word));
    this.#write("origin", item.createdAt, () => this.origin.replaceChildren(sourceName(item), " · ", age(item.createdAt)));
    this.#write("picture", item.results?.thumbnail ?? "", () => this.#showPicture(item));
    const active = item.status === "in_progress" || state.tone === "waiting";
    this.progress.update(active ? progressOf(item) : null, state.text);
    this.#write("now", active ? state.text : "", (text) => (this.now.textContent = text));
    this.#write("fault", faultKey(item), () => this.fault.replaceChildren(...faultLines(item)));
  }

  #showPicture(item) {
    const frame = picture(item.results?.thumbnail, { width: 104, height: 104 });
    this.picture.replaceWith(frame);
    this.picture = frame;
  }

  #write(part, value, write) {
    if (this.#shown[part] === value) return;
    this.#shown[part] = value;
    write(value);
  }
}

/** How long ago, the exact time on hover; `main.js` keeps it true. */
export function age(iso) {
  return h("time", { datetime: iso, title: exact(iso), "data-ago": true }, ago(iso));
}

/** Three segments that fill. */
export function progressLine() {
  const fills = [0, 1, 2].map(() => h("i"));
  const segments = fills.map((fill) => h("span", null, fill));
  const element = h("div", { class: "progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100, hidden: true }, segments);
  const update = (shares, text) => {
    element.hidden = !shares;
    if (!shares) return;
    fills.forEach((fill, index) => (fill.style.transform = `scaleX(${shares[index] ?? 0})`));
    const whole = Math.round((shares.reduce((sum, share) => sum + share, 0) / fills.length) * 100);
    element.setAttribute("aria-valuenow", whole);
    element.setAttribute("aria-label", text);
  };
  return { element, update };
}

const needsHelp = (item) => hasFailed(item) || willTryAgain(item);

const faultKey = (item) => (needsHelp(item) ? `${item.status} ${item.errorCode} ${item.error}` : "");

export function faultLines(item) {
  if (!needsHelp(item)) return [];
  const { sentence, advice } = fault(item);
  const later = item.status === "unhealthy" && h("p", { class: "advice" }, t("status.healsLater"));
  const lines = [h("p", { class: "sentence" }, sentence), advice && h("p", { class: "advice" }, advice), later];
  return [...lines.filter(Boolean), h("div", { class: "actions" }, remedyButtons(item))];
}

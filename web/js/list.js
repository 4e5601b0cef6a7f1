/**
 * A list of any length. Cards live in chunks; a chunk far from the screen keeps its height and drops its
 * cards, so ten thousand items cost as much as a hundred.
 */

import { Card } from "./card.js";
import { h } from "./dom.js";
import { getItem, newestFirst, onChange } from "./store.js";

const CHUNK = 30;
const NEAR = "1200px 0px";

export class ItemList {
  #ids = new Set();
  #chunks = [];
  #cards = new Map();
  #watch = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { rootMargin: NEAR });

  /** `accepts(item)` says whether an item that appears by itself belongs here. */
  constructor({ accepts }) {
    this.accepts = accepts;
    this.element = h("div", { class: "list", role: "feed" });
    this.stop = [onChange("item", ({ item }) => this.#changed(item)), onChange("gone", ({ id }) => this.remove(id))];
  }

  get size() {
    return this.#ids.size;
  }

  get ids() {
    return this.#chunks.flatMap((chunk) => chunk.ids);
  }

  destroy() {
    this.#watch.disconnect();
    this.stop.forEach((stop) => stop());
  }

  /** Adds older items at the end. */
  append(items) {
    for (const { id } of items) {
      if (this.#ids.has(id) || !getItem(id)) continue;
      if (!this.#chunks.length || this.#chunks.at(-1).ids.length >= CHUNK) this.#chunks.push(this.#newChunk(null));
      this.#put(this.#chunks.at(-1), id);
    }
  }

  /** Puts one where its age says, or on top. What is on screen stays where it is. */
  insert(item, { onTop = false } = {}) {
    if (this.#ids.has(item.id)) return;
    this.#keepingPlace(() => {
      const chunk = this.#chunkFor(item, onTop);
      const at = onTop ? 0 : chunk.ids.findIndex((id) => newestFirst(item, getItem(id) ?? item) < 0);
      this.#put(chunk, item.id, at < 0 ? chunk.ids.length : at);
      if (chunk.ids.length > 2 * CHUNK) this.#split(chunk);
    });
  }

  remove(id) {
    if (!this.#ids.delete(id)) return;
    const chunk = this.#chunks.find(({ ids }) => ids.includes(id));
    chunk.ids.splice(chunk.ids.indexOf(id), 1);
    this.#cards.get(id)?.element.remove();
    this.#cards.delete(id);
    if (!chunk.ids.length) this.#drop(chunk);
    this.onSize?.();
  }

  has = (id) => this.#ids.has(id);

  /** The card, brought to life if its chunk was asleep. */
  card(id) {
    const chunk = this.#chunks.find(({ ids }) => ids.includes(id));
    if (chunk && !chunk.awake) this.#wake(chunk);
    return this.#cards.get(id);
  }

  #changed(item) {
    const card = this.#cards.get(item.id);
    if (card) this.#keepingPlace(() => card.update(item));
    else if (!this.#ids.has(item.id) && this.accepts(item)) this.insert(item);
    this.onSize?.();
  }

  #put(chunk, id, at = chunk.ids.length) {
    this.#ids.add(id);
    chunk.ids.splice(at, 0, id);
    if (!chunk.awake) return this.#wake(chunk);
    const card = this.#cardOf(id);
    chunk.element.insertBefore(card.element, chunk.element.children[at] ?? null);
  }

  #cardOf(id) {
    if (!this.#cards.has(id)) this.#cards.set(id, new Card(getItem(id)));
    return this.#cards.get(id);
  }

  #chunkFor(item, onTop) {
    if (!this.#chunks.length) this.#chunks.push(this.#newChunk(null));
    if (onTop) return this.#chunks[0];
    const older = this.#chunks.find(({ ids }) => newestFirst(item, getItem(ids.at(-1)) ?? item) <= 0);
    return older ?? this.#chunks.at(-1);
  }

  #newChunk(before) {
    const chunk = { ids: [], awake: true, element: h("div", { class: "chunk" }) };
    this.element.insertBefore(chunk.element, before);
    chunk.element.chunk = chunk;
    this.#watch.observe(chunk.element);
    return chunk;
  }

  #split(chunk) {
    const second = this.#newChunk(chunk.element.nextSibling);
    this.#chunks.splice(this.#chunks.indexOf(chunk) + 1, 0, second);
    second.ids = chunk.ids.splice(CHUNK);
    second.element.append(...second.ids.map((id) => this.#cardOf(id).element));
  }

  #drop(chunk) {
    this.#watch.unobserve(chunk.element);
    chunk.element.remove();
    this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
  }

  #seen({ target, isIntersecting }) {
    const { chunk } = target;
    if (!this.element.offsetParent) return; // the whole list is hidden: heights mean nothing
    if (isIntersecting) this.#wake(chunk);
    else if (!target.contains(document.activeElement)) this.#sleep(chunk);
  }

  #wake(chunk) {
    if (chunk.awake) return;
    chunk.awake = true;
    chunk.element.style.height = "";
    chunk.element.replaceChildren(...chunk.ids.map((id) => this.#cardOf(id).element));
  }

  #sleep(chunk) {
    if (!chunk.awake) return;
    chunk.awake = false;
    chunk.element.style.height = `${chunk.element.offsetHeight}px`;
    chunk.element.replaceChildren();
    chunk.ids.forEach((id) => this.#cards.delete(id));
  }

  /** Safari has no scroll anchoring. */
  #keepingPlace(change) {
    if (CSS.supports("overflow-anchor", "auto")) return change();
    const anchor = document.elementFromPoint(innerWidth / 4, innerHeight / 2)?.closest(".card");
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor?.isConnected && scrollY > 0) scrollBy(0, anchor.getBoundingClientRect().top - before);
  }
}

/** A list of any length: its pages, and a window of cards over them. */

import { api } from "./server.js";
import { h } from "./dom.js";
import { Card } from "./item.js";
import { getItem, newest, onChange, upsert, upsertKept } from "./store.js";

const CHUNK = 30;
const NEAR = "1200px 0px";
const byAge = newest("createdAt");

/** Pages, newest first, over the named statuses or (none named) all. */
export class Feed {
  loaded = [];

  constructor(statuses) {
    this.statuses = statuses;
    this.streams = (statuses.length ? statuses : [""]).map((status) => ({ status, buffer: [] }));
  }

  get ended() {
    return this.streams.every(({ ended, buffer }) => ended && !buffer.length);
  }

  holds({ status, isKept }) {
    return !isKept && (!this.statuses.length || this.statuses.includes(status));
  }

  async more(count) {
    const found = [];
    while (found.length < count && !this.ended) {
      await Promise.all(this.streams.map((stream) => fill(stream, count)));
      const next = this.#newest();
      if (next) found.push(next.buffer.shift());
    }
    this.loaded.push(...found);
    return found;
  }

  /** All streams show their head by now, so the newest of these is the newest of all. */
  #newest() {
    return this.streams
      .filter(({ buffer }) => buffer.length)
      .sort((one, other) => byAge(one.buffer[0], other.buffer[0]))[0];
  }
}

async function fill(stream, limit) {
  if (stream.ended || stream.buffer.length) return;
  const page = await api.list({ status: stream.status, cursor: stream.cursor, limit });
  stream.buffer = page.items.map((item) => upsert(item));
  stream.cursor = page.nextCursor;
  stream.ended = !page.nextCursor;
}

/** The recipes of the built-in cookbook. The server searches them, also by their ingredients. */
export class CookbookFeed {
  loaded = [];
  ended = false;

  constructor(search) {
    this.search = search;
  }

  holds({ id, status }) {
    return status === "success" && (!this.search || this.loaded.some((item) => item.id === id));
  }

  async more(limit) {
    const page = await api.cookbook({ search: this.search, cursor: this.cursor, limit });
    const found = page.recipes.map(upsertKept);
    this.cursor = page.nextCursor;
    this.ended = !page.hasMore;
    this.loaded.push(...found);
    return found;
  }
}

/**
 * A window over ten thousand items: a chunk far from the screen keeps its height and drops its cards.
 */
export class ItemList {
  #ids = new Set();
  #chunks = [];
  #cards = new Map();
  #watch = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { rootMargin: NEAR });
  #stops = [onChange("item", ({ item }) => this.#changed(item)), onChange("gone", ({ id }) => this.remove(id))];
  element = h("div.list", { role: "feed" });

  /** `accepts(item)`: whether an item that appears by itself belongs here. */
  constructor(accepts, onSize) {
    this.accepts = accepts;
    this.onSize = onSize;
  }

  get size() {
    return this.#ids.size;
  }

  get ids() {
    return this.#chunks.flatMap(({ ids }) => ids);
  }

  has(id) {
    return this.#ids.has(id);
  }

  destroy() {
    this.#watch.disconnect();
    this.#stops.forEach((stop) => stop());
  }

  append(items) {
    for (const { id } of items) {
      if (this.has(id) || !getItem(id)) continue;
      if (!(this.#chunks.at(-1)?.ids.length < CHUNK)) this.#addChunk(this.#chunks.length);
      this.#put(this.#chunks.at(-1), id);
    }
  }

  insert(item, onTop = false) {
    if (this.has(item.id)) return;
    if (!this.#chunks.length) this.#addChunk(0);
    const isOlder = (id) => byAge(item, getItem(id) ?? item) < 0;
    const chunk = this.#chunks.find(({ ids }) => onTop || isOlder(ids.at(-1))) ?? this.#chunks.at(-1);
    const at = onTop ? 0 : chunk.ids.findIndex(isOlder);
    this.#keepingPlace(() => this.#put(chunk, item.id, at < 0 ? chunk.ids.length : at));
    if (chunk.ids.length > 2 * CHUNK) this.#split(chunk);
  }

  remove(id) {
    const chunk = this.#chunkOf(id);
    if (!chunk) return;
    this.#ids.delete(id);
    chunk.ids.splice(chunk.ids.indexOf(id), 1);
    this.#cards.get(id)?.element.remove();
    this.#cards.delete(id);
    this.onSize();
  }

  /** The card, brought to life if its chunk was asleep. */
  card(id) {
    const chunk = this.#chunkOf(id);
    if (chunk) this.#wake(chunk);
    return this.#cards.get(id);
  }

  #chunkOf(id) {
    return this.#chunks.find(({ ids }) => ids.includes(id));
  }

  #changed(item) {
    const card = this.#cards.get(item.id);
    if (card) return this.#keepingPlace(() => card.update(item));
    if (this.has(item.id) || !this.accepts(item)) return;
    this.insert(item);
    this.onSize();
  }

  #put(chunk, id, at = chunk.ids.length) {
    this.#ids.add(id);
    chunk.ids.splice(at, 0, id);
    if (chunk.isAwake) chunk.element.insertBefore(this.#cardOf(id), chunk.element.children[at] ?? null);
  }

  #cardOf(id) {
    if (!this.#cards.has(id)) this.#cards.set(id, new Card(getItem(id)));
    return this.#cards.get(id).element;
  }

  #addChunk(at) {
    const chunk = { ids: [], isAwake: true, element: h("div.chunk") };
    this.element.insertBefore(chunk.element, this.#chunks[at]?.element ?? null);
    this.#chunks.splice(at, 0, chunk);
    this.#watch.observe(chunk.element);
    return chunk;
  }

  #split(chunk) {
    const rest = this.#addChunk(this.#chunks.indexOf(chunk) + 1);
    rest.ids = chunk.ids.splice(CHUNK);
    rest.element.append(...rest.ids.map((id) => this.#cardOf(id)));
  }

  #seen({ target, isIntersecting }) {
    if (!this.element.offsetParent) return; // all of it is hidden: heights mean nothing
    const chunk = this.#chunks.find(({ element }) => element === target);
    if (isIntersecting) this.#wake(chunk);
    else if (!target.contains(document.activeElement)) this.#sleep(chunk);
  }

  #wake(chunk) {
    if (chunk.isAwake) return;
    chunk.isAwake = true;
    chunk.element.style.height = "";
    chunk.element.append(...chunk.ids.map((id) => this.#cardOf(id)));
  }

  #sleep(chunk) {
    if (!chunk.isAwake) return;
    chunk.isAwake = false;
    chunk.element.style.height = `${chunk.element.offsetHeight}px`;
    chunk.element.replaceChildren();
    chunk.ids.forEach((id) => this.#cards.delete(id));
  }

  /** What is on screen stays where it is, also in Safari, which has no scroll anchoring. */
  #keepingPlace(change) {
    if (!scrollY || CSS.supports("overflow-anchor", "auto")) return change();
    const anchor = document.elementFromPoint(innerWidth / 4, innerHeight / 2)?.closest(".card");
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before);
  }
}

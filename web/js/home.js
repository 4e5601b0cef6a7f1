/** The first screen: filters, search, and the list that never ends. */

import { sampleButton } from "./add.js";
import { Card, emptyState, exports, failedState, hasCookbook, skeletonCards, sourceName, titleOf } from "./item.js";
import { $, $$, button, h, here, menu, number, rename, t, throttle, toast } from "./page.js";
import { get, getItem, newest, onChange, read, recall, server, upsert, upsertKept } from "./server.js";

const FILTERS = {
  all: [],
  done: ["success"],
  cookbook: [],
  making: ["pending", "in_progress"],
  failed: ["error", "unhealthy"],
};
const byAge = newest("createdAt");
const PAGE = 30;
const SEARCH_PAGE = 100;
const USUAL_HEIGHT = 118;

export class Home {
  #filter = "all";
  #words = [];
  #feed = new Feed(FILTERS.all);
  #isStarted = false;
  #loading = null;
  #error = null;
  #highlighted = null;
  #tail = h("div.tail");
  #end = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && this.#load(), { rootMargin: "1500px" });
  element = $("#home");

  constructor() {
    for (const chip of $("#chips").children) chip.onclick = () => this.#choose(chip.dataset.show);
    $("#search-open").onclick = () => this.openSearch();
    $("#search-close").onclick = () => this.#closeSearch();
    $("#search-field").oninput = ({ target }) => this.#search(target.value);
    $("#search-field").addEventListener("keydown", ({ key }) => key === "Escape" && this.#closeSearch());
    $("#archive").onclick = ({ currentTarget }) => menu(currentTarget, t("archive"), exports("recipes/archive"));
    onChange("counts", () => this.#showCounts());
    onChange("health", () => this.#followTarget());
    this.#showCounts();
    this.#list(recall());
  }

  start() {
    this.#isStarted = true;
    this.#load();
  }

  show({ query }) {
    const filter = query.get("show") ?? "all";
    const id = query.get("highlight");
    if (!id && filter in FILTERS && filter !== this.#filter) this.#choose(filter);
    if (id && id !== this.#highlighted) this.#highlight(id);
    this.#highlighted = id;
  }

  async refresh() {
    const shown = this.#feed;
    const feed = this.#newFeed();
    const newest = await feed.more(PAGE);
    if (this.list.size && shown === this.#feed) this.#reconcile(newest, feed);
    if (this.#error) this.#load();
  }

  move(step) {
    const { ids } = this.list;
    const at = ids.indexOf(document.activeElement.closest(".card")?.dataset.id);
    const card = this.list.card(ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))]);
    card?.focus();
    card?.element.scrollIntoView({ block: "nearest" });
  }

  #showCounts() {
    for (const chip of $("#chips").children) {
      const name = chip.dataset.show;
      const statuses = name === "all" ? ["total"] : FILTERS[name];
      const isCookbook = showsCookbook(name);
      chip.firstChild.textContent = t(isCookbook ? "filter.cookbook" : `filter.${name}`);
      chip.lastChild.textContent =
        server.counts && !isCookbook ? number(statuses.reduce((sum, status) => sum + server.counts[status], 0)) : "";
      chip.ariaPressed = name === this.#filter;
      if (name === this.#filter) $("#chips").scrollLeft = chip.offsetLeft - 80;
    }
    $("#archive").hidden = !this.#isCookbook;
  }

  get #isCookbook() {
    return showsCookbook(this.#filter);
  }

  #newFeed() {
    return this.#isCookbook ? new CookbookFeed(this.#words.join(" ")) : new Feed(FILTERS[this.#filter]);
  }

  async #followTarget() {
    this.#showCounts();
    if (this.#isCookbook !== this.#feed instanceof CookbookFeed) this.#restart();
    if (hasCookbook()) return;
    const { recipes } = await get("recipes", { limit: 1 }).catch(() => ({}));
    $("[data-show=cookbook]").hidden = !recipes?.length;
  }

  #choose(filter) {
    this.#filter = filter;
    if (here().view === "home") rename(filter === "all" ? "/" : `/?show=${filter}`);
    this.#showCounts();
    this.#restart();
    scrollTo(0, 0);
  }

  openSearch() {
    this.#showSearch(true);
    $("#search-field").focus();
  }

  #closeSearch() {
    this.#showSearch(false);
    $("#search-field").value = "";
    this.#search("");
    $("#search-open").focus();
  }

  #showSearch(open) {
    $("#search").hidden = !open;
    $("#search-open").hidden = $("#chips").hidden = open;
  }

  #search(text) {
    this.#words = plain(text).split(/\s+/).filter(Boolean);
    if (this.#isCookbook) return this.#askCookbook();
    this.#list(this.#feed.loaded.map(({ id }) => getItem(id)).filter(Boolean));
    this.#load();
  }

  #askCookbook = throttle(300, () => this.#restart());

  #matches = (item) => {
    if (!this.#feed.holds(item)) return false;
    if (this.#feed instanceof CookbookFeed) return true;
    const text = plain(`${titleOf(item)} ${sourceName(item)} ${item.url}`);
    return this.#words.every((word) => text.includes(word));
  };

  #restart() {
    this.#feed = this.#newFeed();
    this.#loading = null;
    this.#list([]);
    this.start();
  }

  #list(items) {
    this.list?.destroy();
    this.list = new ItemList(
      (item) => this.#accepts(item),
      () => this.#showTail(),
    );
    this.list.append(items.filter(this.#matches));
    $("#feed").replaceChildren(this.list.element, this.#tail);
    this.#showTail();
  }

  #accepts(item) {
    const oldest = this.#feed.loaded.at(-1);
    return this.#matches(item) && (this.#feed.ended || item.createdAt >= oldest?.createdAt);
  }

  #load() {
    if (!this.#isStarted || this.#loading || this.#feed.ended) return;
    this.#error = null;
    this.#loading = this.#loadPage(this.#feed);
    this.#showTail();
  }

  async #loadPage(feed) {
    const isFirst = !feed.loaded.length;
    const found = await feed.more(this.#words.length ? SEARCH_PAGE : PAGE).catch((error) => ({ error }));
    if (feed !== this.#feed) return;
    this.#loading = null;
    this.#error = found.error;
    this.#end.unobserve(this.#tail);
    if (!this.#error) {
      if (isFirst) this.#reconcile(found, feed);
      this.list.append(found.filter(this.#matches));
      this.#end.observe(this.#tail);
    }
    this.#showTail();
  }

  #reconcile(items, feed) {
    const present = new Set(items.map(({ id }) => id));
    const { ids } = this.list;
    if (ids.length && !feed.ended && !ids.some((id) => present.has(id))) {
      this.#feed = feed;
      return this.#list(items);
    }
    if (!feed.ended && feed instanceof CookbookFeed) return items.forEach((item) => this.list.insert(item));
    const oldest = feed.ended ? "" : items.at(-1).createdAt;
    for (const item of ids.map(getItem)) {
      // a card whose state no longer fits the filter keeps its place until a filter is chosen again
      if (item?.createdAt >= oldest && !present.has(item.id) && this.#matches(item)) this.list.remove(item.id);
    }
    for (const item of items) if (this.#matches(item)) this.list.insert(item);
  }

  #showTail() {
    this.list.element.ariaBusy = Boolean(this.#loading);
    this.#tail.replaceChildren(this.#tailContent());
  }

  #tailContent() {
    const { size } = this.list;
    const name = this.#filter;
    if (this.#error)
      return size ? h("p.tail-note", this.#error.message) : failedState(this.#error, () => this.#restart());
    if (this.#loading) return this.#words.length ? h("p.tail-note", t("search.running")) : skeletonCards(size ? 2 : 5);
    if (size || !this.#feed.ended) return "";
    if (this.#words.length)
      return emptyState(
        "search",
        t("search.none"),
        t("search.noneText"),
        button(t("search.clear"), () => this.#closeSearch()),
      );
    return emptyState(
      name === "failed" ? "cup" : "bowl",
      t(`empty.${name}.title`),
      t(`empty.${name}.text`),
      name === "all" && sampleButton(),
    );
  }

  async #highlight(id) {
    const item = getItem(id) ?? (await read(id).catch(() => null));
    if (!item) return toast(t("gone"), { failed: true });
    if (!this.list.card(id) && !this.#matches(item)) {
      this.#closeSearch();
      this.#filter = "all";
      this.#showCounts();
      this.#restart();
    }
    await this.#loading;
    if (!this.list.card(id)) this.list.insert(item, true);
    this.#showTail();
    const card = this.list.card(id);
    card.element.scrollIntoView({ block: "center" });
    card.element.classList.add("highlight");
    card.element.onanimationend = () => card.element.classList.remove("highlight");
    card.focus();
  }
}

/** Beside a recipe manager it has a chip of its own. */
const showsCookbook = (name) => name === "cookbook" || (name === "done" && hasCookbook());

const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "");

class Feed {
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

  #newest() {
    return this.streams
      .filter(({ buffer }) => buffer.length)
      .sort((one, other) => byAge(one.buffer[0], other.buffer[0]))[0];
  }
}

async function fill(stream, limit) {
  if (stream.ended || stream.buffer.length) return;
  const page = await get("queue", { status: stream.status, cursor: stream.cursor, limit });
  stream.buffer = page.items.map((item) => upsert(item));
  stream.cursor = page.nextCursor;
  stream.ended = !page.nextCursor;
}

class CookbookFeed {
  loaded = [];
  ended = false;

  constructor(search) {
    this.search = search;
  }

  holds({ id, status }) {
    return status === "success" && ((hasCookbook() && !this.search) || this.loaded.some((item) => item.id === id));
  }

  async more(limit) {
    const page = await get("recipes", { search: this.search, cursor: this.cursor, limit });
    const found = page.recipes.map(upsertKept);
    this.cursor = page.nextCursor;
    this.ended = !page.hasMore;
    this.loaded.push(...found);
    return found;
  }
}

/** Cards, newest first, in chunks; those far from the screen are not drawn, and their cards empty. */
class ItemList {
  #cards = new Map();
  #stops = [onChange("item", ({ item }) => this.#changed(item)), onChange("gone", ({ id }) => this.remove(id))];
  element = h("div.list", { role: "feed" });

  constructor(accepts, onSize) {
    this.accepts = accepts;
    this.onSize = onSize;
  }

  get size() {
    return this.#cards.size;
  }

  get ids() {
    return Array.from($$(".card", this.element), ({ dataset }) => dataset.id);
  }

  card(id) {
    return this.#cards.get(id);
  }

  destroy() {
    this.#stops.forEach((stop) => stop());
  }

  append(items) {
    for (const item of items) this.#put(item, null);
  }

  insert(item, onTop = false) {
    const isOlder = (id) => onTop || byAge(item, getItem(id) ?? item) < 0;
    keepingPlace(() => this.#put(item, this.card(this.ids.find(isOlder))?.element ?? null));
  }

  remove(id) {
    this.card(id)?.element.remove();
    if (this.#cards.delete(id)) this.onSize();
  }

  #changed(item) {
    const card = this.card(item.id);
    if (card) return keepingPlace(() => card.update(item));
    if (!this.accepts(item)) return;
    this.insert(item);
    this.onSize();
  }

  #put({ id }, next) {
    const item = getItem(id);
    if (!item || this.card(id)) return;
    const card = new Card(item);
    this.#cards.set(id, card);
    const chunk = next?.parentNode ?? this.#lastChunk();
    chunk.insertBefore(card.element, next);
    chunk.style.containIntrinsicHeight = `auto ${chunk.childElementCount * USUAL_HEIGHT}px`;
  }

  #lastChunk() {
    const { lastChild } = this.element;
    if (lastChild?.childElementCount < PAGE) return lastChild;
    const turn = ({ skipped }) => {
      for (const { dataset } of chunk.children) this.card(dataset.id)[skipped ? "sleep" : "wake"]();
    };
    const chunk = h("div.chunk", { contentvisibilityautostatechange: turn });
    this.element.append(chunk);
    return chunk;
  }
}

/** What is on screen stays where it is, also in Safari, which has no scroll anchoring. */
function keepingPlace(change) {
  if (!scrollY || CSS.supports("overflow-anchor", "auto")) return change();
  const anchor = document.elementFromPoint(innerWidth / 4, innerHeight / 2)?.closest(".card");
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before);
}

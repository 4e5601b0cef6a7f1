/** The first screen: paste field, filters, search, and the list that never ends. */

import { sampleButton } from "./add.js";
import { $, button, h, wide } from "./dom.js";
import { emptyState, failedState, skeletonCards } from "./empty.js";
import { Feed } from "./feed.js";
import { ItemList } from "./list.js";
import { toast } from "./overlay.js";
import { here, rename } from "./router.js";
import { sourceName, titleOf } from "./status.js";
import { getCounts, getItem, onChange, read, recall } from "./store.js";
import { number } from "./format.js";
import { t } from "./strings.js";

const FILTERS = {
  all: [],
  done: ["success"],
  making: ["pending", "in_progress"],
  failed: ["error", "unhealthy"],
};
const DRAWINGS = { all: "bowl", done: "bowl", making: "cup", failed: "cup" };
const PAGE = 30;
const SEARCH_PAGE = 100;
const AHEAD = 1500;

export class Home {
  #filter = "all";
  #words = [];
  #loading = null;
  #error = null;
  #highlighted = null;
  #started = false;

  constructor() {
    this.element = $("#home");
    this.tail = h("div", { class: "tail" });
    this.#buildChips();
    this.#startSearch();
    this.feed = new Feed(FILTERS.all);
    this.#replaceList(recall());
    new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.#load(), { rootMargin: `${AHEAD}px` }).observe(this.tail);
    onChange("counts", () => this.#showCounts());
    this.#showCounts();
  }

  start() {
    this.#started = true;
    this.#load();
  }

  /** Puts the address' wishes on the screen. */
  show({ query }) {
    const filter = query.get("show") ?? "all";
    if (filter in FILTERS && filter !== this.#filter && !query.has("highlight")) this.#choose(filter);
    const id = query.get("highlight");
    if (id && id !== this.#highlighted) this.#highlight(id);
    this.#highlighted = id;
  }

  /** Reads the newest again: the page was away, or has just been told of a gap. */
  async refresh() {
    const feed = new Feed(FILTERS[this.#filter]);
    const newest = await feed.more(PAGE);
    if (this.list.size && feed.statuses === this.feed.statuses) this.#reconcile(newest, feed);
  }

  focusSearch() {
    this.#openSearch(true);
  }

  /** Moves the focus `step` cards on. */
  move(step) {
    const ids = this.list.ids;
    const at = ids.indexOf(document.activeElement.closest?.(".card")?.dataset.id);
    const id = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
    if (!id) return;
    const { title, element } = this.list.card(id);
    title.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  // -- filters and search --------------------------------------------------------------------------------

  #buildChips() {
    this.chips = Object.keys(FILTERS).map((name) =>
      h("button", { type: "button", class: "chip", "data-show": name, on: { click: () => this.#choose(name) } }, t(`filter.${name}`), h("b", null)),
    );
    $("#chips").replaceChildren(...this.chips);
  }

  #showCounts() {
    const counts = getCounts();
    for (const chip of this.chips) {
      const name = chip.dataset.show;
      const statuses = FILTERS[name];
      const count = !counts ? null : statuses.length ? statuses.reduce((sum, status) => sum + counts[status], 0) : counts.total;
      $("b", chip).textContent = count == null ? "" : number(Math.max(0, count));
      chip.setAttribute("aria-pressed", name === this.#filter);
    }
  }

  #choose(filter) {
    this.#filter = filter;
    if (here().view === "home") rename(filter === "all" ? "/" : `/?show=${filter}`);
    this.#showCounts();
    this.#restart();
    if (scrollY > this.element.offsetTop) scrollTo(0, 0);
  }

  #startSearch() {
    const field = $("#search-field");
    $("#search-open").addEventListener("click", () => this.#openSearch(true));
    $("#search-close").addEventListener("click", () => this.#openSearch(false));
    field.addEventListener("keydown", (event) => event.key === "Escape" && this.#openSearch(false));
    field.addEventListener("input", () => this.#search(field.value));
  }

  #openSearch(open) {
    const field = $("#search-field");
    $("#search").hidden = !open;
    $("#search-open").hidden = $("#chips").hidden = open;
    $("#search-open").setAttribute("aria-expanded", open);
    if (open) return field.focus();
    field.value = "";
    this.#search("");
    $("#search-open").focus();
  }

  #search(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    if (words.join(" ") === this.#words.join(" ")) return;
    this.#words = words;
    this.#replaceList(this.feed.loaded.map(({ id }) => getItem(id)).filter(Boolean));
    this.#load();
  }

  #matches = (item) => {
    const { statuses } = this.feed;
    if (statuses.length && !statuses.includes(item.status)) return false;
    if (!this.#words.length) return true;
    const text = plain(`${titleOf(item)} ${sourceName(item)} ${item.url}`);
    return this.#words.every((word) => text.includes(word));
  };

  // -- the list ------------------------------------------------------------------------------------------

  #restart(known = []) {
    this.#started = true;
    this.feed = new Feed(FILTERS[this.#filter]);
    this.#error = null;
    this.#loading = null;
    this.#replaceList(known);
    this.#load();
  }

  #replaceList(items) {
    this.list?.destroy();
    this.list = new ItemList({ accepts: (item) => this.#accepts(item) });
    this.list.onSize = () => this.#showTail();
    this.list.append(items.filter(this.#matches));
    $("#feed").replaceChildren(this.list.element, this.tail);
    this.#showTail();
  }

  /** What appears by itself belongs here unless it is older than what the feed has brought so far. */
  #accepts(item) {
    const oldest = this.feed.loaded.at(-1);
    return this.#matches(item) && (this.feed.ended || Boolean(oldest && item.createdAt >= oldest.createdAt));
  }

  /** Loads while the end of the list is near. One at a time; a new filter makes an old run meaningless. */
  #load() {
    if (!this.#started || this.#loading || this.feed.ended) return this.#loading;
    const feed = this.feed;
    const run = this.#run(feed).finally(() => {
      if (this.#loading === run) this.#loading = null;
      this.#showTail();
    });
    this.#loading = run;
    this.#showTail();
    return run;
  }

  async #run(feed) {
    try {
      do {
        const isFirst = !feed.loaded.length;
        const items = await feed.more(this.#words.length ? SEARCH_PAGE : PAGE);
        if (feed !== this.feed) return;
        if (isFirst) this.#reconcile(items, feed);
        this.list.append(items.filter(this.#matches));
      } while (!feed.ended && this.#endIsNear());
      this.#error = null;
    } catch (error) {
      if (feed === this.feed) this.#error = error;
    }
  }

  #endIsNear() {
    return this.tail.offsetParent && this.tail.getBoundingClientRect().top < innerHeight + AHEAD;
  }

  /** Makes what is shown agree with the newest page: what is missing there was deleted elsewhere. */
  #reconcile(newest, feed) {
    const present = new Set(newest.map(({ id }) => id));
    const shown = this.list.ids;
    const overlaps = feed.ended || !shown.length || shown.some((id) => present.has(id));
    if (!overlaps) return this.#startOver(newest, feed);
    const oldest = newest.at(-1)?.createdAt ?? "";
    for (const id of shown) {
      const item = getItem(id);
      const covered = feed.ended || (item && item.createdAt >= oldest);
      if (!present.has(id) && covered && this.#belonged(item)) this.list.remove(id);
    }
    for (const item of newest) if (this.#matches(item)) this.list.insert(item);
  }

  /** A card whose state has moved on keeps its place until the filter is chosen again. */
  #belonged(item) {
    return !item || !this.feed.statuses.length || this.feed.statuses.includes(item.status);
  }

  #startOver(newest, feed) {
    this.feed = feed;
    this.#replaceList(newest);
  }

  #showTail() {
    this.list.element.setAttribute("aria-busy", Boolean(this.#loading));
    this.tail.replaceChildren(...[this.#tailContent()].filter(Boolean));
  }

  #tailContent() {
    if (this.#error) {
      if (this.list.size && this.#error.code === "offline") return h("p", { class: "tail-note" }, t("list.offline"));
      return failedState(this.#error, () => this.#restart(this.list.ids.map(getItem)));
    }
    if (this.#loading) return this.#words.length ? h("p", { class: "tail-note" }, t("search.running")) : skeletonCards(this.list.size ? 2 : 5);
    if (this.list.size || !this.feed.ended) return null;
    if (this.#words.length) return emptyState("search", t("search.none"), t("search.noneText"), button(t("search.clear"), {}, () => this.#openSearch(false)));
    const name = this.#filter;
    return emptyState(DRAWINGS[name], t(`empty.${name}.title`), t(`empty.${name}.text`), ...(name === "all" ? [sampleButton()] : []));
  }

  // -- highlight -----------------------------------------------------------------------------------------

  async #highlight(id) {
    const item = getItem(id) ?? (await read(id).catch(() => null));
    if (!item) return toast(t("gone"), { tone: "failed" });
    if (!this.list.has(id) && !this.#matches(item)) {
      this.#filter = "all";
      if (this.#words.length) this.#openSearch(false);
      this.#showCounts();
      this.#restart();
    }
    await this.#loading;
    if (!this.list.has(id)) this.list.insert(item, { onTop: true });
    this.#showTail();
    const { element, title } = this.list.card(id);
    element.scrollIntoView({ block: wide() ? "nearest" : "center" });
    element.classList.add("highlight");
    element.addEventListener("animationend", () => element.classList.remove("highlight"), { once: true });
    title.focus({ preventScroll: true });
  }
}

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{Mark}/gu, "");

/**
 * What the page knows of the queue. Nothing older replaces what is newer: every item carries its version.
 *
 * A recipe of the built-in cookbook whose link was deleted is an item too: `isKept`, version 0.
 *
 * Tells of `item` {item, before}, `gone` {id}, `counts` and `health`.
 */

import { throttle } from "./page.js";
import { api } from "./server.js";

const CACHE = "instarecipe.list";
const CACHED = 60;
const READERS = 4;

/** The server's counts by status, and its health; null until they are known. */
export const server = { counts: null, health: null };

const items = new Map();
const hidden = new Set();
const toRead = new Set();
const changes = new EventTarget();
let readers = 0;

const tell = (type, detail) => changes.dispatchEvent(new CustomEvent(type, { detail }));

export function onChange(type, listener) {
  const stop = new AbortController();
  changes.addEventListener(type, ({ detail }) => listener(detail), stop);
  return () => stop.abort();
}

export const getItem = (id) => (hidden.has(id) ? undefined : items.get(id));

export const newest = (moment) => (one, other) =>
  one[moment] < other[moment] ? 1 : one[moment] > other[moment] ? -1 : 0;

/** Takes an item from the API. `full` says that it came with its recipe and text. */
export function upsert(item, full = false) {
  const before = items.get(item.id);
  if (item.version < before?.version) return before;
  const results = { ...before?.results, ...item.results };
  const next = { ...item, results, fullVersion: full ? item.version : before?.fullVersion };
  items.set(item.id, next);
  if (before && before.status !== next.status) recount(before, next);
  if (!hidden.has(item.id) && (full || before?.version !== next.version)) tell("item", { item: next, before });
  remember();
  return next;
}

/** Takes a live update. It tells all that a card shows; recipe and warnings of a success are read. */
export function applyUpdate(update) {
  const { type, itemId, version, status } = update;
  const known = items.get(itemId);
  if (type === "queue-removed") return known?.isKept || forget(itemId);
  if (version <= known?.version) return;
  if (known) upsert(updated(known, update));
  else refreshCounts();
  if (known && status !== "success") return;
  toRead.add(itemId);
  if (readers < READERS) readWaiting();
}

/** What an update does not carry any more (error, nextAttemptAt) is over. */
function updated(
  item,
  { status, timestamp, version, progress, title, results, error, errorCode, advice, nextAttemptAt },
) {
  const told = { isKept: false, status, version, updatedAt: timestamp, phases: progress, title, results };
  return { ...item, ...told, error, errorCode, advice, nextAttemptAt };
}

/** A few at a time: two hundred links may end in the same second. */
async function readWaiting() {
  readers += 1;
  for (const id of toRead) {
    toRead.delete(id);
    await read(id).catch(({ status }) => status === 404 && forget(id));
  }
  readers -= 1;
}

export async function read(id) {
  try {
    return upsert(await api.item(id), true);
  } catch (error) {
    if (error.status !== 404) throw error;
    const { recipe, ...kept } = await api.recipe(id);
    items.delete(id); // its link is gone, whatever version we knew
    return upsert(asItem({ ...recipe, ...kept }, { recipe }), true);
  }
}

/** Takes a recipe of the cookbook; what we know of its link says more. */
export const upsertKept = (recipe) => items.get(recipe.id) ?? upsert(asItem(recipe));

/** The link was deleted, its recipe was not. */
export function keepRecipe(item) {
  forget(item.id);
  upsert({ ...item, isKept: true, version: 0, fullVersion: undefined });
}

function asItem({ id, createdAt, title, image, sourceUrl }, results) {
  const url = sourceUrl || "pasted:";
  const end = { status: "success", phases: [], version: 0, isKept: true };
  return { id, url, createdAt, updatedAt: createdAt, title, ...end, results: { thumbnail: image, ...results } };
}

export function forget(id) {
  const wasShown = items.delete(id) && !hidden.delete(id);
  if (wasShown) tell("gone", { id });
  refreshCounts();
  remember();
}

/** Out of sight while the cook may still undo. */
export function hide(id) {
  hidden.add(id);
  tell("gone", { id });
}

export function unhide(id) {
  if (hidden.delete(id) && items.has(id)) tell("item", { item: items.get(id) });
}

function recount(before, item) {
  const { counts } = server;
  if (counts) {
    server.counts = { ...counts, [before.status]: counts[before.status] - 1, [item.status]: counts[item.status] + 1 };
    tell("counts");
  }
  refreshCounts();
}

export const refreshCounts = throttle(800, async () => {
  const stats = await api.stats().catch(() => null); // what we had will do
  if (!stats) return;
  server.counts = stats.counts;
  tell("counts");
  remember();
});

export async function refreshHealth() {
  server.health = await api.health().catch(() => server.health);
  tell("health");
}

export function recall() {
  const kept = JSON.parse(localStorage.getItem(CACHE)) ?? { items: [] };
  Object.assign(server, kept.server);
  for (const item of kept.items) items.set(item.id, item);
  return kept.items;
}

export function clear() {
  items.clear();
  localStorage.removeItem(CACHE);
}

const remember = throttle(1000, () => {
  const kept = [...items.values()].sort(newest("createdAt")).slice(0, CACHED).map(withoutRecipe);
  try {
    localStorage.setItem(CACHE, JSON.stringify({ items: kept, server }));
  } catch {
    localStorage.removeItem(CACHE); // full: better no list than half of one
  }
});

function withoutRecipe({ results: { recipe, extractedText, ...results }, fullVersion, ...item }) {
  return { ...item, results };
}

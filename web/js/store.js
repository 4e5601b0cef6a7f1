/**
 * What the page knows of the queue. Nothing older replaces what is newer: every item carries its version.
 *
 * `changes` dispatches `item` {item, before}, `gone` {id}, `counts` and `health`.
 */

import { api } from "./api.js";
import { throttle } from "./dom.js";

const CACHE = "instarecipe.list";
const CACHED_ITEMS = 60;
const READERS = 4;

export const changes = new EventTarget();

const items = new Map();
const hidden = new Set();
const toRead = new Set();
let readers = 0;
let counts = null;
let health = null;

const tell = (type, detail = {}) => changes.dispatchEvent(new CustomEvent(type, { detail }));

export const getItem = (id) => (hidden.has(id) ? undefined : items.get(id));
export const getCounts = () => counts;
export const getHealth = () => health;
export const newestFirst = (one, other) => (one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0);
export const isActive = (item) => item.status === "pending" || item.status === "in_progress";

export function onChange(type, listener) {
  const unpack = (event) => listener(event.detail);
  changes.addEventListener(type, unpack);
  return () => changes.removeEventListener(type, unpack);
}

/** Takes an item from the API. `full` says that it came with its recipe and text. */
export function upsert(item, { full = false } = {}) {
  const before = items.get(item.id);
  if (before && item.version < before.version) return before;
  const results = { ...before?.results, ...item.results };
  const next = { ...item, results, readVersion: full ? item.version : before?.readVersion };
  items.set(item.id, next);
  if (hidden.has(item.id)) return next;
  if (full || before?.version !== next.version) tell("item", { item: next, before });
  if (before && before.status !== next.status) recount(before, next);
  remember();
  return next;
}

/** Takes a live update. It tells all that a card shows; recipe and warnings of a success are read. */
export function applyUpdate(update) {
  if (update.type === "queue-removed") return forget(update.itemId);
  const known = items.get(update.itemId);
  if (known && update.version <= known.version) return;
  if (known) upsert(updated(known, update));
  else refreshCounts();
  if (!known || update.status === "success") readSoon(update.itemId);
}

/** What an update does not carry any more (error, nextAttemptAt) is over. */
function updated(item, { status, timestamp, version, progress, title, results, error, errorCode, advice, nextAttemptAt }) {
  const told = { status, version, updatedAt: timestamp, phases: progress, title, results };
  return { ...item, ...told, error, errorCode, advice, nextAttemptAt };
}

export function forget(id) {
  const item = items.get(id);
  items.delete(id);
  if (item && !hidden.delete(id)) tell("gone", { id });
  refreshCounts();
  remember();
}

/** Out of sight while the cook may still undo. */
export function hide(id) {
  hidden.add(id);
  tell("gone", { id });
}

export function unhide(id) {
  const item = items.get(id);
  if (hidden.delete(id) && item) tell("item", { item });
}

/** The item with its recipe and text. */
export async function read(id) {
  return upsert(await api.item(id), { full: true });
}

/** Reads a few at a time: two hundred links may end in the same second. */
function readSoon(id) {
  toRead.add(id);
  if (readers < READERS) drain();
}

async function drain() {
  readers += 1;
  for (const id of toRead) {
    toRead.delete(id);
    await read(id).catch((error) => error.status === 404 && forget(id));
  }
  readers -= 1;
}

function recount(before, item) {
  if (counts) {
    counts = { ...counts, [before.status]: counts[before.status] - 1, [item.status]: counts[item.status] + 1 };
    tell("counts");
  }
  refreshCounts();
}

export const refreshCounts = throttle(800, async () => {
  const stats = await api.stats().catch(() => null);
  if (!stats) return;
  counts = stats.counts;
  tell("counts");
  remember();
});

export async function refreshHealth() {
  health = await api.health().catch(() => health);
  tell("health");
}

/** What the last visit saw, for the first paint. Newest first. */
export function recall() {
  const kept = JSON.parse(localStorage.getItem(CACHE) ?? "null");
  if (!kept) return [];
  ({ counts, health } = kept);
  for (const item of kept.items) items.set(item.id, item);
  return kept.items;
}

export function clear() {
  items.clear();
  counts = health = null;
  localStorage.removeItem(CACHE);
}

const remember = throttle(1000, () => {
  const newest = [...items.values()].sort(newestFirst).slice(0, CACHED_ITEMS).map(slim);
  try {
    localStorage.setItem(CACHE, JSON.stringify({ items: newest, counts, health }));
  } catch {
    localStorage.removeItem(CACHE); // full: better no list than half of one
  }
});

function slim({ results: { recipe, extractedText, ...results }, readVersion, ...item }) {
  return { ...item, results };
}

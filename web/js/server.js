/** The API, and what the page knows of the queue. A recipe without a link is `isKept`. */

import { t, throttle, words } from "./page.js";

const PATIENCE = 20_000;

async function call(method, path, body) {
  const headers = body ? { "content-type": "application/json" } : {};
  const signal = AbortSignal.timeout(PATIENCE);
  const keepalive = method === "DELETE"; // sent even as the page goes away
  let response;
  try {
    response = await fetch(`/api/${path}`, { method, headers, keepalive, signal, body: body && JSON.stringify(body) });
  } catch {
    throw new Error(t(navigator.onLine ? "error.unreachable" : "error.offline"));
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  if (response.status === 401 && path !== "session") tell("signedOut");
  throw await self.outbox.refusal(response, words);
}

const asked = (wishes) => {
  const query = String(new URLSearchParams(Object.entries(wishes).filter(([, value]) => value)));
  return query && `?${query}`;
};

// `/api` as docs/openapi.json describes it
export const get = (path, wishes = {}) => call("GET", path + asked(wishes));
export const post = (path, body) => call("POST", path, body);
export const remove = (path, wishes = {}) => call("DELETE", path + asked(wishes));
export const signIn = (token) => post("session", { token }).then(clear);
export const signOut = () => remove("session").finally(clear);

const LIST = "instarecipe.list";
const LISTED = 60;
/** What nobody else who signs in here may see. */
const OWN = [LIST, "instarecipe.cooking"];

export const server = { counts: null, health: null };

const items = new Map();
const hidden = new Set();
const toRead = new Set();
let isReading = false;
const changes = new EventTarget();

const tell = (type, detail) => changes.dispatchEvent(new CustomEvent(type, { detail }));

export function onChange(type, listener) {
  const stop = new AbortController();
  changes.addEventListener(type, ({ detail }) => listener(detail), stop);
  return () => stop.abort();
}

export const known = () => [...items.keys()].map(getItem).filter(Boolean);
export const getItem = (id) => (hidden.has(id) ? undefined : items.get(id));

export const newest = (moment) => (one, other) => other[moment].localeCompare(one[moment]);

export function upsert(item, full = false) {
  const before = items.get(item.id);
  if (item.version < before?.version) return before;
  const results = { ...before?.results, ...item.results };
  const next = { ...item, results, fullVersion: full ? item.version : before?.fullVersion };
  items.set(item.id, next);
  if (before && before.status !== next.status) refreshCounts();
  if (!hidden.has(item.id) && (full || before?.version !== next.version)) tell("item", { item: next, before });
  remember();
  return next;
}

export function applyUpdate(update) {
  const { type, itemId, version, status } = update;
  const known = items.get(itemId);
  if (type === "queue-removed") return known?.isKept || forget(itemId);
  if (version <= known?.version) return;
  if (known) upsert(updated(known, update));
  else refreshCounts();
  if (known && status !== "success") return;
  toRead.add(itemId);
  readWaiting();
}

function updated(
  item,
  { status, timestamp, version, progress, title, results, error, errorCode, advice, nextAttemptAt },
) {
  const told = { isKept: false, status, version, updatedAt: timestamp, phases: progress, title, results };
  return { ...item, ...told, error, errorCode, advice, nextAttemptAt };
}

async function readWaiting() {
  if (isReading) return;
  isReading = true;
  for (const id of toRead) {
    toRead.delete(id); // first: it may change again meanwhile
    await read(id).catch(({ status }) => status === 404 && forget(id));
  }
  isReading = false;
}

export async function read(id) {
  try {
    return upsert(await get(`queue/${id}`), true);
  } catch (error) {
    if (error.status !== 404) return readWithoutServer(id, error);
    dropCopy(id);
    const { recipe, ...kept } = await get(`recipes/${id}`);
    items.delete(id);
    return upsert(asItem({ ...recipe, ...kept }, { recipe }), true);
  }
}

/** An older recipe is better than none. */
async function readWithoutServer(id, error) {
  const copy = error.status < 500 || (await (await copies()).match(copyAt(id)));
  if (!copy?.ok) throw error;
  items.delete(id);
  return upsert(await copy.json(), true);
}

/** For when there is no network: the recipes that were opened last, each followed by its picture (see sw.js). */
const COPIES = "recipes";
const MOST_COPIES = 2 * 40;
const copies = () => caches.open(COPIES);
const copyAt = (id) => `/recipe/${id}`;
const dropCopy = async (id) => (await copies()).delete(copyAt(id));

export async function keepCopy(item) {
  const cache = await copies();
  await cache.put(copyAt(item.id), Response.json(item));
  if (item.results.thumbnail) await cache.add(item.results.thumbnail).catch(() => {}); // already there, offline
  const all = await cache.keys();
  await Promise.all(all.slice(0, -MOST_COPIES).map((request) => cache.delete(request)));
}

export const upsertKept = (recipe) => items.get(recipe.id) ?? upsert(asItem(recipe));

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
  dropCopy(id);
  const wasShown = items.delete(id) && !hidden.delete(id);
  if (wasShown) tell("gone", { id });
  refreshCounts();
  remember();
}

export function hide(id) {
  hidden.add(id);
  tell("gone", { id });
}

export function unhide(id) {
  if (hidden.delete(id) && items.has(id)) tell("item", { item: items.get(id) });
}

export const refreshCounts = throttle(800, async () => {
  const stats = await get("queue/stats").catch(() => null);
  if (!stats) return;
  server.counts = stats.counts;
  tell("counts");
  remember();
});

export async function refreshHealth() {
  server.health = await get("health").catch(() => server.health);
  tell("health");
}

export function recall() {
  const kept = JSON.parse(localStorage.getItem(LIST)) ?? { items: [] };
  Object.assign(server, kept.server);
  for (const item of kept.items) items.set(item.id, item);
  return kept.items;
}

export async function clear() {
  items.clear();
  OWN.forEach((key) => localStorage.removeItem(key));
  await caches.delete(COPIES);
}

const remember = throttle(1000, () => {
  const kept = [...items.values()].sort(newest("createdAt")).slice(0, LISTED).map(withoutRecipe);
  try {
    localStorage.setItem(LIST, JSON.stringify({ items: kept, server }));
  } catch {
    localStorage.removeItem(LIST);
  }
});

function withoutRecipe({ results: { recipe, extractedText, ...results }, fullVersion, ...item }) {
  return { ...item, results };
}

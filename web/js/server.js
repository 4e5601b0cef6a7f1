/** The API, what the page knows of the queue (a recipe without a link is `isKept`), and live updates. */

import { t, throttle } from "./page.js";

const PATIENCE = 20_000;

class ApiError extends Error {
  constructor(status, message, wait) {
    super(message);
    Object.assign(this, { status, wait });
  }
}

export const session = new EventTarget();

async function call(method, path, body, keepalive = false) {
  const headers = body ? { "content-type": "application/json" } : {};
  const signal = AbortSignal.timeout(PATIENCE);
  let response;
  try {
    response = await fetch(`/api/${path}`, { method, headers, keepalive, signal, body: body && JSON.stringify(body) });
  } catch {
    throw new ApiError(0, t(navigator.onLine ? "error.unreachable" : "error.offline"));
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  if (response.status === 401 && path !== "session") session.dispatchEvent(new Event("required"));
  const { message = t("error.unknown") } = await response.json().catch(() => ({}));
  throw new ApiError(response.status, message, response.headers.get("retry-after"));
}

const one = (id) => `queue/${encodeURIComponent(id)}`;
const kept = (id) => `recipes/${encodeURIComponent(id)}`;
const asked = (wishes) => new URLSearchParams(Object.entries(wishes).filter(([, value]) => value));

export const api = {
  list: (wishes) => call("GET", `queue?${asked(wishes)}`),
  item: (id) => call("GET", one(id)),
  add: (shared) => call("POST", "queue", shared),
  retry: (id, what) => call("POST", `${one(id)}/retry`, what),
  remove: (id, keepalive) => call("DELETE", one(id), null, keepalive),
  cookbook: (wishes) => call("GET", `recipes?${asked(wishes)}`),
  recipe: (id) => call("GET", kept(id)),
  removeRecipe: (id, keepalive) => call("DELETE", kept(id), null, keepalive),
  archive: (format) => `/api/recipes/archive?format=${format}`,
  stats: () => call("GET", "queue/stats"),
  samples: async () => (await call("GET", "samples")).samples,
  health: () => call("GET", "health"),
  vapidKey: () => call("GET", "notifications/vapid-key"),
  subscribe: (device) => call("POST", "notifications/subscribe", device),
  unsubscribe: (clientId) => call("DELETE", `notifications/subscribe?${asked({ clientId })}`),
  testPush: (device) => call("POST", "notifications/test", device),
  liveTicket: () => call("POST", "live-ticket"),
  signIn: (token) => call("POST", "session", { token }),
  tokens: (owner) => call("GET", `tokens?${asked({ owner })}`),
  makeToken: (wanted) => call("POST", "tokens", wanted),
  revokeToken: (id, owner, keepalive) => call("DELETE", `tokens/${id}?${asked({ owner })}`, null, keepalive),
  pair: (wanted) => call("POST", "pairings", wanted),
  redeem: (code) => call("POST", "pairings/redeem", { code }),
  signOut: () => call("DELETE", "session"),
  exported: (id, format, isKept) => `/api/${isKept ? `${kept(id)}/file` : `${one(id)}/recipe`}?format=${format}`,
};

const CACHE = "instarecipe.list";
const CACHED = 60;
const READERS = 4;

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

export const known = () => [...items.keys()].map(getItem).filter(Boolean);
export const getItem = (id) => (hidden.has(id) ? undefined : items.get(id));

export const newest = (moment) => (one, other) =>
  one[moment] < other[moment] ? 1 : one[moment] > other[moment] ? -1 : 0;

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

function updated(
  item,
  { status, timestamp, version, progress, title, results, error, errorCode, advice, nextAttemptAt },
) {
  const told = { isKept: false, status, version, updatedAt: timestamp, phases: progress, title, results };
  return { ...item, ...told, error, errorCode, advice, nextAttemptAt };
}

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
    items.delete(id);
    return upsert(asItem({ ...recipe, ...kept }, { recipe }), true);
  }
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

function recount(before, item) {
  const { counts } = server;
  if (counts) {
    server.counts = { ...counts, [before.status]: counts[before.status] - 1, [item.status]: counts[item.status] + 1 };
    tell("counts");
  }
  refreshCounts();
}

export const refreshCounts = throttle(800, async () => {
  const stats = await api.stats().catch(() => null);
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
    localStorage.removeItem(CACHE);
  }
});

function withoutRecipe({ results: { recipe, extractedText, ...results }, fullVersion, ...item }) {
  return { ...item, results };
}

const PING_EVERY = 25_000;
const SILENCE = 60_000;
const POLL_EVERY = 4_000;
const CONNECT_WITHIN = 10_000;
const BEST_AGAIN_AFTER = 120_000;
const LONGEST_WAIT = 30_000;
const TRANSPORTS = [socket, events, polling];

let handlers;
let current = new AbortController();
let level = 0;
let failures = 0;
let retries = 0;
let heardAt = 0;
let timer = 0;

export function watch(wanted) {
  handlers = wanted;
  restart();
  addEventListener("online", restart);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && silence() > PING_EVERY + 5_000) restart();
  });
}

const silence = () => Date.now() - heardAt;
const heard = () => (heardAt = Date.now());

function restart() {
  level = failures = retries = 0;
  open();
}

function open() {
  close();
  current = new AbortController();
  const line = { signal: current.signal, isReady: false };
  const patience = setTimeout(() => line.lost(), CONNECT_WITHIN);
  line.signal.addEventListener("abort", () => clearTimeout(patience));
  line.lost = () => line.signal.aborted || lost(line);
  line.ready = () => {
    clearTimeout(patience);
    ready(line);
  };
  TRANSPORTS[level](line).catch(line.lost);
}

function close() {
  clearTimeout(timer);
  current.abort();
}

function ready(line) {
  line.isReady = true;
  heard();
  failures = retries = 0;
  handlers.onState(true);
  handlers.onReady();
  if (level) timer = setTimeout(restart, BEST_AGAIN_AFTER);
}

function lost(line) {
  close();
  if (!line.isReady && ++failures === 2) {
    level = Math.min(level + 1, TRANSPORTS.length - 1);
    failures = 0;
  }
  handlers.onState(false);
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** retries++);
  timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
}

function told(update) {
  heard();
  if (update.itemId) handlers.onUpdate(update);
}

async function socket(line) {
  const { url, ticket } = await api.liveTicket();
  if (line.signal.aborted) return;
  const address = new URL(url, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.searchParams.set("ticket", ticket);
  const wire = new WebSocket(address);
  const send = (action) => wire.send(JSON.stringify({ action }));
  const pulse = setInterval(() => {
    if (silence() > SILENCE) line.lost();
    else if (line.isReady) send("ping");
  }, PING_EVERY);
  line.signal.addEventListener("abort", () => {
    clearInterval(pulse);
    wire.close();
  });
  wire.onopen = () => {
    send("subscribe");
    send("ping");
  };
  wire.onmessage = ({ data }) => {
    if (!line.isReady) line.ready();
    told(JSON.parse(data));
  };
  wire.onclose = line.lost;
}

async function events(line) {
  const source = new EventSource("/api/queue/stream");
  line.signal.addEventListener("abort", () => source.close());
  source.addEventListener("connection", () => (line.isReady ? heard() : line.ready()));
  source.addEventListener("ping", heard);
  source.addEventListener("queue-update", ({ data }) => told(JSON.parse(data)));
  source.onerror = () => source.readyState === EventSource.CLOSED && line.lost();
}

async function polling(line) {
  await handlers.onPoll();
  line.ready();
  const pulse = setInterval(() => {
    if (document.visibilityState === "visible") handlers.onPoll().then(heard, line.lost);
  }, POLL_EVERY);
  line.signal.addEventListener("abort", () => clearInterval(pulse));
}

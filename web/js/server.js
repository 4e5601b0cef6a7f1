/**
 * The server: its HTTP API, and live updates.
 *
 * Every failure is an `ApiError` whose message is a sentence for the cook. Updates come by WebSocket, else
 * by Server-Sent Events, else by asking again and again: a transport that fails twice before it was ready
 * gives way to the next, and the best is tried again later.
 */

import { t } from "./strings.js";

const PATIENCE = 20_000;

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Dispatches `required` when the server wants a token. */
export const session = new EventTarget();

async function call(method, path, body, keepalive = false) {
  const headers = body ? { "content-type": "application/json" } : {};
  const signal = AbortSignal.timeout(PATIENCE);
  let response;
  try {
    response = await fetch(`/api/${path}`, { method, headers, keepalive, signal, body: body && JSON.stringify(body) });
  } catch {
    throw new ApiError(0, "offline", t(navigator.onLine ? "error.unreachable" : "error.offline"));
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  if (response.status === 401 && path !== "session") session.dispatchEvent(new Event("required"));
  const { error, message = t("error.unknown") } = await response.json().catch(() => ({}));
  throw new ApiError(response.status, error, message);
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
  signOut: () => call("DELETE", "session"),
  exported: (id, format, isKept) => `/api/${isKept ? `${kept(id)}/file` : `${one(id)}/recipe`}?format=${format}`,
};

// -- live updates

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

/** `onUpdate(update)`, `onReady()` after each connection, `onPoll()`, `onState(isConnected)`. */
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
    if (!line.isReady) line.ready(); // subscribed: what changed before is in the list
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

/** Live updates: a WebSocket; where that is refused Server-Sent Events; where those are, asking again and again. */

import { applyUpdate, post } from "./server.js";

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
    if (!document.hidden && silence() > PING_EVERY + 5_000) restart();
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
  line.lost = () => line.signal.aborted || lost(line);
  line.ready = () => ready(line);
  setTimeout(() => line.isReady || line.lost(), CONNECT_WITHIN);
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
  handlers.refresh().catch(() => {});
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
  if (update.itemId) applyUpdate(update);
}

async function socket(line) {
  const { url, ticket } = await post("live-ticket");
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
  await handlers.refresh();
  line.ready();
  const pulse = setInterval(() => {
    if (!document.hidden) handlers.refresh().then(heard, line.lost);
  }, POLL_EVERY);
  line.signal.addEventListener("abort", () => clearInterval(pulse));
}

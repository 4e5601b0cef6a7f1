/**
 * Live updates: WebSocket, else Server-Sent Events, else asking again and again.
 *
 * A transport that fails twice before it was ready gives way to the next; after two minutes on a lesser
 * one the best is tried again. Whatever was missed in between is read by `onReady`.
 */

import { api } from "./api.js";

const PING_EVERY = 25_000;
const SILENCE = 60_000;
const POLL_EVERY = 4_000;
const CONNECT_WITHIN = 10_000;
const BEST_AGAIN_AFTER = 120_000;
const LONGEST_WAIT = 30_000;
const TRANSPORTS = [socket, events, polling];

/** `handlers`: `onUpdate(update)`, `onReady()` after each (re)connection, `onPoll()`, `onState(connected)`. */
export function watch(handlers) {
  const line = new Line(handlers);
  line.open();
  addEventListener("online", () => line.restart());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && line.silence() > PING_EVERY + 5_000) line.restart();
  });
  return line;
}

class Line {
  #level = 0;
  #failures = 0;
  #retries = 0;
  #heard = 0;
  #timer = 0;
  #current = null;

  constructor(handlers) {
    this.handlers = handlers;
  }

  silence = () => Date.now() - this.#heard;

  restart() {
    this.#level = this.#failures = this.#retries = 0;
    this.open();
  }

  open() {
    this.close();
    const control = new AbortController();
    this.#current = control;
    const connection = { signal: control.signal, isReady: false };
    const lose = () => this.#lost(control, connection);
    const patience = setTimeout(lose, CONNECT_WITHIN);
    control.signal.addEventListener("abort", () => clearTimeout(patience));
    connection.ready = () => {
      clearTimeout(patience);
      this.#ready(connection);
    };
    connection.heard = () => (this.#heard = Date.now());
    connection.update = (update) => {
      connection.heard();
      this.handlers.onUpdate(update);
    };
    connection.poll = this.handlers.onPoll;
    connection.silence = this.silence;
    TRANSPORTS[this.#level](connection, lose).catch(lose);
  }

  close() {
    clearTimeout(this.#timer);
    this.#current?.abort();
  }

  #ready(connection) {
    connection.isReady = true;
    connection.heard();
    this.#failures = this.#retries = 0;
    this.handlers.onState(true);
    this.handlers.onReady();
    if (this.#level > 0) this.#timer = setTimeout(() => this.restart(), BEST_AGAIN_AFTER);
  }

  #lost(control, connection) {
    if (control.signal.aborted) return;
    this.close();
    if (!connection.isReady && ++this.#failures >= 2) {
      this.#level = Math.min(this.#level + 1, TRANSPORTS.length - 1);
      this.#failures = 0;
    }
    this.handlers.onState(false);
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#retries++);
    this.#timer = setTimeout(() => this.open(), wait * (0.5 + Math.random() / 2));
  }
}

async function socket(connection, lose) {
  const { url, ticket } = await api.liveTicket();
  if (connection.signal.aborted) return;
  const address = new URL(url, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.searchParams.set("ticket", ticket);
  const wire = new WebSocket(address);
  const send = (action) => wire.send(JSON.stringify({ action }));
  const pulse = setInterval(() => {
    if (connection.silence() > SILENCE) lose();
    else if (wire.readyState === WebSocket.OPEN) send("ping");
  }, PING_EVERY);
  connection.signal.addEventListener("abort", () => {
    clearInterval(pulse);
    wire.close();
  });
  wire.onopen = () => {
    send("subscribe");
    connection.ready();
  };
  wire.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.itemId) connection.update(message);
    else connection.heard();
  };
  wire.onclose = lose;
}

async function events(connection, lose) {
  const source = new EventSource("/api/queue/stream");
  connection.signal.addEventListener("abort", () => source.close());
  const told = ({ type, data }) => connection.update({ type, ...JSON.parse(data) });
  source.addEventListener("connection", () => (connection.isReady ? connection.heard() : connection.ready()));
  source.addEventListener("ping", connection.heard);
  source.addEventListener("queue-update", told);
  source.addEventListener("queue-removed", told);
  source.onerror = () => source.readyState === EventSource.CLOSED && lose();
}

async function polling(connection, lose) {
  await connection.poll();
  connection.ready();
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") connection.poll().then(connection.heard, lose);
  }, POLL_EVERY);
  connection.signal.addEventListener("abort", () => clearInterval(timer));
}

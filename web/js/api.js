/** The HTTP API. Every failure is an `ApiError` whose message is a sentence for the cook. */

import { t } from "./strings.js";

const PATIENCE = 20_000;

export class ApiError extends Error {
  constructor(status, code, message, details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Dispatches `required` when the server wants a token. */
export const session = new EventTarget();

async function call(method, path, body, { keepalive = false } = {}) {
  const response = await fetch(`/api${path}`, {
    method,
    keepalive,
    headers: body ? { "content-type": "application/json" } : {},
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new ApiError(0, "offline", t(navigator.onLine ? "error.unreachable" : "error.offline"));
  });
  if (response.ok) return response.status === 204 ? null : response.json();
  throw await refusal(response, path);
}

async function refusal(response, path) {
  const answer = await response.json().catch(() => ({}));
  if (response.status === 401 && path !== "/session") session.dispatchEvent(new Event("required"));
  return new ApiError(response.status, answer.error ?? "unknown", answer.message ?? t("error.unknown"), answer.details);
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value != null && value !== "");
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

export const api = {
  list: (parameters) => call("GET", `/queue${query(parameters)}`),
  item: (id) => call("GET", `/queue/${encodeURIComponent(id)}`),
  add: (shared) => call("POST", "/queue", shared),
  retry: (id, what = {}) => call("POST", `/queue/${encodeURIComponent(id)}/retry`, what),
  remove: (id, options) => call("DELETE", `/queue/${encodeURIComponent(id)}`, null, options),
  stats: () => call("GET", "/queue/stats"),
  samples: async () => (await call("GET", "/samples")).samples,
  health: () => call("GET", "/health"),
  liveTicket: () => call("POST", "/live-ticket"),
  signIn: (token) => call("POST", "/session", { token }),
  signOut: () => call("DELETE", "/session"),
  exportAddress: (id, format) => `/api/queue/${encodeURIComponent(id)}/recipe?format=${format}`,
};

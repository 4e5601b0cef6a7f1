/** The HTTP API. Every failure is an `ApiError` whose message is a sentence for the cook. */

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
  liveTicket: () => call("POST", "live-ticket"),
  signIn: (token) => call("POST", "session", { token }),
  signOut: () => call("DELETE", "session"),
  exported: (id, format, isKept) => `/api/${isKept ? `${kept(id)}/file` : `${one(id)}/recipe`}?format=${format}`,
};

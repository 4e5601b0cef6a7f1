/**
 * The shell, kept whole: one version of all its files, or none. A newer one waits until the cook agrees.
 * Besides: shares that wait for a network, and notifications.
 */

/** Filled in by who serves this file (local/shell.py): a name that changes with the files, and their hashes. */
const SHELL = { name: "shell", files: {} };
const PATIENCE = 3000;
const NO_PAGE = /^\/(?:api|media)\//;

const policy = self.trustedTypes?.createPolicy("instarecipe", { createScriptURL: (path) => path });
importScripts(policy ? policy.createScriptURL("/js/outbox.js") : "/js/outbox.js");

addEventListener("install", (event) => {
  // a leaving page's calls must not wait for us
  event.addRoutes?.({ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" });
  event.waitUntil(keepShell());
});

addEventListener("message", ({ data }) => data === "take over" && skipWaiting());

addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname in SHELL.files) event.respondWith(kept(pathname));
  else if (request.mode === "navigate" && !NO_PAGE.test(pathname))
    event.respondWith(pathname === "/share" ? sharePage(event) : kept("/"));
  event.waitUntil(event.preloadResponse?.catch(() => {})); // else the browser complains that nobody took it
});

async function keepShell() {
  const cache = await caches.open(SHELL.name);
  await cache.addAll(
    Object.entries(SHELL.files).map(([path, integrity]) => new Request(path, { integrity, cache: "no-cache" })),
  );
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL.name).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

const kept = async (path) => (await (await caches.open(SHELL.name)).match(path)) ?? fetch(path);

/**
 * The page, and which site led to it. Only the server sees that, and only in the browser's own request: one
 * of ours would seem to come from here. Without that word the page asks before it saves.
 */
async function sharePage({ preloadResponse }) {
  const page = await kept("/");
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([preloadResponse, late]).catch(() => {});
  const [, site] = answer?.headers.get("server-timing")?.match(/^site;desc="([a-z-]+)"/) ?? [];
  if (!site) return page;
  return new Response((await page.text()).replace("<html", `<html data-site="${site}"`), { headers: page.headers });
}

// -- shares that wait for a network

addEventListener("sync", (event) => event.waitUntil(sendShares()));

async function sendShares() {
  if (await outbox.flush(post)) throw new Error("The browser shall try again later.");
}

async function post(share) {
  const answer = await fetch("/api/queue", { method: "POST", body: JSON.stringify(share) });
  if (answer.ok) return;
  const { message } = await answer.json().catch(() => ({}));
  const wait = answer.headers.get("retry-after");
  throw Object.assign(new Error(message), { status: answer.status, wait });
}

// -- notifications: one per item, the newest

addEventListener("push", (event) => {
  event.waitUntil(notify(event.data.json()));
});

addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(subscribeAgain());
});

addEventListener("notificationclick", (event) => {
  const { action, notification } = event;
  const { itemId, failed } = notification.data;
  notification.close();
  if (action === "retry") event.waitUntil(retry(itemId));
  else event.waitUntil(open(itemId ? `/recipe/${itemId}${failed ? "?retry" : ""}` : "/"));
});

async function notify({ itemId, status, title, error, advice, image }) {
  const words = await (await kept(`/words/${(await outbox.noted("language")) ?? "en"}.json`)).json();
  const failed = Boolean(error);
  const action = (name) => ({ action: name, title: words[`do.${name}`] });
  const body = failed ? [error, advice].filter(Boolean).join(" ") : status && words["push.done"];
  await registration.showNotification(title, {
    body,
    image,
    icon: image ?? "/icon-192.png",
    tag: itemId ?? "test",
    renotify: true,
    data: { itemId, failed },
    actions: itemId ? [action("view"), ...(failed ? [action("retry")] : [])] : [],
  });
}

/** The browser or its push service dropped the old address. */
async function subscribeAgain() {
  const clientId = await outbox.noted("device");
  if (!clientId) return;
  const { publicKey } = await (await fetch("/api/notifications/vapid-key")).json();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  await fetch("/api/notifications/subscribe", { method: "POST", body: JSON.stringify({ subscription, clientId }) });
}

async function retry(itemId) {
  const answer = await fetch(`/api/queue/${itemId}/retry`, { method: "POST", body: "{}" }).catch(() => null);
  if (!answer?.ok) await open(`/recipe/${itemId}?retry`);
}

async function open(address) {
  const [page] = await clients.matchAll({ type: "window" });
  if (!page) return clients.openWindow(address);
  await page.focus();
  return page.navigate(address);
}

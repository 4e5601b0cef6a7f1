/**
 * The shell, one version of all its files or none; a newer one waits until the cook agrees. Shares that wait
 * for a network. Notifications.
 */

/** Filled in by local/shell.py. */
const SHELL = { name: "shell", files: {} };
/** As local/host.py has them: of any other address the server tells what is there. */
const PAGES = /^\/(?:share|recipe\/[^/]+|stats|signin|connect|admin)?$/;
const OPENER = "cross-origin-opener-policy";

const createScriptURL = (path) => path;
const policy = self.trustedTypes?.createPolicy("instarecipe", { createScriptURL }) ?? { createScriptURL };
importScripts(policy.createScriptURL("/js/outbox.js"));

const on = (type, answer) => addEventListener(type, (event) => event.waitUntil(answer(event)));

on("install", async (event) => {
  event.addRoutes?.({ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" });
  const files = Object.entries(SHELL.files);
  const cache = await caches.open(SHELL.name);
  await cache.addAll(files.map(([path, integrity]) => new Request(path, { integrity, cache: "no-cache" })));
});

on("message", async ({ data }) => data === "take over" && skipWaiting());

on("activate", async () => {
  for (const name of await caches.keys())
    if (name.startsWith("shell") && name !== SHELL.name) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname in SHELL.files) event.respondWith(kept(pathname));
  else if (pathname.startsWith("/media/")) event.respondWith(picture(request));
  else if (request.mode === "navigate" && PAGES.test(pathname))
    event.respondWith(pathname === "/share" ? sharePage(event) : kept("/"));
  event.waitUntil(event.preloadResponse?.catch(() => {}));
});

const cooksWords = async () => (await kept(`/words/${(await outbox.noted("language")) ?? "en"}.json`)).json();

const kept = async (path) => (await (await caches.open(SHELL.name)).match(path)) ?? fetch(path);

/** Those of the recipes that server.js keeps. */
const picture = async (request) => (await caches.match(request)) ?? fetch(request);

/**
 * Only the server sees which site led here, in the browser's own request (ours would seem to come from here),
 * and says if the page may hear its opener. Without it the page asks before it saves.
 */
async function sharePage({ preloadResponse }) {
  const page = await kept("/");
  const late = new Promise((resolve) => setTimeout(resolve, 3000));
  const answer = await Promise.race([preloadResponse, late]).catch(() => {});
  if (!answer?.ok) return page;
  const [, site = ""] = answer.headers.get("server-timing")?.match(/^site;desc="([a-z-]+)"/) ?? [];
  const headers = new Headers(page.headers);
  headers.set(OPENER, answer.headers.get(OPENER));
  return new Response((await page.text()).replace("<html", `<html data-site="${site}"`), { headers });
}

on("sync", async () => {
  if (await outbox.flush((share) => post("queue", share))) throw new Error("later");
});

async function post(path, body = {}) {
  const answer = await fetch(`/api/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw await outbox.refusal(answer, await cooksWords());
}

on("push", async ({ data }) => {
  const { itemId, status, title, error, errorCode, advice, image } = data.json();
  const words = await cooksWords();
  const failed = Boolean(error);
  const action = (name) => ({ action: name, title: words[`do.${name}`] });
  const body = failed ? outbox.fault(errorCode, error, advice, words) : status && words["push.done"];
  await registration.showNotification(title, {
    body,
    image,
    icon: image ?? "/icon-192.png",
    tag: itemId ?? "test",
    renotify: true,
    data: { itemId, failed },
    actions: itemId ? [action("view"), ...(failed ? [action("retry")] : [])] : [],
  });
});

on("notificationclick", async ({ action, notification }) => {
  const { itemId, failed } = notification.data;
  notification.close();
  if (action === "retry") await retry(itemId);
  else await open(itemId ? `/recipe/${itemId}${failed ? "?retry" : ""}` : "/");
});

on("pushsubscriptionchange", async () => {
  const clientId = await outbox.noted("device");
  if (!clientId) return;
  const { publicKey } = await (await fetch("/api/notifications/vapid-key")).json();
  const wish = { userVisibleOnly: true, applicationServerKey: publicKey };
  const subscription = await registration.pushManager.subscribe(wish);
  await post("notifications/subscribe", { subscription, clientId });
});

const retry = (itemId) => post(`queue/${itemId}/retry`).catch(() => open(`/recipe/${itemId}?retry`));

async function open(address) {
  const [page] = await clients.matchAll({ type: "window" });
  if (!page) return clients.openWindow(address);
  await page.focus();
  return page.navigate(address);
}

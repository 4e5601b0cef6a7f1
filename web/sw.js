/**
 * The offline shell: the network first, what was last seen when there is none. And notifications.
 *
 * `/share` always goes to the network with the browser's own request, so that the server sees which site
 * led here; answered from the cache it carries no word about that, and the page asks before it saves.
 */

const SHELL = "shell-1";
const PATIENCE = 3000;
const ASSET = /^\/(?:js\/|words\/|icon|app\.css|manifest\.webmanifest)/;

addEventListener("install", (event) => {
  // a leaving page's calls must not wait for us
  event.addRoutes?.({ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" });
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/")));
  skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (ASSET.test(pathname)) event.respondWith(asset(request));
});

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return caches.match("/");
  }
}

/** A slow network is as good as none when we have the file. */
async function asset(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  const fresh = fetch(request).then((answer) => {
    if (answer.ok) cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

// -- notifications: one per item, the newest

addEventListener("push", (event) => {
  event.waitUntil(notify(event.data.json()));
});

addEventListener("notificationclick", (event) => {
  const { action, notification } = event;
  const { itemId, failed } = notification.data;
  notification.close();
  if (action === "retry") event.waitUntil(retry(itemId));
  else event.waitUntil(open(itemId ? `/recipe/${itemId}${failed ? "?retry" : ""}` : "/"));
});

async function notify({ itemId, status, title, error, advice, image }) {
  const words = await readWords();
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

/** In the language that the page was last shown in. */
async function readWords() {
  const cache = await caches.open(SHELL);
  const known = (await cache.keys()).filter(({ url }) => url.includes("/words/")).at(-1);
  return (await asset(known ?? new Request("/words/en.json"))).json();
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

/** Starts the page; the sheet behind "More", the door, shortcuts. */

import { Activity, showStats } from "./activity.js";
import { openAdd, openSamples, sendWaiting, showShare, startPasteField, startWaiting } from "./add.js";
import { Home } from "./home.js";
import { announcementOf, copyBefore, hasFailed, retry, targetName } from "./item.js";
import {
  $,
  $$,
  ago,
  announce,
  back,
  button,
  calm,
  complain,
  copyOf,
  h,
  here,
  icon,
  language,
  LANGUAGES,
  localize,
  navigate,
  number,
  parse,
  setLanguage,
  sheet,
  startRouter,
  t,
  toast,
  wide,
} from "./page.js";
import {
  api,
  applyUpdate,
  clear,
  getItem,
  onChange,
  refreshCounts,
  refreshHealth,
  server,
  session,
  watch,
} from "./server.js";

const VIEWS = {
  recipe: ["detail", () => import("./recipe.js")],
  stats: ["detail", () => ({ show: showStats })],
  share: ["solo", () => ({ show: showShare })],
  signin: ["solo", () => ({ show: showSignIn })],
  connect: ["detail", () => import("./connect.js")],
  admin: ["detail", () => import("./connect.js")],
  pair: ["solo", () => import("./connect.js")],
};
const FOREVER = 2 ** 31 - 1;
const UPDATE_EVERY = 3_600_000;
const HEALTH_EVERY = 300_000;
const AGES_EVERY = 30_000;
const SHORT_GAP = 4_000;

localize();
const lists = { home: new Home(), activity: new Activity() };
const scrolled = {};
let current = {};
let listView = "home";

async function place(target, moves) {
  const from = current;
  if (from.view in lists) scrolled[from.view] = scrollY;
  current = target;
  const [pane = "list", load] = VIEWS[target.view] ?? [];
  const module = await load?.();
  if (current !== target) return;
  from.leave?.();
  transition(moves, () => put(target, from, pane, module));
}

function transition(moves, change) {
  if (!moves || calm() || !document.startViewTransition || document.hidden) return change();
  document.startViewTransition(change).ready.catch(() => {});
}

function put(target, from, pane, module) {
  const shown = module?.show(target);
  target.leave = shown?.leave;
  Object.assign(document.body.dataset, { pane, view: target.view });
  for (const link of $$("[data-nav]")) {
    const isHere = link.dataset.nav === (target.view === "recipe" ? listView : target.view);
    link.ariaCurrent = isHere ? "page" : null;
  }
  $("#solo").replaceChildren();
  if (shown) showBeside(shown.element, pane);
  else showList(target, from);
  document.title = shown ? `${shown.title()} · InstaRecipe` : "InstaRecipe";
}

function showBeside(element, pane) {
  const place = $(`#${pane}`);
  place.replaceChildren(element);
  place.scrollTop = 0;
  if (pane === "solo" || !wide()) scrollTo(0, 0);
  ($("[autofocus]", element) ?? $("h1[tabindex]", element) ?? $("#main")).focus({ preventScroll: true });
}

function showList(target, from) {
  listView = target.view;
  for (const [name, { element }] of Object.entries(lists)) element.hidden = name !== listView;
  $("#detail").replaceChildren(copyOf("welcome"));
  scrollTo(0, from.view === listView ? 0 : (scrolled[listView] ?? 0));
  lists[listView].show(target);
  if (from.id) $(`.card[data-id="${CSS.escape(from.id)}"] a`)?.focus({ preventScroll: true });
}

let isConnected = true;

function showBanner() {
  const isPaused = server.health?.processing === false;
  const name = !navigator.onLine ? "offline" : isPaused ? "pause" : isConnected ? "" : "again";
  const banner = $("#banner");
  if (banner.dataset.state === name) return;
  banner.dataset.state = name;
  banner.replaceChildren(...(name ? [icon(name), t(`banner.${name}`)] : []));
}

function showBadges() {
  const count = server.counts ? server.counts.error + server.counts.unhealthy : 0;
  for (const badge of $$(".badge")) {
    badge.hidden = count < 1;
    badge.replaceChildren(
      h("span", { "aria-hidden": "true" }, count > 99 ? "99+" : number(count)),
      h("span.unseen", t("nav.failed", { count })),
    );
  }
}

function tellChange({ item, before }) {
  const sentence = before && before.status !== item.status && announcementOf(item);
  if (sentence) announce(sentence);
}

function askForToken() {
  clear();
  if (here().view !== "signin")
    navigate(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`, true);
}

async function refresh() {
  if (here().view !== "share") sendWaiting();
  refreshCounts();
  await lists.home.refresh();
  if (listView === "activity") await lists.activity.refresh();
}

function startLive() {
  let gap = 0;
  const onState = (state) => {
    clearTimeout(gap);
    const change = () => {
      isConnected = state;
      showBanner();
    };
    gap = setTimeout(change, state ? 0 : SHORT_GAP);
  };
  const onReady = () => refresh().catch(() => {});
  watch({ onUpdate: applyUpdate, onReady, onPoll: refresh, onState });
}

async function startWorker() {
  const { serviceWorker } = navigator;
  const policy = globalThis.trustedTypes?.createPolicy("instarecipe", { createScriptURL: () => "/sw.js" });
  const script = policy ? policy.createScriptURL("") : "/sw.js";
  const registration = await serviceWorker?.register(script).catch(() => null);
  if (!registration) return;
  let endToast = () => {};
  let isWanted = false;
  const take = () => {
    isWanted = true;
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  };
  const offer = () => {
    if (!registration.waiting || !serviceWorker.controller) return;
    endToast();
    endToast = toast(t("update.ready"), { action: t("update.reload"), run: take, lasts: FOREVER });
  };
  registration.onupdatefound = () => (registration.installing.onstatechange = offer);
  serviceWorker.addEventListener("controllerchange", () => isWanted && location.reload());
  setInterval(() => registration.update().catch(() => {}), UPDATE_EVERY);
  offer();
}

let installation = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installation = event;
});

function openMore() {
  sheet(t("nav.more"), (close) => {
    const rows = [
      [t("nav.stats"), "stats", () => navigate("/stats")],
      [t("connect.title"), "install", () => navigate("/connect")],
      [t("sample.try"), "sample", openSamples],
      installation && [t("more.install"), "install", () => installation.prompt()],
      [t("keys.title"), "keyboard", openKeys],
      server.health?.auth === "token" && [t("more.signOut"), "signout", signOut],
    ].filter(Boolean);
    const row = ([label, symbol, run]) => {
      const choose = () => {
        close();
        run();
      };
      return h("li", button(label, choose, { kind: "row", symbol }));
    };
    return [h("ul.rows", rows.map(row)), notificationRow(), languageChoice(), about()];
  });
}

function languageChoice() {
  const options = Object.entries(LANGUAGES).map(([value, name]) =>
    h("option", { value, selected: value === language }, name),
  );
  return h(
    "label.field-row",
    t("more.language"),
    h("select", { change: ({ target }) => setLanguage(target.value) }, options),
  );
}

function about() {
  if (!server.health) return h("p", t("more.unknown"));
  const { model, version } = server.health;
  const facts = { target: targetName(), model: model?.name ?? t("more.rules"), version };
  return h(
    "dl.facts",
    Object.entries(facts).map(([name, value]) => h("div", h("dt", t(`more.${name}`)), h("dd", value))),
  );
}

const DEVICE = "instarecipe.device";
const device = () => localStorage.getItem(DEVICE);
const manager = async () => (await navigator.serviceWorker.ready).pushManager;

function notificationRow() {
  if (!("PushManager" in globalThis)) return h("p", t("push.home")); // a page in Safari on iOS
  const box = h("input", { type: "checkbox", role: "switch", checked: Boolean(device()) });
  const attempt = button(t("push.test"), () => sendTest().catch(complain), { symbol: "bell" });
  const change = async () => {
    box.disabled = true;
    await (box.checked ? turnOn() : turnOff()).catch(complain);
    box.disabled = false;
    box.checked = !(attempt.hidden = !device());
  };
  box.addEventListener("change", change);
  attempt.hidden = !device();
  return h("div", h("label.field-row", t("push.title"), box), attempt);
}

async function turnOn() {
  const permission = await Notification.requestPermission(); // first: Safari wants it within the tap
  if (permission !== "granted") throw new Error(t("push.denied"));
  const { publicKey } = await api.vapidKey();
  const push = await manager();
  await (await push.getSubscription())?.unsubscribe();
  const subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const clientId = crypto.randomUUID();
  await api.subscribe({ subscription, clientId });
  localStorage.setItem(DEVICE, clientId);
  self.outbox.note("device", clientId);
}

async function turnOff() {
  if (!device()) return;
  await api.unsubscribe(device());
  localStorage.removeItem(DEVICE);
  self.outbox.note("device", null);
  await (await (await manager()).getSubscription())?.unsubscribe();
}

async function sendTest() {
  await api.testPush({ clientId: device() });
  toast(t("push.sent"));
}

function showSignIn({ query }) {
  const element = copyOf("signin");
  const field = $("input", element);
  element.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await api.signIn(field.value.trim());
      location.replace(ownAddress(query.get("next")));
    } catch (error) {
      $(".failed", element).textContent = error.status === 401 ? t("signin.wrong") : error.message;
      field.select();
    }
  };
  return { element, title: () => t("signin.title") };
}

function ownAddress(next) {
  const { origin, pathname, search } = parse(next ?? "/", location.origin);
  return origin === location.origin ? pathname + search : "/";
}

async function signOut() {
  await turnOff().catch(complain);
  await api.signOut().catch(complain);
  clear();
  location.replace("/signin");
}

// -- shortcuts: silent while someone types or a dialog is open

const openKeys = () => sheet(t("keys.title"), () => copyOf("keys"));

function startKeys(home) {
  const shortcuts = {
    "/": () => {
      if (here().view !== "home" && !$("#home").checkVisibility()) navigate("/");
      home.openSearch();
    },
    n: () => {
      const field = $("#paste-field");
      if (field.checkVisibility() && !scrollY) field.focus();
      else openAdd();
    },
    j: () => home.move(1),
    k: () => home.move(-1),
    r: () => {
      const item = getItem(document.activeElement.closest(".card")?.dataset.id ?? here().id);
      if (item && hasFailed(item)) retry(item);
    },
    "?": openKeys,
    Escape: () => here().view !== "home" && back(),
  };
  addEventListener("keydown", (event) => {
    const isBusy = event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing;
    const run = shortcuts[event.key];
    if (!run || isBusy || event.target.closest("input, textarea, select") || $("dialog[open], [popover]:popover-open"))
      return;
    event.preventDefault();
    run();
  });
}

session.addEventListener("required", askForToken);
onChange("item", tellChange);
onChange("counts", showBadges);
onChange("health", showBanner);
for (const event of ["online", "offline"]) addEventListener(event, showBanner);
document.addEventListener("click", ({ target }) => {
  const control = target.closest("[data-do]");
  ({ add: openAdd, more: openMore, copy: copyBefore })[control?.dataset.do]?.(control);
});
setInterval(() => $$("time").forEach((time) => (time.textContent = ago(time.dateTime))), AGES_EVERY);

startPasteField();
startWaiting();
startKeys(lists.home);
$$(":disabled").forEach((control) => (control.disabled = false));
const isGuest = ["signin", "pair"].includes(here().view);
startRouter(place);
showBadges();
showBanner();
if (!isGuest) {
  lists.home.start();
  refreshCounts();
  refreshHealth();
  setInterval(refreshHealth, HEALTH_EVERY);
  startLive();
}
self.outbox.note("language", language);
startWorker();

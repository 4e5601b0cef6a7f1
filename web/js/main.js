/** Starts the page and puts its views into their places; the sheet behind "More", the door, shortcuts. */

import { Activity, showStats } from "./activity.js";
import { openAdd, openSamples, sendWaiting, showShare, startPasteField, startWaiting } from "./add.js";
import { showAdmin, showConnect, showPaired } from "./connect.js";
import { Home } from "./home.js";
import { announcementOf, copyBefore, hasFailed, retry, targetName } from "./item.js";
import { watch } from "./live.js";
import {
  $,
  $$,
  ago,
  announce,
  back,
  calm,
  complain,
  copyOf,
  h,
  here,
  icon,
  isOurs,
  language,
  LANGUAGES,
  localize,
  navigate,
  number,
  setLanguage,
  sheet,
  startRouter,
  t,
  toast,
  wide,
} from "./page.js";
import { showRecipe } from "./recipe.js";
import {
  clear,
  get,
  getItem,
  onChange,
  post,
  refreshCounts,
  refreshHealth,
  remove,
  server,
  signIn,
  signOut,
} from "./server.js";

const VIEWS = {
  recipe: ["detail", showRecipe],
  stats: ["detail", showStats],
  share: ["solo", showShare],
  signin: ["solo", showSignIn],
  connect: ["detail", showConnect],
  admin: ["detail", showAdmin],
  pair: ["solo", () => showPaired(enter)],
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

function place(target, moves) {
  const from = current;
  if (from.view in lists) scrolled[from.view] = scrollY;
  current = target;
  from.leave?.();
  transition(moves, () => put(target, from));
}

function transition(moves, change) {
  if (!moves || calm() || !document.startViewTransition || document.hidden) return change();
  document.startViewTransition(change).ready.catch(() => {});
}

function put(target, from) {
  if (current !== target) return; // another came while a transition began
  const [pane = "list", show] = VIEWS[target.view] ?? [];
  const shown = show?.(target);
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
    badge.firstChild.textContent = number(count);
    badge.lastChild.textContent = t("nav.failed", { count });
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
  sendWaiting();
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
  watch({ refresh, onState });
}

async function startWorker() {
  const { serviceWorker } = navigator;
  const policy = globalThis.trustedTypes?.createPolicy("instarecipe", { createScriptURL: () => "/sw.js" });
  const registration = await serviceWorker?.register(policy?.createScriptURL("") ?? "/sw.js").catch(() => {});
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
  const { auth, target, model, version } = server.health ?? {};
  const languages = Object.entries(LANGUAGES).map(([value, name]) =>
    h("option", { value, selected: value === language }, name),
  );
  const content = copyOf("more", {
    select: languages,
    ".target": target && targetName(),
    ".model": target && (model?.name ?? t("more.rules")),
    ".version": version,
  });
  $("[data-do=install]", content).hidden = !installation;
  $("[data-do=signOut]", content).hidden = auth !== "token";
  $("select", content).onchange = ({ target }) => setLanguage(target.value);
  showSwitch($(".notifications", content));
  sheet(t("nav.more"), content);
}

// -- notifications on this device; sw.js shows them

const DEVICE = "instarecipe.device";
const device = () => localStorage.getItem(DEVICE);
const manager = async () => (await navigator.serviceWorker.ready).pushManager;

async function turnOn() {
  const permission = await Notification.requestPermission(); // first: Safari wants it within the tap
  if (permission !== "granted") throw new Error(t("push.denied"));
  const { publicKey } = await get("notifications/vapid-key");
  const push = await manager();
  await (await push.getSubscription())?.unsubscribe();
  const subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const clientId = device() ?? crypto.randomUUID();
  await post("notifications/subscribe", { subscription, clientId });
  localStorage.setItem(DEVICE, clientId);
  self.outbox.note("device", clientId);
}

function forget() {
  localStorage.removeItem(DEVICE);
  self.outbox.note("device", null);
}

async function turnOff() {
  if (!device()) return;
  await remove("notifications/subscribe", { clientId: device() });
  forget();
  await (await (await manager()).getSubscription())?.unsubscribe();
}

function showSwitch(element) {
  const box = $("[role=switch]", element);
  const attempt = $("button", element);
  const show = () => (box.checked = !(attempt.hidden = !device()));
  if (!("PushManager" in globalThis)) return element.replaceChildren(t("push.home")); // a page in Safari on iOS
  const tell = () => toast(t("push.sent"));
  attempt.onclick = () => post("notifications/test", { clientId: device() }).then(tell, complain);
  box.onchange = async () => {
    box.disabled = true;
    await (box.checked ? turnOn() : turnOff()).catch(complain);
    box.disabled = false;
    show();
  };
  show();
}

function showSignIn({ query }) {
  const element = copyOf("signin");
  const field = $("input", element);
  element.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await enter(field.value.trim(), query.get("next"));
    } catch (error) {
      $(".failed", element).textContent = error.status === 401 ? t("signin.wrong") : error.message;
      field.select();
    }
  };
  return { element, title: () => t("signin.title") };
}

async function enter(token, next) {
  await signIn(token);
  // it may have ended with its token
  if (device()) await Promise.race([turnOn().catch(forget), new Promise((end) => setTimeout(end, SHORT_GAP))]);
  location.replace(isOurs(next) ? next : "/");
}

async function leave() {
  await turnOff().catch(complain);
  await signOut().catch(complain);
  location.replace("/signin");
}

// -- shortcuts: silent while someone types or a dialog is open

const openKeys = () => sheet(t("keys.title"), copyOf("keys"));

function startKeys(home) {
  const shortcuts = {
    "/": () => {
      if (!$("#home").checkVisibility()) navigate("/");
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
    if (!run || isBusy || event.target.closest("input, textarea, select") || $("dialog[open]"))
      return;
    event.preventDefault();
    run();
  });
}

/** By the `data-do` of what is pressed. */
const deeds = {
  add: openAdd,
  more: openMore,
  copy: copyBefore,
  samples: openSamples,
  install: () => installation.prompt(),
  keys: openKeys,
  signOut: leave,
};

onChange("signedOut", askForToken);
onChange("item", tellChange);
onChange("counts", showBadges);
onChange("health", showBanner);
for (const event of ["online", "offline"]) addEventListener(event, showBanner);
document.addEventListener("click", ({ target }) => {
  const control = target.closest("[data-do]");
  deeds[control?.dataset.do]?.(control);
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

/** Starts the page: views, live updates, shortcuts, offline shell. */

import { Activity, showStats } from "./activity.js";
import { openAdd, showShare, startPasteField } from "./add.js";
import { Home } from "./home.js";
import { announcementOf, sendHeldDeletes } from "./item.js";
import { openMore, showSignIn, startKeys } from "./more.js";
import { $, $$, announce, calm, drawing, h, here, icon, navigate, startRouter, wide } from "./page.js";
import { session, watch } from "./server.js";
import { applyUpdate, clear, onChange, refreshCounts, refreshHealth, server } from "./store.js";
import { ago, localize, number, t } from "./strings.js";

/** Where a view stands and how it is had; all others are lists. */
const VIEWS = {
  recipe: ["detail", () => import("./recipe.js")],
  stats: ["detail", () => ({ show: showStats })],
  share: ["solo", () => ({ show: showShare })],
  signin: ["solo", () => ({ show: showSignIn })],
};
const HEALTH_EVERY = 300_000;
const AGES_EVERY = 30_000;
const SHORT_GAP = 4_000;

localize();
const lists = { home: new Home(), activity: new Activity() };
const scrolled = {};
let current = {};
let listView = "home";

// -- views

async function place(target, moves) {
  const from = current;
  if (from.view in lists) scrolled[from.view] = scrollY;
  current = target;
  const [pane = "list", load] = VIEWS[target.view] ?? [];
  const module = await load?.();
  if (current !== target) return; // overtaken by the next step
  from.leave?.();
  transition(moves, () => put(target, from, pane, module));
}

function transition(moves, change) {
  if (!moves || calm() || !document.startViewTransition || document.hidden) return change();
  document.startViewTransition(change).ready.catch(() => {}); // skipped when the next one comes
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
  $("#detail").replaceChildren(welcome());
  scrollTo(0, from.view === listView ? 0 : (scrolled[listView] ?? 0));
  lists[listView].show(target);
  if (from.id) $(`.card[data-id="${CSS.escape(from.id)}"] a`)?.focus({ preventScroll: true });
}

function welcome() {
  const ways = ["share", "paste", "keys"].map((way) =>
    h("li", h("b", t(`welcome.${way}.title`)), h("span", t(`welcome.${way}.text`))),
  );
  return h("div.welcome", drawing("card"), h("h2", t("welcome.title")), h("ul", ways));
}

// -- what stands around the views

let isConnected = true;

function showBanner() {
  const isPaused = server.health?.processing === false;
  const [name, symbol] = !navigator.onLine
    ? ["offline", "offline"]
    : isPaused
      ? ["pause", "pause"]
      : isConnected
        ? []
        : ["reconnect", "again"];
  const banner = $("#banner");
  if (banner.dataset.state === name) return;
  banner.dataset.state = name;
  banner.replaceChildren(...(name ? [icon(symbol), t(`banner.${name}`)] : []));
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

// -- live

async function refresh() {
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
  const onReady = () => refresh().catch(() => {}); // the list tells of its own failures
  watch({ onUpdate: applyUpdate, onReady, onPoll: refresh, onState });
}

// -- start

session.addEventListener("required", askForToken);
onChange("item", tellChange);
onChange("counts", showBadges);
onChange("health", showBanner);
for (const event of ["online", "offline"]) addEventListener(event, showBanner);
addEventListener("pagehide", sendHeldDeletes);
document.addEventListener("click", ({ target }) =>
  ({ add: openAdd, more: openMore })[target.closest("[data-do]")?.dataset.do]?.(),
);
setInterval(() => $$("time").forEach((time) => (time.textContent = ago(time.dateTime))), AGES_EVERY);

startPasteField();
startKeys(lists.home);
$$(":disabled").forEach((control) => (control.disabled = false));
startRouter(place);
showBadges();
showBanner();
if (here().view !== "signin") {
  lists.home.start();
  refreshCounts();
  refreshHealth();
  setInterval(refreshHealth, HEALTH_EVERY);
  startLive();
}

if ("serviceWorker" in navigator) {
  const policy = globalThis.trustedTypes?.createPolicy("instarecipe", { createScriptURL: () => "/sw.js" });
  const script = policy ? policy.createScriptURL("") : "/sw.js";
  navigator.serviceWorker.register(script).catch(() => {}); // private windows refuse
}

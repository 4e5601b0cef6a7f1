/** Starts the page: language, views, live updates, shortcuts, offline shell. */

import { sendHeldDeletes } from "./actions.js";
import { Activity } from "./activity.js";
import { openAdd, startPasteField } from "./add.js";
import { session } from "./api.js";
import { $, announce, calm, h, icon, wide } from "./dom.js";
import { welcome } from "./empty.js";
import { ago, number } from "./format.js";
import { Home } from "./home.js";
import { startKeys } from "./keys.js";
import { watch } from "./live.js";
import { openMore } from "./more.js";
import { here, navigate, startRouter } from "./router.js";
import { announcementOf } from "./status.js";
import { applyUpdate, getCounts, getHealth, onChange, refreshCounts, refreshHealth } from "./store.js";
import { localize, t } from "./strings.js";

const PANES = { recipe: "detail", stats: "detail", share: "solo", signin: "solo" };
const MODULES = {
  recipe: () => import("./recipe.js"),
  stats: () => import("./stats.js"),
  share: () => import("./share.js"),
  signin: () => import("./signin.js"),
};
const HEALTH_EVERY = 300_000;
const AGES_EVERY = 30_000;

localize(document);
const lists = { home: new Home(), activity: new Activity() };
const scrolled = { home: 0, activity: 0 };
let current = { view: null };
let listView = "home";
let connected = true;

// -- views -----------------------------------------------------------------------------------------------

async function place(target, moves) {
  const from = current;
  if (from.view in lists) scrolled[from.view] = scrollY;
  current = target;
  const module = await MODULES[target.view]?.();
  if (current !== target) return; // overtaken by the next step
  from.leave?.();
  transition(moves, () => put(target, from, module));
}

function put(target, from, module) {
  const pane = PANES[target.view] ?? "list";
  const shown = module?.show(target);
  target.leave = shown?.leave;
  document.body.dataset.pane = pane;
  document.body.dataset.view = target.view;
  markNavigation(target.view);
  if (shown) showBeside(shown, pane);
  else showList(target, from);
  document.title = shown ? `${shown.title()} · InstaRecipe` : "InstaRecipe";
}

/** Motion explains where something went; without it (or the cook's wish for it) the change is at once. */
function transition(moves, change) {
  if (!moves || calm() || !document.startViewTransition || document.visibilityState === "hidden") return change();
  document.startViewTransition(change).ready.catch(() => {}); // skipped when the next one comes
}

function showBeside({ element }, pane) {
  $("#solo").replaceChildren();
  $(`#${pane}`).replaceChildren(element);
  $(`#${pane}`).scrollTop = 0;
  if (pane === "solo" || !wide()) scrollTo(0, 0);
  (element.querySelector("[autofocus]") ?? element.querySelector("h1[tabindex]") ?? $("#main")).focus({ preventScroll: true });
}

function showList(target, from) {
  listView = target.view;
  for (const [name, { element }] of Object.entries(lists)) element.hidden = name !== listView;
  $("#solo").replaceChildren();
  $("#detail").replaceChildren(welcome());
  scrollTo(0, scrolled[listView]);
  lists[listView].show(target);
  if (from.view === "recipe") $(`.card[data-id="${CSS.escape(from.id)}"] a`)?.focus({ preventScroll: true });
}

function markNavigation(view) {
  for (const link of document.querySelectorAll("[data-nav]")) {
    const isHere = link.dataset.nav === (view === "recipe" ? "home" : view);
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// -- what stands around the views ----------------------------------------------------------------------

function showBanner() {
  const banner = $("#banner");
  const state = !navigator.onLine ? "offline" : getHealth()?.processing === false ? "pause" : connected ? null : "reconnect";
  if (banner.dataset.state === (state ?? "")) return;
  banner.dataset.state = state ?? "";
  const symbol = state === "reconnect" ? "again" : state;
  banner.replaceChildren(...(state ? [icon(symbol), h("span", null, t(`banner.${state}`))] : []));
}

function showBadges() {
  const counts = getCounts();
  const failed = counts ? counts.error + counts.unhealthy : 0;
  for (const badge of document.querySelectorAll(".badge")) {
    badge.hidden = failed < 1;
    badge.replaceChildren(h("span", { "aria-hidden": "true" }, failed > 99 ? "99+" : number(failed)), h("span", { class: "unseen" }, t("nav.failed", { count: failed })));
  }
}

function tellChange({ item, before }) {
  if (!before || before.status === item.status) return;
  const sentence = announcementOf(item);
  if (sentence) announce(sentence);
}

/** Signing in ends where the cook was. */
function askForToken() {
  const { view } = here();
  if (view === "signin") return;
  navigate(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`, { replace: true });
}

// -- live ------------------------------------------------------------------------------------------------

async function catchUp() {
  refreshCounts();
  await lists.home.refresh().catch(() => {}); // the list shows its own failure
  if (listView === "activity") await lists.activity.refresh();
}

function startLive() {
  let reconnecting = 0;
  const onState = (isConnected) => {
    clearTimeout(reconnecting);
    const change = () => {
      connected = isConnected;
      showBanner();
    };
    reconnecting = setTimeout(change, isConnected ? 0 : 4000); // a short gap is nobody's concern
  };
  const onPoll = async () => {
    refreshCounts();
    await lists.home.refresh();
    if (listView === "activity") await lists.activity.refresh();
  };
  return watch({ onUpdate: applyUpdate, onReady: catchUp, onPoll, onState });
}

// -- start -----------------------------------------------------------------------------------------------

session.addEventListener("required", askForToken);
onChange("item", tellChange);
onChange("counts", showBadges);
onChange("health", showBanner);
for (const event of ["online", "offline"]) addEventListener(event, showBanner);
addEventListener("pagehide", sendHeldDeletes);
setInterval(() => {
  for (const time of document.querySelectorAll("time[data-ago]")) time.textContent = ago(time.dateTime);
}, AGES_EVERY);
setInterval(refreshHealth, HEALTH_EVERY);
document.addEventListener("click", ({ target }) => {
  const wish = target.closest("[data-do]")?.dataset.do;
  if (wish) ({ add: openAdd, more: openMore })[wish]();
});

startPasteField();
startKeys(lists.home);
startRouter(place);
showBadges();
if (here().view !== "signin") {
  lists.home.start();
  refreshCounts();
  refreshHealth();
  startLive();
}

if ("serviceWorker" in navigator && isSecureContext) {
  const policy = globalThis.trustedTypes?.createPolicy("instarecipe", { createScriptURL: () => "/sw.js" });
  navigator.serviceWorker.register(policy?.createScriptURL("") ?? "/sw.js").catch(() => {}); // private windows refuse
}

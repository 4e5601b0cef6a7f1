/** What must not be in the way: the sheet behind "More", notifications, signing in and out, shortcuts. */

import { openAdd, openSamples } from "./add.js";
import { hasFailed, retry, targetName } from "./item.js";
import { parse } from "./links.js";
import { $, back, button, complain, drawing, h, here, navigate, sheet, toast } from "./page.js";
import { api } from "./server.js";
import { clear, getItem, server } from "./store.js";
import { language, LANGUAGES, setLanguage, t } from "./strings.js";

let installation = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installation = event;
});

export function openMore() {
  sheet(t("nav.more"), (close) => {
    const rows = [
      [t("nav.stats"), "stats", () => navigate("/stats")],
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

// -- notifications of this device; `/sw.js` shows them

const DEVICE = "instarecipe.device";
const device = () => localStorage.getItem(DEVICE);
const manager = async () => (await navigator.serviceWorker.ready).pushManager;

function notificationRow() {
  if (!("PushManager" in globalThis)) return null; // a page on iOS that is not on the home screen
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
  await (await push.getSubscription())?.unsubscribe(); // it may belong to another server's key
  const subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const clientId = crypto.randomUUID();
  await api.subscribe({ subscription, clientId });
  localStorage.setItem(DEVICE, clientId);
}

/** Also before signing out: this device is nobody's then. */
async function turnOff() {
  if (!device()) return;
  await api.unsubscribe(device());
  localStorage.removeItem(DEVICE);
  await (await (await manager()).getSubscription())?.unsubscribe();
}

async function sendTest() {
  await api.testPush({ clientId: device() });
  toast(t("push.sent"));
}

// -- the door: asks for the token that opens this server

export function showSignIn({ query }) {
  const problem = h("p.paste-hint.failed", { role: "alert" });
  const field = h("input", {
    type: "password",
    id: "token",
    required: true,
    autocomplete: "current-password",
    autofocus: true,
  });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.signIn(field.value.trim());
      location.replace(ownAddress(query.get("next"))); // a fresh page: nothing of another owner may stay
    } catch (error) {
      problem.textContent = error.status === 401 ? t("signin.wrong") : error.message;
      field.select();
    }
  };
  const label = h("label", { for: "token" }, t("signin.label"));
  const enter = h("button.button.primary", t("signin.submit"));
  const element = h(
    "form.solo-card",
    { submit },
    drawing("key"),
    h("h1", t("signin.title")),
    h("p", t("signin.text")),
    label,
    field,
    problem,
    enter,
  );
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
  location.replace("/signin"); // a fresh page remembers nothing
}

// -- shortcuts: silent while someone types or a dialog is open

const NAMES = { "/": "search", n: "new", "j k": "move", r: "retry", Esc: "back", "?": "help" };

function openKeys() {
  const pairs = Object.entries(NAMES).map(([key, name]) =>
    h("div", h("dt", h("kbd", key)), h("dd", t(`keys.${name}`))),
  );
  sheet(t("keys.title"), () => h("dl.keys", pairs));
}

export function startKeys(home) {
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

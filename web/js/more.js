/** What must not be in the way: the sheet behind "More", and one-letter shortcuts. */

import { retry } from "./actions.js";
import { openAdd, openSamples } from "./add.js";
import { api } from "./api.js";
import { $, button, complain, h, sheet } from "./dom.js";
import { back, here, navigate } from "./router.js";
import { hasFailed, targetName } from "./status.js";
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
    return [h("ul.rows", rows.map(row)), languageChoice(), about()];
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

async function signOut() {
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

/** The sheet behind "More": everything that must not be in the way. */

import { openSamples } from "./add.js";
import { api, session } from "./api.js";
import { button, h } from "./dom.js";
import { complain, sheet } from "./overlay.js";
import { navigate } from "./router.js";
import { targetName } from "./status.js";
import { clear, getHealth } from "./store.js";
import { language, LANGUAGES, setLanguage, t } from "./strings.js";

const KEYS = { "/": "search", n: "new", "j / k": "move", r: "retry", Esc: "back", "?": "help" };

let installation = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installation = event;
});

export function openMore() {
  sheet(t("nav.more"), (close) => {
    const go = (run) => () => {
      close();
      run();
    };
    const rows = [
      ["stats", t("nav.stats"), () => navigate("/stats")],
      ["sample", t("sample.try"), openSamples],
      installation && ["install", t("more.install"), install],
      ["keyboard", t("keys.title"), openKeys],
      getHealth()?.auth === "token" && ["signout", t("more.signOut"), signOut],
    ].filter(Boolean);
    return [
      h("ul", { class: "rows" }, rows.map(([symbol, label, run]) => h("li", null, button(label, { kind: "row", symbol }, go(run))))),
      languageChoice(),
      about(),
    ];
  });
}

function languageChoice() {
  const choose = ({ target }) => {
    setLanguage(target.value);
    location.reload();
  };
  const options = Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, selected: code === language() }, name));
  return h("label", { class: "field-row" }, t("more.language"), h("select", { on: { change: choose } }, options));
}

function about() {
  const health = getHealth();
  if (!health) return h("p", { class: "muted" }, t("more.unknown"));
  const model = health.model?.name ?? t("more.rules");
  const facts = [
    ["more.target", targetName(health.target?.name)],
    ["more.model", model],
    ["more.version", health.version ?? "–"],
  ];
  return h("dl", { class: "facts" }, facts.map(([key, value]) => h("div", null, h("dt", null, t(key)), h("dd", null, value))));
}

async function install() {
  installation.prompt();
  await installation.userChoice;
  installation = null;
}

async function signOut() {
  await api.signOut().catch(complain);
  clear();
  session.dispatchEvent(new Event("required"));
}

export function openKeys() {
  sheet(t("keys.title"), () => h("dl", { class: "keys" }, Object.entries(KEYS).map(([key, name]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, t(`keys.${name}`))))));
}

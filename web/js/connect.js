/** Connecting a phone: a code to scan, the ways to share, and the tokens that were given away. */

import { $, $$, ago, button, clock, complain, copyOf, exact, h, icon, later, rename, t, toast } from "./page.js";
import { get, onChange, post, remove, server } from "./server.js";

const LOOK_EVERY = 2000;

function watchTokens(tell) {
  const look = () => document.hidden || get("tokens").then(tell, () => {});
  const timer = setInterval(look, LOOK_EVERY);
  return () => clearInterval(timer);
}

export function showConnect() {
  const element = copyOf("connect");
  const part = (selector) => $(selector, element);
  const list = new TokenList(part(".tokens"));
  const mine = new Map(); // tokens made here, and what is ticked when they are used
  let awaited = null; // the name of a phone that a code is shown to
  let known = new Set();
  fill(element);
  showBookmarklet(part("[data-bookmarklet]"));

  const arrange = () => {
    const isOpen = server.health?.auth === "off";
    element.dataset.auth = server.health?.auth ?? "";
    for (const code of $$("[data-token]", element)) code.hidden = isOpen;
    if (!isOpen) list.load();
  };
  const tick = (where) => {
    where.replaceChildren(icon("done"), t("connect.received"));
    where.dataset.tone = "done";
  };
  const stops = [
    onChange("health", arrange),
    onChange("item", ({ before }) => !before && $$("[open] .received", element).forEach(tick)),
    watchTokens(({ tokens }) => {
      if (tokens.some(({ id, name }) => name === awaited && !known.has(id))) taken();
      for (const { id, lastUsedAt } of tokens) if (lastUsedAt && mine.has(id)) tick(mine.get(id));
    }),
  ];

  const taken = () => {
    awaited = null;
    tick(part(".code .received"));
    part(".code").classList.add("over");
    list.load();
  };
  part("form").onsubmit = async (event) => {
    event.preventDefault();
    const { tokens } = await get("tokens");
    known = new Set(tokens.map(({ id }) => id));
    const wanted = Object.fromEntries(new FormData(event.target));
    const begun = await post("pairings", wanted).catch(complain);
    if (!begun.url) return;
    awaited = wanted.name.trim();
    showCode(part(".code"), begun);
  };
  element.addEventListener("click", async ({ target }) => {
    const make = target.closest("[data-make]");
    if (!make) return;
    const way = make.closest("details");
    const made = await post("tokens", { name: $("summary", way).textContent }).catch(complain);
    if (!made.token) return;
    make.hidden = true;
    fill(way, { token: made.token });
    mine.set(made.id, $(".received", way));
    list.load();
  });
  arrange();
  return { element, title: () => t("connect.title"), leave: () => stops.forEach((stop) => stop()) };
}

/** Writes values into the `{names}` of code, with a button to copy it. */
function fill(root, given) {
  const values = { origin: location.origin, ...given };
  for (const code of $$("code", root)) {
    if (!code.nextSibling) code.after(copyOf("copy"));
    code.dataset.code ??= code.textContent;
    code.textContent = code.dataset.code.replace(/\{(\w+)\}/g, (name, key) => values[key] ?? name);
  }
}

async function showBookmarklet(link) {
  const script = await (await fetch("/bookmarklet.js")).text();
  const code = script.replace("{origin}", location.origin);
  link.setAttribute("href", `javascript:${encodeURIComponent(code)}`);
  link.onclick = (event) => {
    event.preventDefault();
    toast(t("connect.drag"));
  };
}

/** The words are read aloud as they change: they say until when, and do not count down. */
function showCode(box, { url, expiresAt, qr }) {
  const received = $(".received", box);
  const code = $("code", box);
  box.hidden = false;
  box.classList.remove("over");
  received.removeAttribute("data-tone");
  received.textContent = t("connect.waiting", { time: clock(expiresAt) });
  $("img", box).src = `data:image/svg+xml,${encodeURIComponent(qr)}`;
  code.textContent = url;
  box.dataset.url = url;
  const end = () => {
    if (code.textContent !== url || received.dataset.tone) return;
    box.classList.add("over");
    received.textContent = t("connect.over");
  };
  setTimeout(end, Date.parse(expiresAt) - Date.now());
}

export function showPaired(enter) {
  const code = location.hash.slice("#pair=".length);
  rename("/connect"); // it is good for nothing more, and stays out of the history
  const element = copyOf("paired");
  const part = (selector) => $(selector, element);
  const done = ({ token, scopes }) => {
    part("h1").textContent = t("paired.title");
    part("p").textContent = t(scopes.includes("read") ? "paired.app" : "paired.share");
    part(".button").hidden = !scopes.includes("read");
    part(".button").onclick = () => enter(token).catch(complain);
    part("details").open = !scopes.includes("read");
    part("details").hidden = false;
    fill(element, { token });
  };
  const failed = ({ message }) => {
    part("h1").textContent = t("paired.failed");
    part("p").textContent = message;
  };
  post("pairings/redeem", { code }).then(done, failed);
  return { element, title: () => t("connect.title") };
}

class TokenList {
  constructor(element, owner) {
    this.element = element;
    this.owner = owner;
  }

  async load() {
    try {
      const { tokens, scopes } = await get("tokens", { owner: this.owner });
      $("ul", this.element).replaceChildren(...tokens.map((token) => this.#row(token)));
      $("[data-admin]", this.element)?.toggleAttribute("hidden", !scopes.includes("admin"));
    } catch (error) {
      $("ul", this.element).replaceChildren(h("li", h("p.failed", { role: "alert" }, error.message)));
    }
  }

  #row({ id, name, kind, scopes, createdAt, lastUsedAt, expiresAt }) {
    const moments = { made: createdAt, used: lastUsedAt, ends: expiresAt };
    const facts = Object.entries(moments).map(
      ([word, at]) =>
        at && h("span", { title: exact(at) }, t(`token.${word}`, { time: word === "ends" ? exact(at) : ago(at) })),
    );
    const row = copyOf("key", {
      b: kind === "session" ? t("token.session") : name,
      ".scopes": scopes.map((one) => t(`scope.${one}`)).join(" · "),
      ".moments": [facts, !lastUsedAt && h("span", t("token.unused"))],
    });
    $("button", row).onclick = () => this.#revoke(id, name, row);
    return row;
  }

  #revoke(id, name, row) {
    row.hidden = true;
    const undo = () => (row.hidden = false);
    const call = () =>
      remove(`tokens/${id}`, { owner: this.owner }).then(
        () => row.remove(),
        (error) => {
          undo();
          complain(error);
        },
      );
    later(t("token.revoked", { name }), call, undo);
  }
}

/** For those who run the place: tokens for others. */
export function showAdmin() {
  const element = copyOf("admin");
  const list = new TokenList($(".tokens", element));
  const form = $("form", element);
  const owner = () => (list.owner = form.owner.value.trim());
  form.owner.onchange = () => owner() && list.load();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const scopes = form.scopes.value.split(" ");
    const wanted = { name: form.elements.name.value, owner: owner(), scopes };
    const made = await post("tokens", wanted).catch(complain);
    if (!made.token) return;
    $(".made", element).hidden = false;
    fill(element, made);
    list.load();
  };
  return { element, title: () => t("admin.title") };
}

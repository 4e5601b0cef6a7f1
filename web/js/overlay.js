/** What lies above the page: sheets, menus, toasts. The browser keeps focus inside and gives it back. */

import { $, button, h, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";

/** A modal sheet: from below on a phone, centred on a desktop. `fill(close)` answers its content. */
export function sheet(title, fill, { className = "" } = {}) {
  const dialog = h("dialog", { class: `sheet ${className}`.trim(), "aria-label": title });
  const close = () => dialog.close();
  const head = h("header", { class: "sheet-head" }, h("h2", null, title), iconButton("close", t("close"), close));
  dialog.append(head, h("div", { class: "sheet-body" }, fill(close)));
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".sheet-body button, .sheet-body a, .sheet-body input"))?.focus();
  return dialog;
}

/** A menu under the button that opened it. `entries`: `{label, symbol, run | href, danger?, download?}`. */
export function menu(opener, label, entries) {
  const list = h("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label });
  list.append(...entries.filter(Boolean).map((entry) => menuEntry(entry, list)));
  list.addEventListener("keydown", (event) => moveInMenu(event, list));
  list.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") return;
    if (list.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
    list.remove();
  });
  document.body.append(list);
  list.showPopover();
  place(list, opener.getBoundingClientRect());
  list.firstElementChild.focus();
}

function menuEntry({ label, symbol, run, href, danger, download }, list) {
  const props = { role: "menuitem", class: danger ? "danger" : null, on: { click: () => choose(list, run) } };
  const content = [icon(symbol), h("span", null, label)];
  if (!href) return h("button", { type: "button", ...props }, content);
  return h("a", { href, download, target: download ? null : "_blank", rel: "noopener noreferrer", ...props }, content);
}

function choose(list, run) {
  list.hidePopover();
  run?.();
}

function moveInMenu(event, list) {
  const entries = [...list.children];
  const here = entries.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}

function place(list, anchor) {
  const gap = 8;
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = anchor.bottom + gap + height < innerHeight;
  list.style.left = `${Math.max(gap, Math.min(anchor.right - width, innerWidth - width - gap))}px`;
  list.style.top = `${below ? anchor.bottom + 4 : Math.max(gap, anchor.top - height - 4)}px`;
}

/** A line at the bottom for a while; with an action it can be taken back. Answers how to end it early. */
export function toast(sentence, { action, run, tone = "", lasts = 6000 } = {}) {
  const note = h("div", { class: `toast ${tone}`.trim(), role: tone === "failed" ? "alert" : "status" }, h("span", null, sentence));
  let timer = setTimeout(end, lasts);
  function end() {
    clearTimeout(timer);
    note.remove();
  }
  const act = () => {
    end();
    run();
  };
  if (action) note.append(button(action, { kind: "text" }, act));
  else note.append(iconButton("close", t("close"), end));
  $("#toasts").append(note);
  return end;
}

export const complain = (error) => toast(error.message, { tone: "failed" });

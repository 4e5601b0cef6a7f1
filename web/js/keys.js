/** One-letter shortcuts; silent while someone types or a dialog is open. */

import { retry } from "./actions.js";
import { openAdd } from "./add.js";
import { $ } from "./dom.js";
import { openKeys } from "./more.js";
import { back, here, navigate } from "./router.js";
import { hasFailed } from "./status.js";
import { getItem } from "./store.js";

const TYPING = "input, textarea, select, [contenteditable]";

export function startKeys(home) {
  const toHome = () => here().view !== "home" && document.body.dataset.pane !== "list" && navigate("/");
  const keys = {
    "/": () => {
      toHome();
      home.focusSearch();
    },
    n: () => {
      const field = $("#paste-field");
      if (field.checkVisibility() && scrollY < 100) field.focus();
      else openAdd();
    },
    j: () => home.move(1),
    k: () => home.move(-1),
    r: () => {
      const item = getItem(focusedId());
      if (item && hasFailed(item)) retry(item);
    },
    "?": openKeys,
    Escape: () => here().view !== "home" && back(),
  };
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING) || $("dialog[open], [popover]:popover-open")) return;
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  });
}

const focusedId = () => document.activeElement.closest(".card")?.dataset.id ?? here().id;

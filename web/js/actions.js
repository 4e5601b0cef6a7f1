/** What a cook can do to an item, wherever it is shown. */

import { api } from "./api.js";
import { button, h } from "./dom.js";
import { complain, menu, sheet, toast } from "./overlay.js";
import { forget, getItem, hide, read, unhide } from "./store.js";
import { hasFailed, isPasted, remedies, titleOf } from "./status.js";
import { t } from "./strings.js";

const UNDO_FOR = 6000;
const REMEDIES = {
  retry: { symbol: "again", run: (item) => retry(item) },
  force: { symbol: "done", run: (item) => retry(item, { force: true }) },
  paste: { symbol: "paste", run: (item) => pasteCaption(item) },
};

export function remedyButtons(item) {
  return remedies(item).map((name, index) => {
    const { symbol, run } = REMEDIES[name];
    return button(t(`do.${name}`), { symbol, kind: index ? "" : "primary", "data-remedy": name }, () => run(item));
  });
}

export async function retry({ id }, what = {}) {
  try {
    await api.retry(id, what);
    await read(id);
  } catch (error) {
    complain(error);
    if (error.status === 409) await read(id).catch(complain);
    return false;
  }
  return true;
}

/** The caption that we have, ready to mend. */
export function pasteCaption(item) {
  const field = h("textarea", { class: "caption-field", rows: 10, required: true, autofocus: true, "aria-label": t("paste.label"), placeholder: t("paste.placeholder") });
  read(item.id).then(
    ({ results }) => (field.value ||= results?.extractedText ?? ""),
    () => {}, // without what we have the field stays empty, and that is fine
  );
  sheet(t("paste.title"), (close) => {
    const submit = async (event) => {
      event.preventDefault();
      if (await retry(item, { text: field.value.trim() })) close();
    };
    const buttons = [button(t("cancel"), {}, close), h("button", { class: "button primary" }, t("paste.submit"))];
    return h("form", { on: { submit } }, h("p", null, t("paste.text")), field, h("div", { class: "actions end" }, buttons));
  });
}

export function cardMenu(opener, item) {
  const failed = hasFailed(item);
  menu(opener, t("card.menu", { title: titleOf(item) }), [
    failed && { label: t("do.retry"), symbol: "again", run: () => retry(item) },
    failed && { label: t("do.paste"), symbol: "paste", run: () => pasteCaption(item) },
    item.status === "success" && { label: t("do.remake"), symbol: "again", run: () => retry(item, { force: true }) },
    !isPasted(item) && { label: t("do.open"), symbol: "external", href: item.url },
    !isPasted(item) && { label: t("do.copy"), symbol: "link", run: () => copy(item.url) },
    { label: t("do.delete"), symbol: "delete", danger: true, run: () => remove(item) },
  ]);
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(t("copied"), { lasts: 2500 });
}

// -- delete: the page holds the call while the cook may still undo ---------------------------------------

const leaving = new Map();

export function remove({ id }) {
  const title = titleOf(getItem(id));
  hide(id);
  const endToast = toast(t("deleted", { title }), { action: t("undo"), run: () => undo(id), lasts: UNDO_FOR });
  leaving.set(id, { endToast, timer: setTimeout(() => sendDelete(id), UNDO_FOR) });
}

function undo(id) {
  clearTimeout(leaving.get(id)?.timer);
  leaving.delete(id);
  unhide(id);
}

async function sendDelete(id, options) {
  leaving.delete(id);
  try {
    await api.remove(id, options);
    forget(id);
  } catch (error) {
    if (error.status === 404) return forget(id);
    unhide(id);
    complain(error);
  }
}

/** The page goes away: what was to be deleted is deleted now. */
export function sendHeldDeletes() {
  for (const [id, { timer, endToast }] of leaving) {
    clearTimeout(timer);
    endToast();
    sendDelete(id, { keepalive: true });
  }
}

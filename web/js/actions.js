/** What a cook can do to an item, wherever it is shown. */

import { api } from "./api.js";
import { away, button, complain, h, menu, sheet, toast } from "./dom.js";
import { hasCookbook, hasFailed, hasPage, remedies, titleOf } from "./status.js";
import { forget, hide, keepRecipe, read, unhide } from "./store.js";
import { t } from "./strings.js";

/** Formats of a recipe as a file, and how such a file ends. */
export const EXPORTS = { "json-ld": "json", markdown: "md", cooklang: "cook" };

const UNDO_FOR = 6000;
const REMEDIES = {
  retry: ["again", (item) => retry(item)],
  force: ["done", (item) => retry(item, { force: true })],
  paste: ["paste", (item) => pasteCaption(item)],
};

export function remedyButtons(item) {
  return remedies(item).map((name, index) => {
    const [symbol, run] = REMEDIES[name];
    return button(t(`do.${name}`), () => run(item), { symbol, kind: index ? "" : "primary", "data-remedy": name });
  });
}

export async function retry({ id }, what = {}) {
  try {
    await api.retry(id, what);
    return await read(id);
  } catch (error) {
    complain(error);
    if (error.status === 409) read(id).catch(complain); // what we show is no longer so
  }
}

function pasteCaption(item) {
  const field = h("textarea.caption-field", {
    rows: 10,
    required: true,
    autofocus: true,
    "aria-label": t("paste.label"),
    placeholder: t("paste.placeholder"),
  });
  read(item.id).then(
    ({ results }) => (field.value ||= results.extractedText ?? ""),
    () => {}, // then the field stays empty, and that is fine
  );
  sheet(t("paste.title"), (close) => {
    const submit = async (event) => {
      event.preventDefault();
      if (await retry(item, { text: field.value.trim() })) close();
    };
    const buttons = [button(t("cancel"), close), h("button.button.primary", t("paste.submit"))];
    return h("form", { submit }, h("p", t("paste.text")), field, h("div.actions.end", buttons));
  });
}

export function itemMenu(opener, item, more = []) {
  const failed = hasFailed(item);
  const linked = hasPage(item);
  menu(opener, t("card.menu", { title: titleOf(item) }), [
    ...more,
    failed && [t("do.retry"), "again", () => retry(item)],
    failed && [t("do.paste"), "paste", () => pasteCaption(item)],
    item.status === "success" && !item.isKept && [t("do.remake"), "again", () => retry(item, { force: true })],
    linked && [t("do.open"), "external", away(item.url)],
    linked && navigator.clipboard && [t("do.copy"), "link", () => copy(item.url)],
    [t("do.delete"), "delete", () => askWhatGoes(item), "danger"],
  ]);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast(t("copied"), { lasts: 2500 });
}

// -- delete: the page holds the call while the cook may still undo

const leaving = new Map();

/** A finished link may go and leave its recipe in the cookbook. */
function askWhatGoes(item) {
  if (item.isKept) return remove(item, "both");
  if (item.status !== "success" || !hasCookbook()) return remove(item, "link");
  sheet(t("delete.title", { title: titleOf(item) }), (close) => {
    const choice = (what, kind) => {
      const choose = () => {
        close();
        remove(item, what);
      };
      return button(t(`delete.${what}`), choose, { kind, "data-delete": what });
    };
    return [h("p", t("delete.text")), h("div.actions.end", choice("link"), choice("both", "primary"))];
  });
}

function remove(item, what) {
  const { id } = item;
  const words = t("deleted", { title: titleOf(item) });
  hide(id);
  const endToast = toast(words, { action: t("undo"), run: () => undo(id), lasts: UNDO_FOR });
  leaving.set(id, { item, what, endToast, timer: setTimeout(sendDelete, UNDO_FOR, item, what) });
}

function undo(id) {
  clearTimeout(leaving.get(id)?.timer);
  leaving.delete(id);
  unhide(id);
}

async function sendDelete(item, what, keepalive) {
  const { id } = item;
  leaving.delete(id);
  const parts = [api.remove, ...(what === "both" ? [api.removeRecipe] : [])];
  try {
    await Promise.all(parts.map((part) => part(id, keepalive).catch(isGone)));
    if (what === "link" && item.status === "success" && hasCookbook()) keepRecipe(item);
    else forget(id);
  } catch (error) {
    unhide(id);
    complain(error);
  }
}

function isGone(error) {
  if (error.status !== 404) throw error;
}

/** The page goes away: what was to be deleted is deleted now. */
export function sendHeldDeletes() {
  for (const { item, what, timer, endToast } of leaving.values()) {
    clearTimeout(timer);
    endToast();
    sendDelete(item, what, true);
  }
}

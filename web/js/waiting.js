/** Shares that the server does not have yet: shown above the list, sent as soon as they can be, taken back. */

import "./outbox.js";
import { sourceName } from "./item.js";
import { $, button, h, icon, throttle } from "./page.js";
import { api } from "./server.js";
import { refreshCounts, upsert } from "./store.js";
import { clock, t } from "./strings.js";

const { outbox } = self;
const AGAIN = 60_000;
const element = h("div.list", { role: "status" });
let timer = 0;

export function startWaiting() {
  $("#feed").before(element);
  outbox.onChange(show);
  addEventListener("online", sendWaiting);
  document.addEventListener("visibilitychange", () => (document.hidden ? sendLater() : sendWaiting()));
  show();
}

/** What came to be without the cook looking on. */
export const sendWaiting = throttle(2000, async () => {
  clearTimeout(timer);
  const left = await outbox.flush(async (share) => upsert(await api.add(share)));
  refreshCounts();
  if (left) timer = setTimeout(sendWaiting, AGAIN);
});

/** By the service worker, when there is a network, also when the page is closed by then. */
export async function sendLater() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if ((await outbox.list()).length) await registration?.sync?.register("outbox").catch(() => {}); // not allowed
}

/** What becomes of a share that was not taken. */
export function prospect({ status, message, after }) {
  if (!status) return t("waiting.offline");
  if (status === 401) return t("waiting.signin");
  if (outbox.isRefused({ status })) return message;
  return `${message} ${after ? t("waiting.at", { time: clock(after) }) : t("waiting.soon")}`;
}

async function show() {
  const kept = await outbox.list();
  element.replaceChildren(...kept.filter(({ status }) => status !== undefined).map(card));
}

function card(kept) {
  const { url = "pasted:", text } = kept.share;
  const tone = outbox.isRefused(kept) ? "failed" : "waiting";
  const state = h("span.state", icon(tone), t(`status.${tone}`));
  const back = button(t("waiting.back"), () => takeBack(kept.share), { symbol: "back" });
  return h(
    "article.card",
    { "data-tone": tone },
    h("div.picture", icon(text ? "paste" : "link")),
    h("div.card-body", h("h2.card-title", sourceName({ url })), h("p.kept-text", text ?? url), h("p.card-meta", state)),
    h("div.card-fault", h("p.sentence", prospect(kept)), h("div.actions", back)),
  );
}

/** To where it can be mended. */
async function takeBack(share) {
  await outbox.drop(share);
  const field = $("#paste-field");
  field.value = [field.value, share.text ?? share.url].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("input"));
  field.focus();
}

/** The service worker: registered, and exchanged for a newer one when the cook agrees. */

import { toast } from "./page.js";
import { t } from "./strings.js";

const FOREVER = 2 ** 31 - 1;
const ASK_EVERY = 3_600_000;

export async function startWorker() {
  const { serviceWorker } = navigator;
  const policy = globalThis.trustedTypes?.createPolicy("instarecipe", { createScriptURL: () => "/sw.js" });
  const script = policy ? policy.createScriptURL("") : "/sw.js";
  const registration = await serviceWorker?.register(script).catch(() => null); // private windows refuse
  if (!registration) return;
  let endToast = () => {};
  let isWanted = false;
  const take = () => {
    isWanted = true;
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload(); // another window agreed first
  };
  const offer = () => {
    if (!registration.waiting || !serviceWorker.controller) return;
    endToast();
    endToast = toast(t("update.ready"), { action: t("update.reload"), run: take, lasts: FOREVER });
  };
  registration.onupdatefound = () => (registration.installing.onstatechange = offer);
  serviceWorker.addEventListener("controllerchange", () => isWanted && location.reload());
  setInterval(() => registration.update().catch(() => {}), ASK_EVERY); // no network: asked again
  offer();
}

/**
 * What this device keeps: shares until the server has them, and notes for the service worker.
 *
 * The page and the service worker both run this file, as `self.outbox`: a service worker imports no modules.
 * A share is kept before it is sent, under a key made of itself, and sent under a lock of that name, so that
 * nothing is lost and two senders do not meet.
 */
{
  const LATER = [401, 408, 409, 425, 429];
  const channel = new BroadcastChannel("outbox");
  const heard = new EventTarget();
  let opening;

  const open = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("instarecipe", 1);
      request.onupgradeneeded = () => ["shares", "notes"].forEach((name) => request.result.createObjectStore(name));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function use(store, method, ...given) {
    opening ??= open();
    const transaction = (await opening).transaction(store, "readwrite");
    const request = transaction.objectStore(store)[method](...given);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  async function change(method, ...given) {
    await use("shares", method, ...given);
    channel.postMessage("");
    heard.dispatchEvent(new Event("change"));
  }

  const keyOf = ({ url = "", text = "" }) => `${url}\n${text}`;

  /** `run(lock)`; with `ifAvailable` the lock is null while someone else holds it. */
  const locked = (share, options, run) =>
    navigator.locks ? navigator.locks.request(`share ${keyOf(share)}`.slice(0, 500), options, run) : run(true);

  channel.onmessage = () => heard.dispatchEvent(new Event("change"));

  self.outbox = {
    /** Will never be taken by sending it again. */
    isRefused: ({ status }) => status >= 400 && status < 500 && !LATER.includes(status),

    /** `{share, at, status?, message?, after?}`, the oldest first; `status` once it was tried, 0 without network. */
    list: async () => (await use("shares", "getAll")).sort((one, other) => one.at - other.at),

    keep: (share, at = Date.now()) => change("put", { share, at }, keyOf(share)),

    /** Waits for one who is sending it. */
    drop: (share) => locked(share, {}, () => change("delete", keyOf(share))),

    /** What `post(share)` answered; nothing when someone else sends it or has sent it. Raises what `post` raised. */
    send: (share, post, options = {}) =>
      locked(share, options, async (lock) => {
        const kept = lock && (await use("shares", "get", keyOf(share)));
        if (!kept) return null;
        try {
          const answer = await post(share);
          await change("delete", keyOf(share));
          return answer;
        } catch (error) {
          const { status = 0, message, wait } = error;
          await change("put", { ...kept, status, message, after: wait && Date.now() + wait * 1000 }, keyOf(share));
          throw error;
        }
      }),

    /** Sends what may be taken now. Answers whether some are left for later. */
    async flush(post) {
      for (const kept of await outbox.list()) {
        if (outbox.isRefused(kept) || kept.after > Date.now()) continue;
        try {
          await outbox.send(kept.share, post, { ifAvailable: true });
        } catch (error) {
          if (!outbox.isRefused(error)) break; // the others would fare the same
        }
      }
      return (await outbox.list()).some((kept) => !outbox.isRefused(kept));
    },

    onChange: (listener) => heard.addEventListener("change", listener),

    note: (name, value) => use("notes", "put", value, name),
    noted: (name) => use("notes", "get", name),
  };
}

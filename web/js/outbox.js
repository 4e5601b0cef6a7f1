/** Shares until the server has them. Run by the page and by the service worker, which imports no modules. */
{
  const LATER = [401, 408, 409, 425, 429];
  const told = new BroadcastChannel("outbox");
  const heard = new BroadcastChannel("outbox"); // no channel hears itself
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
    told.postMessage("");
  }

  const keyOf = ({ url = "", text = "" }) => `${url}\n${text}`;

  const locked = (share, options, run) =>
    navigator.locks.request(`share ${keyOf(share)}`.slice(0, 500), options, run);

  self.outbox = {
    isRefused: ({ status }) => status >= 400 && status < 500 && !LATER.includes(status),

    list: async () => (await use("shares", "getAll")).sort((one, other) => one.at - other.at),

    keep: (share, at = Date.now()) => change("put", { share, at }, keyOf(share)),

    drop: (share) => locked(share, {}, () => change("delete", keyOf(share))),

    /** Under a lock: nothing when someone else sends it or has sent it. */
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

    async flush(post) {
      for (const kept of await outbox.list()) {
        if (outbox.isRefused(kept) || kept.after > Date.now()) continue;
        try {
          await outbox.send(kept.share, post, { ifAvailable: true });
        } catch (error) {
          if (!outbox.isRefused(error)) break;
        }
      }
      return (await outbox.list()).some((kept) => !outbox.isRefused(kept));
    },

    onChange: (listener) => heard.addEventListener("message", listener),

    /** In the cook's words, or the server's where those have none. */
    fault: (code, sentence, advice, words) =>
      words[`fault.${code}`]?.replace("|", " ") ?? [sentence, advice].filter(Boolean).join(" "),

    async refusal(answer, words) {
      const { error, details = {}, message = words["error.unknown"] } = await answer.json().catch(() => ({}));
      const key = `refused.${error}`;
      const known = words[`${key}.${details.field ?? details.reason}`] ?? words[key];
      const sentence = known ?? outbox.fault(error, message, details.advice, words);
      return Object.assign(new Error(sentence), { status: answer.status, wait: answer.headers.get("retry-after") });
    },

    note: (name, value) => use("notes", "put", value, name),
    noted: (name) => use("notes", "get", name),
  };
}

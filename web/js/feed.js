/** Pages of the list, newest first, over one status, several, or (none named) all of them. */

import { api } from "./api.js";
import { newestFirst, upsert } from "./store.js";

export class Feed {
  constructor(statuses) {
    this.statuses = statuses;
    this.streams = (statuses.length ? statuses : [""]).map((status) => ({ status, cursor: "", buffer: [], ended: false }));
    this.loaded = [];
  }

  get ended() {
    return this.streams.every((stream) => stream.ended && !stream.buffer.length);
  }

  /** The next `count` items or a few less; an empty answer means the end. */
  async more(count) {
    const found = [];
    while (found.length < count && !this.ended) {
      await Promise.all(this.streams.map((stream) => fill(stream, count)));
      found.push(...this.#merged(count - found.length));
    }
    this.loaded.push(...found);
    return found;
  }

  /** Takes heads while every stream that has more shows its own: else an unseen one might be newer. */
  #merged(count) {
    const taken = [];
    while (taken.length < count && this.streams.every((stream) => stream.ended || stream.buffer.length)) {
      const [newest] = this.streams.filter((stream) => stream.buffer.length).sort((a, b) => newestFirst(a.buffer[0], b.buffer[0]));
      if (!newest) break;
      taken.push(newest.buffer.shift());
    }
    return taken;
  }
}

async function fill(stream, limit) {
  if (stream.ended || stream.buffer.length) return;
  const page = await api.list({ status: stream.status, cursor: stream.cursor, limit });
  stream.buffer = page.items.map((item) => upsert(item));
  stream.cursor = page.nextCursor ?? "";
  stream.ended = !page.hasMore || !page.nextCursor;
}

/** What needs the cook, is in the making or has just finished; and the statistics. */

import { sampleButton } from "./add.js";
import { Card, emptyState, failedState, fault, hasFailed, isActive, skeletonCards, TONES } from "./item.js";
import { $, $$, copyOf, h, number, seconds, t, throttle } from "./page.js";
import { get, known, newest, onChange, upsert } from "./server.js";

const STATUSES = ["error", "unhealthy", "in_progress", "pending", "success"];
const MOST = 20;
const SECTIONS = {
  failed: [hasFailed, MOST],
  making: [isActive, MOST],
  done: [({ status, isKept }) => status === "success" && !isKept, 5],
};

export class Activity {
  #cards = new Map();
  #isLoaded = false;
  element = $("#activity");
  #note = $(".note", this.element);

  constructor() {
    const arrange = throttle(100, () => this.#arrange());
    onChange("item", ({ item }) => {
      this.#cards.get(item.id)?.update(item);
      arrange();
    });
    onChange("gone", arrange);
  }

  show() {
    if (!this.#isLoaded) this.#note.replaceChildren(skeletonCards(3));
    this.refresh();
  }

  async refresh() {
    try {
      const pages = await Promise.all(STATUSES.map((status) => get("queue", { status, limit: MOST })));
      for (const item of pages.flatMap(({ items }) => items)) upsert(item);
      this.#isLoaded = true;
      this.#arrange();
    } catch (error) {
      if (!this.#isLoaded) this.#note.replaceChildren(failedState(error, () => this.show()));
    }
  }

  #arrange() {
    if (!this.#isLoaded || this.element.hidden) return;
    const items = known().sort(newest("updatedAt"));
    for (const section of $$("section", this.element)) {
      const [holds, most] = SECTIONS[section.dataset.name];
      const list = section.lastElementChild;
      const cards = items
        .filter(holds)
        .slice(0, most)
        .map((item) => this.#card(item));
      if (cards.length !== list.children.length || cards.some((card, index) => card !== list.children[index]))
        list.replaceChildren(...cards);
      section.hidden = !cards.length;
    }
    this.#note.replaceChildren(
      ...(items.length ? [] : [emptyState("cup", t("empty.activity.title"), t("empty.activity.text"), sampleButton())]),
    );
  }

  #card(item) {
    if (!this.#cards.has(item.id)) this.#cards.set(item.id, new Card(item));
    return this.#cards.get(item.id).element;
  }
}

const PHASES = ["extraction", "parsing", "uploading"];
const SPANS = ["last24Hours", "allTime"];
const FAULTS_READ = 100;

export function showStats() {
  const body = h("div");
  load(body);
  return { element: h("div.stats", h("h1", { tabindex: -1 }, t("nav.stats")), body), title: () => t("nav.stats") };
}

async function load(body) {
  try {
    const failed = (status) => get("queue", { status, limit: FAULTS_READ });
    const [stats, errors, unhealthy] = await Promise.all([get("queue/stats"), failed("error"), failed("unhealthy")]);
    if (!stats.counts.total) return body.replaceChildren(emptyState("cup", t("stats.empty"), t("stats.emptyText")));
    draw(body, stats, [...errors.items, ...unhealthy.items], SPANS[stats.last24Hours.successRate == null ? 1 : 0]);
  } catch (error) {
    body.replaceChildren(failedState(error, () => load(body)));
  }
}

function draw(body, stats, failures, span) {
  const { successRate, phases } = stats[span];
  const page = copyOf("charts");
  for (const tab of $$(".chip", page)) {
    tab.ariaPressed = tab.dataset.span === span;
    tab.onclick = () => draw(body, stats, failures, tab.dataset.span);
  }
  const isKnown = successRate != null;
  $(".value", page).setAttribute("stroke-dasharray", `${100 * successRate} 100`);
  $("strong", page).textContent = isKnown ? number(successRate, { style: "percent" }) : "–";
  $(".rate p", page).textContent = t(isKnown ? `stats.rate.${span}` : "stats.rateNone");
  $(".phases h2", page).after(...bars(phaseRows(phases)));
  $(".counts h2", page).after(...bars(countRows(stats.counts)));
  $(".faults h2", page).after(...bars(faultRows(failures)));
  $(".phases", page).lastElementChild.hidden = !Object.keys(phases).length;
  body.replaceChildren(page);
}

function bars(rows) {
  if (!rows.length) return [h("p.muted", t("stats.none"))];
  return [h("ul.bars", rows.map(bar))];
}

function bar([label, value, share, tone = "", reach = 0]) {
  const line = copyOf("bar", { span: label, b: value });
  line.dataset.tone = tone;
  [reach, share].forEach((part, index) => ($$("i", line)[index].style.width = `${part * 100}%`));
  return line;
}

function phaseRows(phases) {
  const known = PHASES.filter((name) => phases[name]);
  const longest = Math.max(...known.map((name) => phases[name].p95Seconds));
  return known.map((name) => {
    const { medianSeconds, p95Seconds } = phases[name];
    const span = t("stats.seconds", { median: seconds(medianSeconds), slow: seconds(p95Seconds) });
    return [t(`stats.phase.${name}`), span, medianSeconds / longest, "", p95Seconds / longest];
  });
}

const countRows = (counts) =>
  Object.entries(TONES).map(([status, tone]) => [
    t(`status.${tone}`),
    number(counts[status]),
    counts[status] / counts.total,
    tone,
  ]);

function faultRows(failures) {
  const causes = Object.values(Object.groupBy(failures, ({ errorCode }) => errorCode));
  const [most] = causes.sort((one, other) => other.length - one.length);
  return causes
    .slice(0, 6)
    .map((items) => [fault(items[0])[0], number(items.length), items.length / most.length, "failed"]);
}

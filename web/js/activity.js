/** How it is going: what needs the cook, is in the making or has just finished; and the statistics. */

import { sampleButton } from "./add.js";
import { Card, emptyState, failedState, fault, hasFailed, isActive, skeletonCards, TONES } from "./item.js";
import { $, h, svg, throttle } from "./page.js";
import { api } from "./server.js";
import { getItem, newest, onChange, upsert } from "./store.js";
import { number, percent, seconds, t } from "./strings.js";

const STATUSES = ["error", "unhealthy", "in_progress", "pending", "success"];
const MOST = 20;
const SECTIONS = [
  ["failed", hasFailed, MOST],
  ["making", isActive, MOST],
  ["done", ({ status, isKept }) => status === "success" && !isKept, 5],
];

export class Activity {
  #ids = new Set();
  #cards = new Map();
  #isLoaded = false;
  #note = h("div");
  element = $("#activity");

  constructor() {
    this.sections = SECTIONS.map(([name, holds, most]) => ({
      holds,
      most,
      list: h("div.list"),
      element: h("section", { hidden: true }),
      name,
    }));
    for (const { name, list, element } of this.sections) {
      const all = name !== "done" && h("a.section-more", { href: `/?show=${name}` }, t("activity.all"));
      element.append(h("div.section-head", h("h2", t(`activity.${name}`)), all), list);
    }
    this.element.append(
      h("h1", { tabindex: -1 }, t("nav.activity")),
      this.#note,
      ...this.sections.map(({ element }) => element),
    );
    const arrange = throttle(100, () => this.#arrange());
    onChange("item", ({ item }) => {
      this.#ids.add(item.id);
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
      const pages = await Promise.all(STATUSES.map((status) => api.list({ status, limit: MOST })));
      for (const item of pages.flatMap(({ items }) => items)) this.#ids.add(upsert(item).id);
      this.#isLoaded = true;
      this.#arrange();
    } catch (error) {
      if (!this.#isLoaded) this.#note.replaceChildren(failedState(error, () => this.show()));
    }
  }

  #arrange() {
    if (!this.#isLoaded || this.element.hidden) return;
    const items = [...this.#ids].map(getItem).filter(Boolean).sort(newest("updatedAt"));
    for (const { element, list, holds, most } of this.sections) {
      const cards = items
        .filter(holds)
        .slice(0, most)
        .map((item) => this.#card(item));
      if (cards.length !== list.children.length || cards.some((card, index) => card !== list.children[index]))
        list.replaceChildren(...cards);
      element.hidden = !cards.length;
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

// -- statistics: how many succeed, how long each phase takes, why some fail

const PHASES = ["extraction", "parsing", "uploading"];
const SPANS = ["last24Hours", "allTime"];
const RADIUS = 52;
const FAULTS_READ = 100;

export function showStats() {
  const body = h("div");
  load(body);
  return { element: h("div.stats", h("h1", { tabindex: -1 }, t("nav.stats")), body), title: () => t("nav.stats") };
}

async function load(body) {
  try {
    const failed = (status) => api.list({ status, limit: FAULTS_READ });
    const [stats, errors, unhealthy] = await Promise.all([api.stats(), failed("error"), failed("unhealthy")]);
    if (!stats.counts.total) return body.replaceChildren(emptyState("cup", t("stats.empty"), t("stats.emptyText")));
    draw(body, stats, [...errors.items, ...unhealthy.items], SPANS[stats.last24Hours.successRate == null ? 1 : 0]);
  } catch (error) {
    body.replaceChildren(failedState(error, () => load(body)));
  }
}

function draw(body, stats, failures, span) {
  const tabs = SPANS.map((name) =>
    h(
      "button.chip",
      { type: "button", "aria-pressed": String(name === span), click: () => draw(body, stats, failures, name) },
      t(`stats.${name}`),
    ),
  );
  const { successRate, phases } = stats[span];
  const charts = [rateChart(successRate), phaseChart(phases), countChart(stats.counts), faultChart(failures)];
  body.replaceChildren(h("div.chips", { role: "group", "aria-label": t("stats.span") }, tabs), h("div.charts", charts));
}

const chart = (name, ...content) => h(`section.chart.${name}`, h("h2", t(`stats.${name}`)), content);

function bars(rows, note) {
  if (!rows.length) return h("p.muted", t("stats.none"));
  return [
    h(
      "ul.bars",
      rows.map(([label, value, share, { reach, tone } = {}]) =>
        h("li", { "data-tone": tone }, h("span", label), h("b", value), bar(share, reach)),
      ),
    ),
    note && h("p.muted", note),
  ];
}

/** `reach` is a paler bar behind. */
function bar(share, reach = 0) {
  const parts = [h("i.reach"), h("i")];
  [reach, share].forEach((part, index) => (parts[index].style.width = `${part * 100}%`));
  return h("div.bar", { "aria-hidden": "true" }, parts);
}

function rateChart(rate) {
  const length = 2 * Math.PI * RADIUS;
  const circle = (kind, share) =>
    svg("circle", { class: kind, cx: 64, cy: 64, r: RADIUS, "stroke-dasharray": `${share * length} ${length}` });
  const ring = svg(
    "svg",
    { class: "ring", viewBox: "0 0 128 128", "aria-hidden": true },
    circle("track", 1),
    circle("value", rate ?? 0),
  );
  const words = rate == null ? ["–", t("stats.rateNone")] : [percent(rate), t("stats.rateText")];
  return chart("rate", h("div.ring-box", ring, h("strong", words[0])), h("p.muted", words[1]));
}

function phaseChart(phases) {
  const known = PHASES.filter((name) => phases[name]).map((name) => [
    name,
    phases[name].medianSeconds,
    phases[name].p95Seconds,
  ]);
  const longest = Math.max(...known.map(([, , slow]) => slow));
  const rows = known.map(([name, median, slow]) => [
    t(`stats.phase.${name}`),
    t("stats.seconds", { median: seconds(median), slow: seconds(slow) }),
    median / longest,
    { reach: slow / longest },
  ]);
  return chart("phases", bars(rows, t("stats.phasesText")));
}

function countChart(counts) {
  return chart(
    "counts",
    bars(
      Object.entries(TONES).map(([status, tone]) => [
        t(`status.${tone}`),
        number(counts[status]),
        counts[status] / counts.total,
        { tone },
      ]),
    ),
  );
}

function faultChart(failures) {
  const causes = Object.values(Object.groupBy(failures, ({ errorCode }) => errorCode)).sort(
    (one, other) => other.length - one.length,
  );
  const rows = causes
    .slice(0, 6)
    .map((items) => [
      fault(items[0]).sentence,
      number(items.length),
      items.length / causes[0].length,
      { tone: "failed" },
    ]);
  return chart("faults", bars(rows));
}

/** Statistics as small charts: how many succeed, how long each phase takes, why some fail. */

import { api } from "./api.js";
import { h, svg } from "./dom.js";
import { emptyState, failedState } from "./empty.js";
import { number, percent, seconds } from "./format.js";
import { hasFailed, fault } from "./status.js";
import { t } from "./strings.js";

const PHASES = ["extraction", "parsing", "uploading"];
const SPANS = ["last24Hours", "allTime"];
const TONES = { success: "done", in_progress: "working", pending: "waiting", unhealthy: "again", error: "failed" };
const RADIUS = 52;
const FAULTS_READ = 100;

export function show() {
  const body = h("div", { class: "stats-body" });
  const element = h("div", { class: "stats" }, h("h1", { tabindex: -1 }, t("nav.stats")), body);
  load(body);
  return { element, title: () => t("nav.stats") };
}

async function load(body) {
  try {
    const [stats, ...pages] = await Promise.all([api.stats(), ...["error", "unhealthy"].map((status) => api.list({ status, limit: FAULTS_READ }))]);
    const failures = pages.flatMap((page) => page.items).filter(hasFailed);
    if (!stats.counts.total) return body.replaceChildren(emptyState("cup", t("stats.empty"), t("stats.emptyText")));
    const span = stats.last24Hours.successRate == null ? "allTime" : "last24Hours";
    draw(body, stats, failures, span);
  } catch (error) {
    body.replaceChildren(failedState(error, () => load(body)));
  }
}

function draw(body, stats, failures, span) {
  const tabs = SPANS.map((name) =>
    h("button", { type: "button", class: "chip", "aria-pressed": name === span, on: { click: () => draw(body, stats, failures, name) } }, t(`stats.${name}`)),
  );
  const charts = [rateChart(stats[span]), phaseChart(stats[span].phases), countChart(stats.counts), faultChart(failures)];
  body.replaceChildren(h("div", { class: "chips", role: "group", "aria-label": t("stats.span") }, tabs), h("div", { class: "charts" }, charts));
}

const chart = (name, ...content) => h("section", { class: `chart ${name}` }, h("h2", null, t(`stats.${name}`)), ...content);

function rateChart({ successRate }) {
  const length = 2 * Math.PI * RADIUS;
  const circle = (className, share) => svg("circle", { class: className, cx: 64, cy: 64, r: RADIUS, "stroke-dasharray": `${share * length} ${length}` });
  const label = successRate == null ? "–" : percent(successRate);
  const ring = svg("svg", { class: "ring", viewBox: "0 0 128 128", "aria-hidden": "true" }, circle("track", 1), circle("value", successRate ?? 0));
  return chart("rate", h("div", { class: "ring-box" }, ring, h("strong", null, label)), h("p", { class: "muted" }, t(successRate == null ? "stats.rateNone" : "stats.rateText")));
}

function phaseChart(phases) {
  const longest = Math.max(0.1, ...PHASES.map((name) => phases[name]?.p95Seconds ?? 0));
  const rows = PHASES.filter((name) => phases[name]).map((name) => {
    const { medianSeconds: median, p95Seconds: slow } = phases[name];
    return row(t(`stats.phase.${name}`), t("stats.seconds", { median: seconds(median), slow: seconds(slow) }), bar(median / longest, slow / longest));
  });
  return chart("phases", ...(rows.length ? [h("ul", { class: "bars" }, rows), h("p", { class: "muted" }, t("stats.phasesText"))] : [nothing()]));
}

function countChart(counts) {
  const rows = Object.entries(TONES).map(([status, tone]) => row(t(`stats.status.${status}`), number(counts[status]), bar(counts[status] / counts.total), tone));
  return chart("counts", h("ul", { class: "bars" }, rows));
}

function faultChart(failures) {
  const causes = new Map();
  for (const item of failures) causes.set(item.errorCode, [...(causes.get(item.errorCode) ?? []), item]);
  const sorted = [...causes.values()].sort((one, other) => other.length - one.length).slice(0, 6);
  const rows = sorted.map((items) => row(fault(items[0]).sentence, number(items.length), bar(items.length / sorted[0].length), "failed"));
  return chart("faults", rows.length ? h("ul", { class: "bars" }, rows) : nothing());
}

const nothing = () => h("p", { class: "muted" }, t("stats.none"));

const row = (label, value, drawn, tone = "") => h("li", { "data-tone": tone }, h("span", null, label), h("b", null, value), drawn);

/** A bar; `reach` is a paler one behind it. */
function bar(share, reach = 0) {
  const fill = (className, part) => {
    const element = h("i", { class: className });
    element.style.width = `${Math.min(1, part) * 100}%`;
    return element;
  };
  return h("div", { class: "bar", "aria-hidden": "true" }, reach ? fill("reach", reach) : null, fill("fill", share));
}

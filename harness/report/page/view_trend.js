// The pass rate over time, of the runs of the same suites: a line through the runs, each with its interval.

import { headRow, scrolledTable } from "./card.js";
import { drawing, element, fill } from "./element.js";
import { count, percent, time } from "./format.js";
import { choose } from "./state.js";
import { inline, visibleText } from "./text.js";
import { localTime, pageOf } from "./view_runs.js";

const MOST_POINTS = 60;
const HEIGHT = 200;
/** Units of the drawing between two runs; a unit is a pixel where the chart is drawn. */
const LEAST_STEP = 14;
const EDGE = { left: 48, right: 12, top: 12, bottom: 24 };

/** Hidden where no suites were run twice. `wanted` is the key of a series, or "". */
export function showTrend(section, runs, wanted) {
  const series = seriesOf(runs);
  const shown = series.find((each) => each.key === wanted) ?? series[0];
  section.hidden = !shown;
  if (!shown) return fill(section);
  const scrolledTo = section.querySelector(".trend-chart")?.scrollLeft;
  fill(
    section,
    element(
      "header",
      { class: "trend-head" },
      element("h2", { id: "trend-title" }, "Pass rate over time"),
      series.length > 1 ? seriesMenu(series, shown) : element("span", { class: "aside" }, shown.key.includes(", ") ? "suites " : "suite ", inline(shown.key)),
    ),
    chart(shown, roomIn(section)),
    figuresTable(shown),
  );
  const drawn = section.querySelector(".trend-chart");
  drawn.scrollLeft = scrolledTo ?? drawn.scrollWidth;  // The newest end first, where not all of it has room.
}

/** By suites, those of the newest run first; each with two runs or more that ended, the oldest first. */
function seriesOf(runs) {
  const byKey = new Map();
  for (const run of runs) {
    if (run.state !== "ended" || run.shards || run.figures?.pass_rate === undefined) continue;
    const key = [...run.suites].sort().join(", ");
    if (!byKey.has(key)) byKey.set(key, { key, runs: [] });
    byKey.get(key).runs.unshift(run);
  }
  return [...byKey.values()]
    .filter((series) => series.runs.length > 1)
    .map(({ key, runs: all }) => ({ key, all, runs: all.slice(-MOST_POINTS) }));
}

function seriesMenu(series, shown) {
  const field = element(
    "select",
    { "aria-label": "Suites", onchange: () => choose({ trend: field.value }) },
    series.map(({ key, all }) =>
      element("option", { value: key, selected: key === shown.key }, `${visibleText(key)} (${count(all.length)} runs)`),
    ),
  );
  return field;
}

function roomIn(section) {
  const { paddingLeft, paddingRight } = getComputedStyle(section);
  return Math.max(section.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight), 240);
}

/** As wide as there is room, so that its letters are as large as they are meant; wider where there are many runs. */
function chart({ key, runs }, room) {
  const lowest = Math.min(...runs.map((run) => run.figures.pass_rate_95[0]));
  const floor = lowest >= 0.5 ? 0.5 : 0;
  const y = (share) => EDGE.top + ((1 - share) / (1 - floor)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const width = Math.max(room, EDGE.left + EDGE.right + runs.length * LEAST_STEP);
  const step = (width - EDGE.left - EDGE.right) / runs.length;
  const points = runs.map((run, index) => ({ run, x: EDGE.left + (index + 0.5) * step, y: y(run.figures.pass_rate) }));
  const drawn = element(
    "div",
    { class: "trend-chart", tabindex: "0", role: "group", "aria-labelledby": "trend-title" },
    drawing(
      "svg",
      { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": inWords(key, runs) },
      trendGrid(floor, y, width),
      drawing("polyline", { class: "trend-line", points: points.map((at) => `${at.x},${at.y}`).join(" ") }),
      points.map((at) => pointOf(at, y)),
      timeLabels(points, width),
    ),
  );
  if (width > room) drawn.firstChild.style.minWidth = `${width}px`;
  return drawn;
}

function trendGrid(floor, y, width) {
  return [0, 0.25, 0.5, 0.75, 1]
    .map((part) => floor + part * (1 - floor))
    .map((share) => [
      drawing("line", { class: "trend-grid", x1: EDGE.left, x2: width - EDGE.right, y1: y(share), y2: y(share) }),
      drawing("text", { class: "trend-text", x: EDGE.left - 8, y: y(share) + 4, "text-anchor": "end" }, axisText(share)),
    ]);
}

const axisText = (share) => `${Number((share * 100).toFixed(1))}\u202f%`;

function pointOf({ run, x, y: at }, y) {
  const { verdict, figures } = run;
  const [low, high] = figures.pass_rate_95;
  const kind = { Passed: "passed", Failed: "failed" }[verdict] ?? "incomplete";
  const title = `${run.label || run.folder}: ${percent(figures.pass_rate)}, ${verdict}, ${time(run.started)}`;
  return drawing(
    "g",
    { class: `trend-point of-${kind}` },
    drawing("title", {}, title),
    drawing("path", { class: "trend-whisker", d: `M${x - 3} ${y(high)}h6M${x} ${y(high)}V${y(low)}M${x - 3} ${y(low)}h6` }),
    kind === "passed"
      ? drawing("circle", { class: "trend-dot", cx: x, cy: at, r: 4.5 })
      : drawing("rect", { class: "trend-dot", x: x - 4, y: at - 4, width: 8, height: 8 }),
  );
}

/** The first and the last. */
function timeLabels(points, width) {
  return [points[0], points.at(-1)].map(({ run }, index) =>
    drawing(
      "text",
      {
        class: "trend-text",
        x: index === 0 ? EDGE.left : width - EDGE.right,
        y: HEIGHT - 6,
        "text-anchor": index === 0 ? "start" : "end",
      },
      localTime(run.started),
    ),
  );
}

function inWords(key, runs) {
  const rates = runs.map((run) => run.figures.pass_rate);
  const told = (run) => `${percent(run.figures.pass_rate)} on ${time(run.started)}`;
  return (
    `Pass rate of ${key} over ${count(runs.length)} runs: ${told(runs[0])}, ${told(runs.at(-1))}; ` +
    `lowest ${percent(Math.min(...rates))}, highest ${percent(Math.max(...rates))}.`
  );
}

function figuresTable({ runs, all }) {
  const rows = [...runs].reverse().map((run) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: pageOf(run) }, inline(run.label || run.folder))),
      element("td", {}, element("time", { datetime: run.started, title: time(run.started) }, localTime(run.started))),
      element("td", { class: "number" }, percent(run.figures.pass_rate)),
      element("td", { class: "number" }, run.figures.pass_rate_95.map(percent).join(" to ")),
      element("td", {}, run.verdict),
    ),
  );
  const left = all.length - runs.length;
  return element(
    "details",
    {},
    element("summary", {}, "These figures as a table", left > 0 && element("span", { class: "aside" }, ` · ${count(left)} earlier runs are not shown`)),
    scrolledTable(
      "Pass rates over time",
      "trend-table",
      headRow("Run", "Started", "Pass rate", "95\u202f% interval", "Verdict"),
      rows,
    ),
  );
}

// The last runs of the same suites: the pass rate with its interval, and below it cost and latency, each a line over the
// same runs; and all of it as a table.

import { headRow, scrolledTable } from "./card.js";
import { drawing, element } from "./element.js";
import { counted, duration, money, percent, time } from "./format.js";
import { inline, visibleText } from "./text.js";

// Drawings are as wide as 100 and as high as this, and are stretched; their lines are not.
const WIDTH = 100;
const HEIGHT = 100;

/** The card on the last runs; null where there is only this one. */
export function trendCard(trend) {
  if (!trend || trend.length < 2) return null;
  const cost = (run) => run.cost;
  const latency = (run) => run.latency_p50_ms;
  return element(
    "section",
    { class: "card trend", "aria-labelledby": "trend-title" },
    element(
      "header",
      {},
      element("h2", { id: "trend-title" }, "Trend"),
      element("span", { class: "aside" }, `the last ${counted(trend.length, "run")} of these suites`),
    ),
    rateChart(trend),
    sparkLine(trend, "Cost", cost, money),
    sparkLine(trend, "Latency p50", latency, duration),
    trendTable(trend),
  );
}

const placeOf = (trend, index) => (WIDTH * (index + 0.5)) / trend.length;

/** The least and the greatest of the intervals, in whole tenths. */
function rateScale(trend) {
  const rated = trend.filter(hasRate);
  const low = Math.floor(Math.min(...rated.map((run) => run.low)) * 10) / 10;
  const high = Math.ceil(Math.max(...rated.map((run) => run.high)) * 10) / 10;
  return { low, high, at: (share) => HEIGHT * (1 - (share - low) / (high - low)) };
}

const hasRate = (run) => run.pass_rate !== undefined;

function rateChart(trend) {
  if (!trend.some(hasRate)) return null;
  const scale = rateScale(trend);
  const rate = (run) => (hasRate(run) ? scale.at(run.pass_rate) : null);
  const chart = stretched(
    "rate-chart",
    rateText(trend),
    whiskers(trend, scale),
    drawing("path", { class: "line", d: pathThrough(trend, rate) }),
    dots(trend, rate),
    hitAreas(trend),
  );
  return chartRow(
    "Pass rate",
    percent(trend.at(-1).pass_rate),
    chart,
    [scale.high, scale.low].map((share) => element("span", {}, `${Math.round(share * 100)}\u202f%`)),
  );
}

function whiskers(trend, scale) {
  const whisker = (run, index) =>
    hasRate(run) &&
    drawing("path", {
      class: "whisker",
      d: `M${placeOf(trend, index)} ${scale.at(run.low)}V${scale.at(run.high)}`,
    });
  return trend.map(whisker);
}

/** A figure that no less than nothing is; null where no run knows it. */
function sparkLine(trend, name, valueOf, text) {
  const known = trend.map(valueOf).filter((value) => value !== undefined);
  if (known.length < 2) return null;
  const most = Math.max(...known) || 1;
  const at = (run) => (valueOf(run) === undefined ? null : HEIGHT * (1 - (0.85 * valueOf(run)) / most));
  const first = trend.find((run) => valueOf(run) !== undefined);
  const label = `${name}: ${text(valueOf(first))} first, ${text(known.at(-1))} last, ${text(most)} at most`;
  const chart = stretched(
    "spark",
    label,
    drawing("path", { class: "line", d: pathThrough(trend, at) }),
    dots(trend, at),
    hitAreas(trend),
  );
  return chartRow(name, text(valueOf(trend.at(-1))), chart);
}

function chartRow(name, value, chart, scale = null) {
  return element(
    "div",
    { class: "trend-row" },
    element("span", { class: "trend-name" }, name),
    element("span", { class: "scale", "aria-hidden": "true" }, scale),
    chart,
    element("span", { class: "number strong" }, value),
  );
}

function stretched(className, label, ...parts) {
  const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" };
  return drawing("svg", { ...box, class: className, role: "img", "aria-label": label }, parts);
}

/** A line that breaks where there is no value. */
function pathThrough(trend, heightOf) {
  let path = "";
  let open = false;
  trend.forEach((run, index) => {
    const height = heightOf(run);
    if (height !== null) path += `${open ? "L" : "M"}${placeOf(trend, index)} ${height}`;
    open = height !== null;
  });
  return path;
}

/** Lines without length, which their round ends make dots however the drawing is stretched. */
function dots(trend, heightOf) {
  return trend.map((run, index) => {
    const height = heightOf(run);
    if (height === null) return null;
    const isLast = index === trend.length - 1;
    return drawing("path", { class: isLast ? "dot last" : "dot", d: `M${placeOf(trend, index)} ${height}h0` });
  });
}

/** What the pointer meets tells of the run. */
function hitAreas(trend) {
  return trend.map((run, index) =>
    drawing(
      "rect",
      { class: "hit", x: (WIDTH * index) / trend.length, y: 0, width: WIDTH / trend.length, height: HEIGHT },
      drawing("title", {}, visibleText(titleOf(run))),
    ),
  );
}

function titleOf(run) {
  const figures = [percent(run.pass_rate), intervalOf(run), money(run.cost), `p50 ${duration(run.latency_p50_ms)}`];
  return `${run.id}\n${time(run.started)}\n${figures.join(" · ")}`;
}

function intervalOf(run) {
  return hasRate(run) ? `${(run.low * 100).toFixed(1)}–${(run.high * 100).toFixed(1)}\u202f%` : "–";
}

function rateText(trend) {
  const rates = trend.filter(hasRate).map((run) => run.pass_rate);
  const [first, last] = [rates[0], rates.at(-1)].map(percent);
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map(percent);
  return `Pass rate over ${counted(trend.length, "run")}: ${first} first, ${last} last, between ${least} and ${most}`;
}

function trendTable(trend) {
  const rows = [...trend].reverse().map((run, index) =>
    element(
      "tr",
      { "aria-current": index === 0 ? "true" : null },
      element("th", { scope: "row" }, inline(run.id), index === 0 && element("span", { class: "aside" }, " this run")),
      element("td", {}, time(run.started), run.label && element("div", { class: "aside" }, inline(run.label))),
      element("td", {}, run.mode.replace("_", " ")),
      numberCell("Pass rate", percent(run.pass_rate)),
      numberCell("95\u202f% interval", intervalOf(run)),
      numberCell("Passed", `${run.passed}/${run.counted}`),
      numberCell("Cost", money(run.cost)),
      numberCell("p50", duration(run.latency_p50_ms)),
    ),
  );
  const head = headRow("Run", "Started", "Mode", "Pass rate", "95\u202f% interval", "Passed", "Cost", "p50");
  return element(
    "details",
    {},
    element("summary", {}, "As a table"),
    scrolledTable("The last runs", "runs", head, rows),
  );
}

function numberCell(name, text) {
  return element("td", { class: "number", "data-name": name }, text);
}

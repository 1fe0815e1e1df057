// Histograms: a lane for each model, on one axis and to one height.

import { axisRow, chartCard, gridLines, laneDrawing, laneLine, numbersBehind, shareText } from "./chart.js";
import { hitsOver } from "./chart_hits.js";
import { binned } from "./chart_scale.js";
import { headRow } from "./card.js";
import { drawing, element } from "./element.js";
import { count, counted, percent } from "./format.js";
import { inline, visibleText } from "./text.js";

/** What is seen of a bin that is not empty, however full another one is. */
const LEAST_HEIGHT = 0.03;
/** Of a lane's height; the rest is air above the highest bar. */
const MOST_HEIGHT = 0.92;

/**
 * A card of histograms. `rows` are { model, values, figures (texts), marks [{ at, className }] } with a mark for each of
 * the chart's `figures` (their names), `size` is the number of bins, `textOf` tells a value; `filtersOf(from, to, isLast)` are those of a bin's cases.
 */
export function histogramCard(chart) {
  const rows = chart.rows.map((row) => ({ ...row, bins: binned(row.values, chart.scale, chart.size) }));
  const fullest = Math.max(...rows.map((row) => Math.max(...row.bins) / row.values.length));
  const single = rows.length === 1;
  const columns = chart.figures.length;
  const heads = chart.figures.map((name, i) => [lineSample(rows[0].marks[i]), name]);
  const table = element(
    "table",
    { class: `lanes histograms${single ? " single" : ""}` },
    headRow(single ? "Units" : "Model", chart.axis, ...heads),
    element(
      "tbody",
      {},
      rows.map((row) => histogramRow(chart, row, fullest, single)),
      axisRow({ scale: chart.scale, textOf: chart.textOf, alternative: chart.alternative, columns }),
    ),
  );
  return chartCard(chart, table, numbersBehind(chart.title, ["Bin", ...rows.map((row) => inline(row.model))], numbers));

  function numbers() {
    return rows[0].bins.map((_, i) => [binText(chart, i), ...rows.map((row) => count(row.bins[i]))]);
  }
}

/** The line that a figure has in the lanes, beside its name. */
function lineSample({ className }) {
  const attributes = { class: "line-sample", viewBox: "0 0 3 12", "aria-hidden": "true" };
  return drawing("svg", attributes, drawing("line", { class: className, x1: 1.5, x2: 1.5, y1: 0, y2: 12 }));
}

function histogramRow(chart, row, fullest, single) {
  const units = row.values.length;
  const label = `${visibleText(row.model)}: ${counted(units, "unit")}; ${row.told}`;
  const bars = row.bins.map((tally, i) => {
    if (tally === 0) return null;
    const height = Math.max((tally / units / fullest) * MOST_HEIGHT, LEAST_HEIGHT);
    const along = { x: shareText(i / chart.size), width: shareText(1 / chart.size) };
    return drawing("rect", { class: "bar", ...along, y: shareText(1 - height), height: shareText(height) });
  });
  const upright = (x, className) => laneLine(x, 0, x, 1, className);
  const marks = row.marks.map(({ at, className }) => upright(chart.scale.place(at), className));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, single ? count(units) : inline(row.model)),
    element(
      "td",
      { class: "lane" },
      laneDrawing(label, gridLines(chart.scale), bars, marks),
      hitsOver(hitsOf(chart, row)),
    ),
    row.figures.map((text, i) => element("td", { class: "number", "data-name": chart.figures[i] }, text)),
  );
}

function hitsOf(chart, row) {
  const marks = [];
  row.bins.forEach((tally, i) => {
    if (tally === 0) return;
    const text = `${binText(chart, i)}: ${counted(tally, "unit")}, ${percent(tally / row.values.length)}`;
    const [from, to] = [i / chart.size, (i + 1) / chart.size];
    marks.push({ from, to, text, filters: { model: row.model, ...chart.filtersOf(i) } });
  });
  return marks;
}

function binText(chart, i) {
  const [from, to] = [i, i + 1].map((edge) => chart.scale.at(edge / chart.size));
  return `${chart.textOf(from)} – ${chart.textOf(to)}`;
}

// Differences as points with plotWhiskers around 0, the margin shaded. All rows of a plot share its axis.

import { drawing, element } from "./element.js";
import { findingBadge, findingClass } from "./fates.js";
import { inline } from "./text.js";

/**
 * `groups` are { title, rows }, a row { name, measure, words, scale }: its figures times `scale` stand on the axis, whose
 * own carry `unit`. Null where no row has a difference.
 */
export function forestPlot(groups, unit) {
  const filled = groups.filter((group) => group.rows.length > 0);
  const axis = axisOf(filled.flatMap((group) => group.rows).filter(hasDifference));
  if (!axis) return null;
  return element(
    "table",
    { class: "plot" },
    element("colgroup", {}, ["of-name", "of-lane", "of-figures", "of-finding"].map((name) => element("col", { class: name }))),
    plotHead(),
    filled.map((group) => plotBody(group, axis)),
    element("tbody", {}, plotAxisRow(axis, unit)),
  );
}

const finite = (value) => typeof value === "number" && Number.isFinite(value);
const hasDifference = ({ measure }) => finite(measure.base) && finite(measure.candidate) && finite(measure.difference);
const hasWhiskers = ({ measure }) => finite(measure.interval?.low) && finite(measure.interval?.high);

function axisOf(rows) {
  if (rows.length === 0) return null;
  const shown = rows.flatMap((row) => {
    const { difference, margin, interval } = row.measure;
    const ends = hasWhiskers(row) ? [interval.low, interval.high] : [];
    return [0, difference, margin, -margin, ...ends].map((value) => value * row.scale);
  });
  let low = shown.reduce((a, b) => Math.min(a, b));
  let high = shown.reduce((a, b) => Math.max(a, b));
  if (high - low < 1e-12) [low, high] = [-1, 1];
  const room = (high - low) * 0.06;
  const axis = { low: low - room, high: high + room, step: niceStep((high - low) / 6) };
  axis.place = (value) => `${(((value - axis.low) / (axis.high - axis.low)) * 100).toFixed(2)}%`;
  return axis;
}

/** 1, 2, 5 or 10 times a power of ten, at least `least`. */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least);
}

function marksOn({ low, high, step }) {
  const marks = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) marks.push(at * step);
  return marks;
}

function plotHead() {
  const names = ["What", "Plot", "Difference and interval", "Finding"];
  return element(
    "thead",
    { class: "off-screen" },
    element("tr", {}, names.map((name) => element("th", { scope: "col" }, name))),
  );
}

function plotBody({ title, rows }, axis) {
  const head = title && element("tr", { class: "group" }, element("th", { scope: "rowgroup", colspan: 4 }, title));
  return element("tbody", {}, head, rows.map((row) => plotRow(row, axis)));
}

function plotRow(row, axis) {
  const { measure, words } = row;
  return element(
    "tr",
    { class: findingClass(measure.finding) },
    element("th", { scope: "row" }, inline(row.name)),
    element("td", { class: "lane" }, element("span", { class: "off-screen" }, words.difference), lane(row, axis)),
    element(
      "td",
      { class: "number" },
      element("b", {}, words.difference),
      measure.interval && element("span", { class: "aside" }, words.interval),
    ),
    element("td", { class: "found" }, findingBadge(measure.finding)),
  );
}

function lane(row, axis) {
  const drawn = hasDifference(row);
  const { measure, scale } = row;
  return drawing(
    "svg",
    { "aria-hidden": "true" },
    drawn && measure.margin > 0 && band(measure.margin * scale, axis),
    marksOn(axis).map((at) => upright("grid-line", axis.place(at))),
    upright("zero", axis.place(0)),
    drawn && hasWhiskers(row) && plotWhiskers(measure.interval, scale, axis),
    drawn && drawing("circle", { class: "point", cx: axis.place(measure.difference * scale), cy: "50%", r: 4.5 }),
  );
}

function band(margin, axis) {
  const width = `${(((2 * margin) / (axis.high - axis.low)) * 100).toFixed(2)}%`;
  return drawing("rect", { class: "band", x: axis.place(-margin), y: "0%", width, height: "100%" });
}

const stroke = (kind, x1, x2, y1, y2) => drawing("line", { class: kind, x1, x2, y1, y2 });
const upright = (kind, at) => stroke(kind, at, at, "0%", "100%");

function plotWhiskers(interval, scale, axis) {
  const [low, high] = [axis.place(interval.low * scale), axis.place(interval.high * scale)];
  const end = (at) => stroke("whisker", at, at, "32%", "68%");
  return [stroke("whisker", low, high, "50%", "50%"), end(low), end(high)];
}

/** Figures of the axis, below all rows. */
function plotAxisRow(axis, unit) {
  const figures = marksOn(axis).map((at) => {
    const value = Math.abs(at) < axis.step / 2 ? 0 : Number(at.toPrecision(6));
    return drawing("text", { x: axis.place(at), y: "70%", "text-anchor": "middle" }, value > 0 ? `+${value}` : value);
  });
  return element(
    "tr",
    { class: "axis" },
    element("td"),
    element("td", { class: "lane" }, drawing("svg", { "aria-hidden": "true" }, figures)),
    element("td", { class: "aside" }, unit),
    element("td"),
  );
}

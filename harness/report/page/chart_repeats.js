// How reliable answers are where units were asked more than once: how many passed never, sometimes, always.

import { axisRow, gridLines, laneDrawing, shareText } from "./chart.js";
import { hitsOver } from "./chart_hits.js";
import { byModel, isCounted } from "./chart_units.js";
import { headRow } from "./card.js";
import { drawing, element } from "./element.js";
import { count, counted, percent } from "./format.js";
import { inline, visibleText } from "./text.js";
import { linearScale } from "./chart_scale.js";

const OUTCOMES = [
  { key: "never", title: "Never passed" },
  { key: "sometimes", title: "Sometimes", filters: { status: "flaky" } },
  { key: "always", title: "Always" },
];

/** The chart with its finding; null where no unit has several answers. Copies of an answer are left out. */
export function repeatsChart(units) {
  const models = byModel(units, (unit) => isCounted(unit) && answersOfUnit(unit).of > 1);
  if (models.size === 0) return null;
  const rows = [...models].map(([model, of]) => ({ model, units: of.length, ...outcomesOf(of) }));
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const all = sum("units");
  const [never, sometimes, always] = OUTCOMES.map(({ key }) => count(sum(key)));
  const asked = `Of ${counted(all, "unit")} asked more than once`;
  const told = `${asked}, ${always} passed always, ${sometimes} sometimes and ${never} never`;
  return { finding: `${told}.`, chart: repeatsTable(rows, told) };
}

/** Answers of a unit, each once, and how many of them passed. */
function answersOfUnit(unit) {
  return { of: unit.answers ?? unit.repeats, passed: unit.answers_passed ?? unit.repeats_passed };
}

function outcomesOf(units) {
  const tally = { never: 0, sometimes: 0, always: 0 };
  for (const unit of units) {
    const { of, passed } = answersOfUnit(unit);
    tally[passed === 0 ? "never" : passed === of ? "always" : "sometimes"] += 1;
  }
  return tally;
}

function repeatsTable(rows, alternative) {
  const scale = linearScale(0, 1);
  const single = rows.length === 1;
  const textOf = (value) => `${Math.round(value * 100)}\u202f%`;
  return element(
    "table",
    { class: "lanes outcomes" },
    headRow(single ? "Units" : "Model", "Share of units", ...OUTCOMES.map((part) => [swatch(part.key), part.title])),
    element(
      "tbody",
      {},
      rows.map((row) => repeatsRow(row, scale, single)),
      axisRow({ scale, textOf, alternative, columns: OUTCOMES.length }),
    ),
  );
}

function swatch(key) {
  const square = outcomeBar(key, { x: 0, y: 0, width: 10, height: 10 });
  return drawing("svg", { class: "swatch", viewBox: "0 0 10 10", "aria-hidden": "true" }, square);
}

const outcomeBar = (key, place) => drawing("rect", { class: `part of-${key}`, ...place });

function repeatsRow(row, scale, single) {
  let from = 0;
  const placed = OUTCOMES.filter(({ key }) => row[key] > 0).map(({ key, title, filters }) => {
    const to = from + row[key] / row.units;
    const text = `${title}: ${counted(row[key], "unit")}, ${percent(row[key] / row.units)}`;
    const made = { key, from, to, text, filters: filters && { model: row.model, ...filters } };
    from = to;
    return made;
  });
  const bars = placed.map(({ key, from: x, to }) => {
    const place = { x: shareText(x), width: shareText(to - x), y: "20%", height: "60%" };
    return outcomeBar(key, place);
  });
  const label = `${visibleText(row.model)}: ${placed.map(({ text }) => text).join("; ")}`;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, single ? count(row.units) : inline(row.model)),
    element("td", { class: "lane" }, laneDrawing(label, gridLines(scale), bars), hitsOver(placed)),
    OUTCOMES.map(({ key, title }) => {
      return element("td", { class: "number", "data-name": title.toLowerCase() }, count(row[key]));
    }),
  );
}

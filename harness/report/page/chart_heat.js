// A heat map of where it fails: prompts, tags and metrics by model, or by prompt where there is one model. Each cell
// says its number; its colour says how much is missing to all, and is none where nothing is.

import { chartCard } from "./chart.js";
import { countedOfCell, isCounted, distinctOf } from "./chart_units.js";
import { element } from "./element.js";
import { headRow } from "./card.js";
import { count, percent, score } from "./format.js";
import { casesLink } from "./link.js";
import { inline, visibleText } from "./text.js";

/** Share of the cells that must hold a number for the map to be one. */
const LEAST_FILLED_SHARE = 0.5;

/** The card, with `behind` folded away in it; null where one column or less would be all. */
export function heatCard(run, behind) {
  const { cells } = run.head.summary;
  const models = distinctOf(cells.map((cell) => cell.model));
  const key = models.length > 1 ? "model" : "prompt";
  const columns = key === "model" ? models : distinctOf(cells.map((cell) => cell.prompt));
  const sections = [promptRows(cells, key), tagRows(run.units, key), metricRows(cells, key)].filter(
    (section) => section && filledShare(section, columns) >= LEAST_FILLED_SHARE,
  );
  if (columns.length < 2 || sections.length === 0) return null;
  const rated = sections
    .flatMap((section) => section.rows)
    .flatMap((row) => [...row.cells].map(([column, cell]) => ({ row, column, ...cell })));
  const worst = rated.reduce((a, b) => (b.value < a.value ? b : a));
  return chartCard(
    { title: "Where it fails", aside: `by ${key}`, finding: lowest(worst) },
    heatTables(sections, columns, key, heatText(rated, worst)),
    heatLegend(),
    behind.length > 0 && element("details", { class: "behind" }, element("summary", {}, "Tables"), behind),
  );
}

function filledShare({ rows }, columns) {
  return rows.reduce((sum, row) => sum + row.cells.size, 0) / (rows.length * columns.length || 1);
}

/** By suite and prompt, where the columns are models. */
function promptRows(cells, key) {
  if (key !== "model") return null;
  const rows = new Map();
  for (const { suite, prompt, model, counts } of cells) {
    if (counts.pass_rate === undefined) continue;
    const row = heatRowOf(rows, `${suite} · ${prompt}`, { suite, prompt });
    row.cells.set(model, rateCell(counts.passed, countedOfCell(counts)));
  }
  return { name: "Prompts", rows: [...rows.values()] };
}

/** By tag, counted from the units in one pass. */
function tagRows(units, key) {
  const rows = new Map();
  for (const unit of units) {
    if (!isCounted(unit)) continue;
    for (const tag of unit.tags ?? []) {
      const row = heatRowOf(rows, tag, { tag });
      const tally = row.cells.get(unit[key]) ?? { passed: 0, counted: 0 };
      tally.passed += unit.status === "passed";
      tally.counted += 1;
      row.cells.set(unit[key], tally);
    }
  }
  for (const row of rows.values()) {
    for (const [column, { passed, counted }] of row.cells) row.cells.set(column, rateCell(passed, counted));
  }
  return { name: "Tags", rows: [...rows.values()].sort((a, b) => heatMean(a) - heatMean(b)) };
}

const heatMean = ({ cells }) => [...cells.values()].reduce((sum, cell) => sum + cell.value, 0) / cells.size;

/** Metrics that are means of scores, from 0 to 1: by suite, and by prompt where the columns are models. */
function metricRows(cells, key) {
  const rows = new Map();
  for (const { suite, prompt, metrics, ...cell } of cells) {
    for (const [metric, { value, aggregate, count: verdicts }] of Object.entries(metrics)) {
      if (aggregate !== "mean") continue;
      const of = [suite, key === "model" && prompt].filter(Boolean).join(" · ");
      const row = heatRowOf(rows, `${metric} · ${of}`, { suite, ...(key === "model" ? { prompt } : {}) });
      Object.assign(row, { title: metric, of });
      const told = `mean of ${count(verdicts)} verdicts`;
      row.cells.set(key === "model" ? cell.model : prompt, { value, text: score(value), told });
    }
  }
  return { name: "Metrics", rows: [...rows.values()] };
}

function heatRowOf(rows, name, filters) {
  if (!rows.has(name)) rows.set(name, { name, filters, cells: new Map() });
  return rows.get(name);
}

function rateCell(passed, counted) {
  const value = passed / counted;
  return { value, text: percent(value), told: `${count(passed)} of ${count(counted)} passed` };
}

/** A table for each section, beside each other where there is room. */
function heatTables(sections, columns, key, label) {
  const tables = sections
    .filter((section) => section.rows.length > 0)
    .map(({ name, rows }) =>
      element(
        "div",
        { class: "scrolled", tabindex: "0", role: "group", "aria-label": `${name} by ${key}` },
        element(
          "table",
          { class: "heat" },
          headRow(name, ...columns.map((column) => inline(column))),
          element("tbody", {}, rows.map((row) => heatRow(row, columns, key))),
        ),
      ),
    );
  const all = element("div", { class: "heats" }, element("p", { class: "off-screen" }, label, "."), tables);
  all.style.setProperty("--columns", columns.length);
  return all;
}

function heatRow(row, columns, key) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, casesLink(row.filters, {}, inline(row.title ?? row.name)), rowAside(row)),
    columns.map((column) => heatCell(row, column, key)),
  );
}

const rowAside = ({ of }) => of && element("div", { class: "aside" }, inline(of));

function heatCell(row, column, key) {
  const cell = row.cells.get(column);
  if (!cell) return element("td", { class: "none" }, "–");
  const title = `${visibleText(row.name)}, ${visibleText(column)}: ${cell.text}, ${cell.told}`;
  const made = element("td", {}, casesLink({ ...row.filters, [key]: column }, { title }, cell.text));
  made.style.setProperty("--missing", strengthOf(1 - cell.value));
  return made;
}

/** How strong a colour is for what is missing to all: small lacks are told apart more finely than large ones. */
const strengthOf = (missing) => `${(Math.min(Math.max(missing, 0), 1) ** 0.7 * 100).toFixed(1)}%`;

function heatLegend() {
  const steps = [1, 0.75, 0.5, 0.25, 0].map((value) => {
    const step = element("span", {}, `${value * 100}\u202f%`);
    step.style.setProperty("--missing", strengthOf(1 - value));
    return step;
  });
  return element("p", { class: "heat-scale", "aria-hidden": "true" }, steps);
}

function lowest({ row, column, text, told, value }) {
  if (value === 1) return "Nothing fails.";
  return ["Lowest: ", inline(row.name), ", ", inline(column), ` with ${text} (${told}).`];
}

function heatText(rated, worst) {
  const best = rated.reduce((a, b) => (b.value > a.value ? b : a));
  const told = ({ row, column, text }) => `${text} (${visibleText(`${row.name}, ${column}`)})`;
  return `Pass rates and metrics from ${told(worst)} to ${told(best)}`;
}

// What came of a comparison: one sentence, what the reader must know, the figures behind it, the gates, and differences
// drawn around 0.

import { card } from "./card.js";
import { measureTable } from "./compare_measures.js";
import { forestPlot } from "./compare_plot.js";
import { element, fill } from "./element.js";
import { fateWord, findingClass, findingMark, findingWord } from "./fates.js";
import { count, counted, time } from "./format.js";
import { gatesCard } from "./gates.js";
import { viewLink } from "./link.js";
import { NO_FILTER } from "./state.js";
import { inline, visible } from "./text.js";

/** Fills the section that stands above the units. */
export function showComparison(section, source) {
  const { comparison, words } = source.head;
  fill(
    section,
    verdictOf(source.head),
    words.notes.length > 0 && element("ul", { class: "notice" }, words.notes.map((note) => element("li", {}, visible(note)))),
    changeFigures(comparison, words),
    gatesCard(comparison.gates),
    rateCard(source.head),
    plotCard("Metrics, cost and time, difference as a share of the base", measurePlot(source.head), comparison.method),
    wholeTable(source.head),
  );
}

function verdictOf({ comparison, words, ...runs }) {
  const facts = ["base", "candidate"].map((side) => sideFacts(side, words[side], comparison[side], runs[side]));
  return element(
    "section",
    { class: `verdict ${findingClass(comparison.finding)}` },
    element("h1", { id: "verdict-title" }, findingMark(comparison.finding), findingWord(comparison.finding)),
    element("p", { class: "sentence" }, visible(withoutFinding(words.sentence, findingWord(comparison.finding)))),
    element("ul", { class: "facts compared-sides" }, facts),
  );
}

/** The heading says already what was found. */
function withoutFinding(sentence, finding) {
  const lead = `${finding}: `;
  if (!sentence.toLowerCase().startsWith(lead.toLowerCase())) return sentence;
  return `${sentence.charAt(lead.length).toUpperCase()}${sentence.slice(lead.length + 1)}`;
}

function sideFacts(side, name, told, run) {
  const models = told.model ? [told.model] : (run.models ?? []).map((model) => model.name ?? model.id ?? "");
  const parts = [
    counted(told.units, "unit"),
    run.started && time(run.started),
    run.mode && `mode ${run.mode.replace("_", " ")}`,
    models.filter(Boolean).length > 0 && models.length < 4 && ["model ", inline(models.filter(Boolean).join(", "))],
    run.version && `Sightline ${run.version}`,
  ];
  return element(
    "li",
    {},
    `${side}: `,
    inline(name, { class: "strong" }),
    parts.filter(Boolean).map((part) => [" · ", part]),
  );
}

/** Both pass rates, and how many units went which way; each count leads to its units. */
function changeFigures({ slices: [whole] }, words) {
  const [rate] = whole.measures;
  const told = words.slices[0].measures[0];
  const item = (name, value, note) =>
    element("div", {}, element("dt", {}, name), element("dd", { class: "figure" }, value), element("dd", { class: "note" }, note));
  const fates = ["newly_failing", "fixed", "flaky", "still_failing"].map((fate) => {
    const number = whole.fates[fate] ?? 0;
    const link = number > 0 && viewLink({ ...NO_FILTER, fate, case: "" }, { "data-to": "pairs" }, count(number));
    return item(fateWord(fate), link || count(number), "");
  });
  return element(
    "dl",
    { class: "figures" },
    rate && item("Pass rate", bothRates(told), told.difference),
    rate && item("Pairs", count(rate.pairs), counted(rate.clusters, "cluster")),
    fates,
  );
}

/** "90.0 → 86.0 %" */
function bothRates({ base, candidate }) {
  return `${candidate.endsWith(" %") ? base.replace(/ %$/, "") : base} → ${candidate}`;
}

/** More are folded. */
const FEW_ROWS = 8;
function plotCard(title, plot, method) {
  return plot && card(title, plotLegend(method), plot);
}

const plotLegend = ({ confidence }) =>
  `with ${Number((confidence * 100).toPrecision(4))}\u202f% intervals; shaded: within the margin`;

const isInPoints = ({ measure }) => measure === "pass_rate" || measure === "score";

/** Rows of the measures of a slice that `fits` chooses. */
function rowsOfSlice(slice, words, fits, nameOf, scaleOf) {
  const rows = slice.measures.map((measure, at) => ({ measure, words: words.measures[at] }));
  return rows
    .filter(({ measure }) => fits(measure))
    .map((row) => ({ ...row, name: nameOf(row.words), scale: scaleOf(row.measure) }));
}

/** All pairs, and folded where there are many: the cells, then the tags, each plot with an axis of its own. */
function rateCard({ comparison: { slices, method }, words }) {
  const hundred = () => 100;
  const firstOf = (slice, at) => {
    const name = slice.kind === "tag" ? slice.tag : words.slices[at].name;
    return rowsOfSlice(slice, words.slices[at], (measure) => measure === slice.measures[0], () => name, hundred);
  };
  const rowsOfKind = (kind) =>
    slices.flatMap((slice, at) => (slice.kind === kind && words.slices[at].told ? firstOf(slice, at) : []));
  const all = rowsOfSlice(slices[0], words.slices[0], isInPoints, ({ name }) => `All, ${name}`, hundred);
  const plots = [
    forestPlot([{ title: "", rows: all }], "points"),
    foldedPlot("Prompts and models", rowsOfKind("cell")),
    foldedPlot("Tags", rowsOfKind("tag")),
  ];
  return plots.some(Boolean) && card("Pass rate and score, difference in points", plotLegend(method), plots);
}

function foldedPlot(title, rows) {
  const plot = forestPlot([{ title: "", rows }], "points");
  if (!plot) return null;
  return element(
    "details",
    { class: "slice", open: rows.length <= FEW_ROWS },
    element("summary", {}, element("h3", {}, title), element("span", { class: "aside" }, count(rows.length))),
    plot,
  );
}

/** What has a unit of its own can share an axis only as a share of the base. */
function measurePlot({ comparison: { slices }, words }) {
  const fits = (measure) => !isInPoints(measure) && Math.abs(measure.base ?? 0) >= 1e-12;
  const rows = rowsOfSlice(slices[0], words.slices[0], fits, ({ name }) => name, ({ base }) => 100 / Math.abs(base));
  return forestPlot([{ title: "", rows }], "% of the base");
}

function wholeTable({ comparison, words }) {
  const [whole] = comparison.slices;
  if (whole.measures.length === 0) return null;
  const table = measureTable("All measures", whole, words.slices[0], comparison.method.confidence);
  return element("section", { class: "card" }, element("h2", {}, "All measures"), table);
}

// Models × prompts: pass rates as points with whiskers on one axis, and all that was measured beside them.

import { axisRow, chartCard, firstRows, gridLines, laneDrawing, laneLine, shareText } from "./chart.js";
import { linearScale } from "./chart_scale.js";
import { cellGroups, countedOfCell, distinctOf } from "./chart_units.js";
import { headRow } from "./card.js";
import { scoreWithError } from "./certainty.js";
import { drawing, element } from "./element.js";
import { count, duration, money, percent } from "./format.js";
import { casesLink } from "./link.js";
import { intervalText } from "./marks.js";
import { inline, visibleText } from "./text.js";

const RATE_FIGURES = ["Passed", "Score", "Cost", "p50", "p95", "Tokens"];
const RATE_SCALE = linearScale(0, 1);
const MOST_RATE_ROWS = 34;

/** The card; null where nothing was planned. */
export function ratesCard(summary) {
  const models = distinctOf(summary.cells.map((cell) => cell.model));
  if (models.length === 0) return null;
  const groups = cellGroups(summary, { acrossSuites: true });
  const aside = models.length > 1 ? `${models.length} models` : ["model ", inline(models[0])];
  const finding = models.length > 1 ? ranking(groups) : spread(groups);
  return chartCard({ title: "Models and prompts", aside, finding }, ratesTable(groups, models));
}

function ratesTable(groups, models) {
  const single = models.length === 1;
  const bodies = groups.map((group) => {
    const rows = group.rows.map((cell) => rateRow(cell, single));
    return [element("tbody", {}, groupHead(group, RATE_FIGURES.length + 3), rows), rows];
  });
  const table = element(
    "table",
    { class: "lanes rates" },
    headRow(single ? "Prompt" : "Model", "95\u202f% interval of the pass rate", "Pass rate", ...RATE_FIGURES),
    bodies.map(([body]) => body),
    element(
      "tbody",
      {},
      axisRow({
        scale: RATE_SCALE,
        textOf: rateAxisText,
        alternative: rangeText(groups),
        columns: RATE_FIGURES.length + 1,
      }),
    ),
  );
  return firstRows(table, bodies, MOST_RATE_ROWS);
}

const rateAxisText = (rate) => `${Math.round(rate * 100)}\u202f%`;

/** A row that names the rows below it. */
export function groupHead({ suite, prompt, overall }, columns) {
  if (!overall && !suite && !prompt) return null;
  const name = overall ? "All prompts" : [suite ? inline(suite) : "All suites", prompt && [" · ", inline(prompt)]];
  return element("tr", { class: "group" }, element("th", { colspan: columns, scope: "rowgroup" }, name));
}

/** What tells a cell from the others: "terse, model a". */
export function cellName(cell, cells) {
  const differ = ["suite", "prompt", "model"].filter((key) => cells.some((other) => other[key] !== cell[key]));
  return visibleText(differ.map((key) => cell[key]).filter(Boolean).join(", ") || cell.prompt);
}

/** A link to the cases of a cell. */
export function cellCases({ suite = "", prompt = "", model }, attributes, ...content) {
  return casesLink({ suite, prompt, model }, attributes, content);
}

function rateRow(cell, single) {
  const figure = (name, text) => element("td", { class: "number", "data-name": name }, text);
  const { counts } = cell;
  return element(
    "tr",
    { class: cell.overall ? "overall" : null },
    element("th", { scope: "row" }, cellCases(cell, {}, inline(single ? cell.prompt : cell.model))),
    element("td", { class: "lane" }, whisker(cell)),
    element("td", { class: "number rate", title: intervalText(counts) || null }, percent(counts.pass_rate)),
    figure("passed", `${count(counts.passed)}/${count(countedOfCell(counts))}`),
    figure("score", scoreWithError(cell)),
    figure("cost", money(cell.cost)),
    figure("p50", cell.overall ? "" : duration(cell.latency_p50_ms)),
    figure("p95", cell.overall ? "" : duration(cell.latency_p95_ms)),
    figure("tokens", count(cell.prompt_tokens + cell.completion_tokens)),
  );
}

/** The interval as a line with ends, the rate as a point; nothing where no unit counts. */
function whisker(cell) {
  const { pass_rate: rate, pass_rate_95: interval } = cell.counts;
  if (!interval) return laneDrawing("", gridLines(RATE_SCALE));
  const [low, high] = interval;
  const marks = [
    laneLine(low, 0.5, high, 0.5, "whisker"),
    ...[low, high].map((end) => laneLine(end, 0.36, end, 0.64, "whisker")),
    drawing("circle", { class: "point", cx: shareText(rate), cy: "50%", r: cell.overall ? 5.5 : 4.5 }),
  ];
  const title = `${percent(rate)}, ${intervalText(cell.counts)}`;
  // The row's name is the same link for keys and for who hears the page.
  return cellCases(
    cell,
    { class: "fills", title, tabindex: "-1", "aria-hidden": "true" },
    laneDrawing("", gridLines(RATE_SCALE), marks),
  );
}

/** "Pass rate from 62.0 % (terse, a) to 91.0 % (long, b)" */
function rangeText(groups) {
  const cells = groups.filter((group) => !group.overall).flatMap((group) => group.rows);
  const rated = cells.filter((cell) => cell.counts.pass_rate !== undefined);
  if (rated.length === 0) return "Pass rates: no unit counts for one";
  rated.sort((a, b) => a.counts.pass_rate - b.counts.pass_rate);
  const told = (cell) => `${percent(cell.counts.pass_rate)} (${cellName(cell, cells)})`;
  const [worst, best] = [rated[0], rated.at(-1)];
  if (rated.length === 1) return `Pass rate of ${told(best)}, ${intervalText(best.counts)}`;
  const [low, high] = [worst, best].map((cell) => cell.counts.pass_rate);
  if (low === high) return `All ${rated.length} pass rates are ${percent(high)}`;
  return `Pass rate from ${told(worst)} to ${told(best)}, each with its 95\u202f% interval`;
}

/** The range of one model's pass rates, where they differ. */
function spread(groups) {
  const rates = groups.flatMap((group) => group.rows.map((cell) => cell.counts.pass_rate ?? 1));
  return new Set(rates).size > 1 ? [inline(rangeText(groups)), "."] : null;
}

/** Which model passes most, and whether the next one is told apart from it; null where there is nothing to rank. */
function ranking(groups) {
  const rows = groups[0].rows.filter((cell) => cell.counts.pass_rate !== undefined);
  if (rows.length < 2) return null;
  const [best, next] = [...rows].sort((a, b) => b.counts.pass_rate - a.counts.pass_rate);
  const [first, second] = [best, next].map((cell) => cell.counts);
  if (first.pass_rate === second.pass_rate) {
    return [inline(best.model), " and ", inline(next.model), ` pass equally often, ${percent(first.pass_rate)}.`];
  }
  const apart = first.pass_rate_95[0] > second.pass_rate_95[1];
  const [most, less] = [first, second].map((of) => percent(of.pass_rate));
  if (!apart) {
    const overlap = ` passes most, ${most}, but its interval overlaps that of `;
    return [inline(best.model), overlap, inline(next.model), ` (${less}).`];
  }
  const behind = ` comes next with ${less}, and their intervals are apart.`;
  return [inline(best.model), ` passes most, ${most}; `, inline(next.model), behind];
}

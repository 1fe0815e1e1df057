// What charts are drawn from: the units that count, by model, and whole parts of a run put together from its cells.

import { wilsonInterval } from "./chart_scale.js";

const COUNTED = new Set(["passed", "failed", "error", "xpassed"]);

/** True for a unit that counts for the pass rate. */
export function isCounted(unit) {
  return COUNTED.has(unit.status) && !unit.control;
}

export const distinctOf = (items) => [...new Set(items)];

/** Units that fit, by model, in the order of the plan. */
export function byModel(units, fits) {
  const models = new Map();
  for (const unit of units) {
    if (!fits(unit)) continue;
    if (!models.has(unit.model)) models.set(unit.model, []);
    models.get(unit.model).push(unit);
  }
  return models;
}

export const countedOfCell = ({ passed, failed, xpassed, error }) => passed + failed + xpassed + error;

const NAMES_OF_COUNTS = ["passed", "failed", "error", "skipped", "xfailed", "xpassed", "flaky"];

/** The cells of one model as one row over all prompts; what cannot be put together (percentiles) is left out. */
function overallCell(model, cells) {
  const sum = (valueOf) => cells.reduce((total, cell) => total + valueOf(cell), 0);
  const tally = Object.fromEntries(NAMES_OF_COUNTS.map((name) => [name, sum((cell) => cell.counts[name] ?? 0)]));
  const counted = countedOfCell(tally);
  if (counted > 0) {
    tally.pass_rate = tally.passed / counted;
    tally.pass_rate_95 = wilsonInterval(tally.passed, counted);
  }
  const units = sum((cell) => cell.units);
  const costKnown = cells.every((cell) => cell.cost !== undefined || cell.answers === 0);
  return {
    model,
    overall: true,
    counts: tally,
    score: units > 0 ? sum((cell) => cell.score * cell.units) / units : undefined,
    cost: costKnown ? sum((cell) => cell.cost ?? 0) : undefined,
    prompt_tokens: sum((cell) => cell.prompt_tokens),
    completion_tokens: sum((cell) => cell.completion_tokens),
  };
}

/** US dollars for each unit that passed; undefined where the cost is not known or nothing passed. */
export function costPerPass({ cost, counts: { passed } }) {
  return cost === undefined || passed === 0 ? undefined : cost / passed;
}

/**
 * The rows of charts by model and prompt: [{ suite, prompt, rows }], cells in the order of the plan. First, over all
 * prompts, a row for each model where there are several of both. One model's prompts are one group for each suite. Where
 * a prompt's name occurs in several suites, `acrossSuites` puts these together too.
 */
export function cellGroups({ cells, run_cells: runCells }, { acrossSuites } = {}) {
  const models = distinctOf(cells.map((cell) => cell.model));
  const parts = suiteParts(cells, acrossSuites ? runCells : []);
  if (models.length === 1) return parts.map(([suite, of]) => ({ suite, prompt: "", rows: of }));
  const groups = parts.flatMap(([suite, of]) =>
    distinctOf(of.map((cell) => cell.prompt)).map((prompt) => ({
      suite,
      prompt,
      rows: of.filter((cell) => cell.prompt === prompt),
    })),
  );
  if (groups.length < 2) return groups;
  const overall = models.map((model) => overallCell(model, runCells.filter((cell) => cell.model === model)));
  return [{ overall: true, rows: overall }, ...groups];
}

/** The cells of each suite; before them those over all suites, of prompts that occur in more suites than one. */
function suiteParts(cells, runCells) {
  const suites = distinctOf(cells.map((cell) => cell.suite));
  const parts = suites.map((suite) => [suite, cells.filter((cell) => cell.suite === suite)]);
  const shared = runCells.filter((cell) => suitesOf(cells, cell.prompt).length > 1);
  return shared.length > 0 ? [["", shared], ...parts] : parts;
}

function suitesOf(cells, prompt) {
  return distinctOf(cells.filter((cell) => cell.prompt === prompt).map((cell) => cell.suite));
}

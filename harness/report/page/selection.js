// Which units stand in the table, and in which order: a function of the units and of what the reader chose.

import { listOf } from "./choices.js";
import { CHANGES, shownStatus } from "./marks.js";
import { searchedText } from "./search.js";

/** The keys that the table can be sorted by; a "-" before one turns it round. */
const VALUES = {
  status: (unit) => RANK[shownStatus(unit)],
  change: (unit) => (unit.change ? CHANGE_RANK.indexOf(unit.change) : undefined),
  case: (unit) => `${unit.suite}/${unit.case}`,
  prompt: (unit) => unit.prompt,
  model: (unit) => unit.model,
  score: (unit) => unit.score,
  cost: (unit) => unit.cost,
  latency: (unit) => unit.latency_ms,
};
const CHANGE_RANK = Object.keys(CHANGES);
// What needs a look comes first.
const RANK = {
  failed: 0,
  error: 1,
  xpassed: 2,
  control_passed: 3,
  passed: 4,
  xfailed: 5,
  control_failed: 6,
  skipped: 7,
};

/** The order without a choice: what needs a look first, and else as planned. */
export const FIRST_ORDER = "status";

/** Indices of the units that fit every choice, in the order asked for. */
export function select(run, choices) {
  const tests = testsOf(run, choices);
  const chosen = [];
  for (const unit of run.units) if (tests.every((fits) => fits(unit))) chosen.push(unit.index);
  return sorted(run.units, chosen, choices.sort || FIRST_ORDER);
}

function testsOf(run, { q, status, suite, prompt, model, tag, change, answers }) {
  const tests = [];
  if (suite) tests.push((unit) => unit.suite === suite);
  if (prompt) tests.push((unit) => unit.prompt === prompt);
  if (model) tests.push((unit) => unit.model === model);
  for (const wanted of listOf(tag)) tests.push((unit) => (unit.tags ?? []).includes(wanted));
  if (change) tests.push((unit) => listOf(change).includes(unit.change));
  if (answers) tests.push((unit) => Boolean(unit.authored) === (answers === "authored"));
  if (status) tests.push(statusTest(listOf(status)));
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) tests.push((unit) => words.every((word) => searchedText(run, unit).includes(word)));
  return tests;
}

function statusTest(wanted) {
  const flaky = wanted.includes("flaky");
  return (unit) => wanted.includes(shownStatus(unit)) || (flaky && Boolean(unit.flaky));
}

function sorted(units, indices, sort) {
  const key = sort.replace("-", "");
  if (!Object.hasOwn(VALUES, key)) return indices;
  const valueOf = VALUES[key];
  const sign = sort.startsWith("-") ? -1 : 1;
  return indices.sort((a, b) => compare(valueOf(units[a]), valueOf(units[b]), sign) || a - b);
}

/** What is absent stands last, whichever way round. */
function compare(a, b, sign) {
  if (a === b) return 0;
  if (a === undefined || a === null) return 1;
  if (b === undefined || b === null) return -1;
  return a < b ? -sign : sign;
}

// Which units stand in the table, and in which order: a function of the units and of what the reader chose.

import { shownStatus } from "./marks.js";

/** The keys that the table can be sorted by; a "-" before one turns it round. */
const VALUES = {
  status: (unit) => RANK[shownStatus(unit)],
  case: (unit) => `${unit.suite}/${unit.case}`,
  prompt: (unit) => unit.prompt,
  model: (unit) => unit.model,
  score: (unit) => unit.score,
  cost: (unit) => unit.cost,
  latency: (unit) => unit.latency_ms,
};
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
export const PLAN_ORDER = "plan";

/** Indices of the units that fit every choice, in the order asked for. */
export function select(run, choices) {
  const tests = testsOf(run, choices);
  const chosen = [];
  for (const unit of run.units) if (tests.every((fits) => fits(unit))) chosen.push(unit.index);
  return sorted(run.units, chosen, choices.sort || FIRST_ORDER);
}

function testsOf(run, { q, status, suite, prompt, model, tag }) {
  const tests = [];
  if (suite) tests.push((unit) => unit.suite === suite);
  if (prompt) tests.push((unit) => unit.prompt === prompt);
  if (model) tests.push((unit) => unit.model === model);
  if (tag) tests.push((unit) => (unit.tags ?? []).includes(tag));
  if (status) tests.push(statusTest(status.split(",")));
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) tests.push((unit) => words.every((word) => searched(run, unit).includes(word)));
  return tests;
}

function statusTest(wanted) {
  const flaky = wanted.includes("flaky");
  return (unit) => wanted.includes(shownStatus(unit)) || (flaky && Boolean(unit.flaky));
}

/** What the search looks at: names, description, tags, reason, and the answers in full. Made at the first search. */
function searched(run, unit) {
  unit.searched ??= [unit.name, unit.description, unit.reason, ...(unit.tags ?? []), ...answersOf(run, unit)]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
  return unit.searched;
}

function answersOf(run, unit) {
  const { repeats } = run.detail(unit.index);
  return repeats.flatMap((repeat) => (repeat.exchanges ?? []).map((exchange) => exchange.reply?.text));
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

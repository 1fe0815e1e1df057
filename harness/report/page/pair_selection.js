// Which pairs stand in the table, and in which order.

import { listOf } from "./choices.js";
import { FATES } from "./fates.js";

const lasting = (pair) => (pair.candidate.latency_ms ?? 0) - (pair.base.latency_ms ?? 0);

/** The keys that the table can be sorted by; figures by what they changed. */
const PAIR_VALUES = {
  fate: (pair) => FATES.indexOf(pair.fate),
  case: (pair) => `${pair.suite}/${pair.case}`,
  prompt: (pair) => pair.prompt,
  model: (pair) => pair.model,
  score: (pair) => pair.candidate.score - pair.base.score,
  latency: lasting,
};

/** Indices of the pairs that fit every choice, in the order asked for. */
export function selectPairs(source, choices) {
  const tests = testsOfPairs(source, choices);
  const chosen = source.pairs.filter((pair) => tests.every((fits) => fits(pair))).map((pair) => pair.index);
  return sortedPairs(source.pairs, chosen, choices.sort || "fate");
}

function testsOfPairs(source, { q, fate, answers, suite, prompt, model, tag }) {
  const tests = [];
  for (const [name, wanted] of Object.entries({ suite, prompt, model, answers })) {
    if (wanted) tests.push((pair) => pair[name] === wanted);
  }
  for (const wanted of listOf(tag)) tests.push((pair) => (pair.tags ?? []).includes(wanted));
  if (fate) tests.push((pair) => listOf(fate).includes(pair.fate));
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) tests.push((pair) => words.every((word) => searchedOf(source, pair).includes(word)));
  return tests;
}

/** What the search looks at: names, tags, reasons, and the answers that the page holds. Made at the first search. */
function searchedOf(source, pair) {
  const detail = pair.searched === undefined && source.detail(pair.index);
  pair.searched ??= [pair.name, pair.base.reason, pair.candidate.reason, ...(pair.tags ?? []), ...answersOfPair(detail)]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
  return pair.searched;
}

function answersOfPair(detail) {
  const repeats = [detail?.base, detail?.candidate].flatMap((side) => side?.repeats ?? []);
  return repeats.flatMap((repeat) => (repeat.exchanges ?? []).map((exchange) => exchange.reply?.text));
}

function sortedPairs(pairs, indices, sort) {
  const valueOf = PAIR_VALUES[sort.replace("-", "")];
  if (!valueOf) return indices;
  const sign = sort.startsWith("-") ? -1 : 1;
  const order = (a, b) => (a === b ? 0 : a < b ? -sign : sign);
  return indices.sort((a, b) => order(valueOf(pairs[a]), valueOf(pairs[b])) || a - b);
}

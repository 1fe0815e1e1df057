// The columns of the table of pairs.

import { element } from "./element.js";
import { duration, score } from "./format.js";
import { fateBadge } from "./fates.js";
import { viewLink } from "./link.js";
import { badge, flakyTag } from "./marks.js";
import { inline } from "./text.js";

const eitherHas = (pairs, key) => pairs.some((pair) => pair.base[key] !== undefined || pair.candidate[key] !== undefined);
const theyDiffer = (pairs, key) => pairs.some((pair) => pair[key] !== pairs[0][key]);
const ANSWER_WORDS = { same: "same", differ: "differ" };

/** `needed` says whether a column has anything to tell of some pairs. */
const PAIR_COLUMNS = [
  { key: "fate", title: "Outcome", cell: (pair) => fateBadge(pair.fate) },
  { key: "case", title: "Case", cell: nameCell },
  { key: "prompt", title: "Prompt", cell: (pair) => inline(pair.prompt), needed: (all) => theyDiffer(all, "prompt") },
  { key: "model", title: "Model", cell: (pair) => inline(pair.model), needed: (all) => theyDiffer(all, "model") },
  { key: "base", title: "Base", unsorted: true, cell: (pair) => statusCell(pair.base) },
  { key: "candidate", title: "Candidate", unsorted: true, cell: (pair) => statusCell(pair.candidate) },
  {
    key: "answers",
    title: "Answers",
    unsorted: true,
    cell: (pair) => ANSWER_WORDS[pair.answers] ?? "–",
    needed: (all) => all.some((pair) => pair.answers),
  },
  { key: "score", title: "Score", number: true, cell: (pair) => bothFigures(pair, "score", score) },
  {
    key: "latency",
    title: "Latency",
    number: true,
    cell: (pair) => bothFigures(pair, "latency_ms", duration),
    needed: (all) => eitherHas(all, "latency_ms"),
  },
];

/** "0.50 → 1.00", or the one figure that both have. */
function bothFigures({ base, candidate }, key, told) {
  const [before, now] = [told(base[key]), told(candidate[key])];
  return before === now ? now : `${before} → ${now}`;
}

function statusCell(side) {
  const repeats = side.repeats > 1 && element("span", { class: "aside" }, ` ${side.repeats_passed}/${side.repeats}`);
  return [badge(side.status), repeats, side.flaky && flakyTag()];
}

function nameCell(pair) {
  const reason = pair.candidate.reason || pair.base.reason || "";
  return [
    element(
      "div",
      { class: "case-line" },
      viewLink(
        { case: pair.name, repeat: "" },
        { class: "case-name" },
        element("span", { class: "suite" }, inline(pair.suite), "/"),
        inline(pair.case),
      ),
      pair.must_pass && element("span", { class: "tag" }, "must pass"),
    ),
    element("div", { class: "case-note" }, inline(reason)),
  ];
}

/** The columns that have something to tell of these pairs. */
export function pairColumnsFor(pairs) {
  return PAIR_COLUMNS.filter((column) => column.needed?.(pairs) ?? true);
}

// The columns of the table of cases.

import { element } from "./element.js";
import { duration, money, score } from "./format.js";
import { viewLink } from "./link.js";
import { authoredTag, badge, changeWord, flakyTag, roleTag, shownStatus } from "./marks.js";
import { inline, visibleText } from "./text.js";

/** `needed` says whether a column has anything to tell of some units. */
const COLUMNS = [
  { key: "status", title: "Status", cell: (unit) => [badge(shownStatus(unit)), unit.flaky && flakyTag()] },
  { key: "change", title: "Change", cell: changeCell, needed: (units) => has(units, "change") },
  { key: "case", title: "Case", cell: caseCell },
  { key: "prompt", title: "Prompt", cell: (unit) => inline(unit.prompt), needed: (units) => differ(units, "prompt") },
  { key: "model", title: "Model", cell: (unit) => inline(unit.model), needed: (units) => differ(units, "model") },
  {
    key: "repeats",
    title: "Repeats",
    number: true,
    unsorted: true,
    cell: (unit) => `${unit.repeats_passed}/${unit.repeats}`,
    needed: (units) => units.some((unit) => unit.repeats > 1),
  },
  { key: "score", title: "Score", number: true, cell: scoreCell },
  { key: "cost", title: "Cost", number: true, cell: (unit) => money(unit.cost), needed: (units) => has(units, "cost") },
  {
    key: "latency",
    title: "Latency",
    number: true,
    cell: (unit) => duration(unit.latency_ms),
    needed: (units) => has(units, "latency_ms"),
  },
];

const has = (units, key) => units.some((unit) => unit[key] !== undefined);
const differ = (units, key) => units.some((unit) => unit[key] !== units[0][key]);

function changeCell({ change, before }) {
  if (!change) return element("span", { class: "absent" }, "–");
  const was = before && `before: ${before.status}${before.reason ? `, ${before.reason}` : ""}`;
  return element("span", { title: was ? visibleText(was) : null }, badge(change, changeWord(change)));
}

function scoreCell(unit) {
  return unit.status === "skipped" ? "–" : score(unit.score);
}

function caseCell(unit) {
  return [
    element(
      "div",
      { class: "case-line" },
      viewLink(
        { case: unit.name, repeat: "" },
        { class: "case-name" },
        element("span", { class: "suite" }, inline(unit.suite), "/"),
        inline(unit.case),
      ),
      unit.must_pass && element("span", { class: "tag" }, "must pass"),
      roleTag(unit),
      unit.authored && authoredTag(),
    ),
    element("div", { class: "case-note" }, inline(unit.reason || unit.answer || unit.description || "")),
  ];
}

/** The columns that have something to tell of these units. */
export function columnsFor(units) {
  return COLUMNS.filter((column) => column.needed?.(units) ?? true);
}

// What changed since the baseline: a sentence that a person can repeat, counts that lead to the very cases, and how the
// pass rate differs.

import { element } from "./element.js";
import { count, counted, listed, percent, points, time } from "./format.js";
import { casesLink } from "./link.js";
import { CHANGES, badge, changeWord, mark } from "./marks.js";
import { inline, visible } from "./text.js";

const FINDINGS = {
  worse: "Worse than the baseline",
  better: "Better than the baseline",
  no_difference: "No difference",
  cannot_tell: "Cannot tell",
};

/** How many units changed in which way, by the names of CHANGES; gone ones too. */
function changeCounts({ units, only_in_base: gone, only_in_candidate: come }) {
  const counts = Object.fromEntries(Object.entries(units).map(([fate, names]) => [fate, names.length]));
  return { ...counts, new: come.length, gone: gone.length };
}

/** The card on the baseline; null where the run was compared with nothing. */
export function changesCard(comparison) {
  if (!comparison) return null;
  const counts = changeCounts(comparison);
  return element(
    "section",
    { class: "card changes", "aria-labelledby": "changes-title" },
    element(
      "header",
      {},
      element("h2", { id: "changes-title" }, "Since the baseline"),
      comparison.page &&
        element("a", { class: "button compare-link", href: comparison.page }, "Compare in full"),
    ),
    element("p", { class: "change-sentence" }, sentenceOf(counts, comparison)),
    element("p", { class: "aside base" }, "Compared with ", baseName(comparison.base)),
    changeKeys(counts),
    rateChange(comparison),
    namesOf(comparison.only_in_base, "no longer in the run"),
    notesOf(comparison.notes),
  );
}

function baseName({ path, id, label, started }) {
  const name = label ? inline(label) : inline(id || path);
  const when = started && [", ", time(started)];
  const where = path && [", ", element("code", {}, visible(path))];
  return [name, when, where];
}

/** "2 units newly fail and 1 is fixed; 12 still fail." */
function sentenceOf(counts, { slices: [whole] }) {
  const { newly_failing: lost = 0, fixed = 0, still_failing: still = 0 } = counts;
  const verb = (number, one, many) => (number === 1 ? one : many);
  const parts = [];
  if (lost > 0) parts.push(`${counted(lost, "unit")} newly ${verb(lost, "fails", "fail")}`);
  if (fixed > 0) {
    const what = parts.length > 0 ? count(fixed) : counted(fixed, "unit");
    parts.push(`${what} ${verb(fixed, "is", "are")} fixed`);
  }
  const others = still > 0 ? `${count(still)} still ${verb(still, "fails", "fail")}` : "";
  const pairs = whole.measures[0].pairs;
  const first = parts.length > 0 ? listed(parts) : `Nothing newly fails and nothing is fixed of ${counted(pairs, "unit")}`;
  return `${[first, others].filter(Boolean).join("; ")}.`;
}

function changeKeys(counts) {
  const told = Object.keys(CHANGES).filter((change) => counts[change] > 0);
  if (told.length === 0) return null;
  const key = (change) => [
    mark(change),
    element("b", {}, count(counts[change])),
    ` ${changeWord(change).toLowerCase()}`,
  ];
  return element(
    "ul",
    { class: "keys" },
    told.map((change) =>
      element(
        "li",
        {},
        // What is gone stands in no table.
        change === "gone"
          ? element("span", { class: "key" }, key(change))
          : casesLink({ change }, { class: "key" }, key(change)),
      ),
    ),
  );
}

/** The pass rate of both, their difference with its interval, and what to make of it. */
function rateChange({ finding, sentence, method, slices: [whole] }) {
  const [rate] = whole.measures;
  const interval = rate.interval && [
    `${percent(method.confidence).replace(/\.0(?=\u202f)/, "")} interval `,
    `${points(rate.interval.low)} to ${points(rate.interval.high)} points`,
  ];
  return element(
    "div",
    { class: "rate-change" },
    element(
      "p",
      {},
      "Pass rate ",
      element("span", { class: "number" }, `${percent(rate.base)} → ${percent(rate.candidate)}`),
      ", ",
      element("strong", { class: "number" }, `${points(rate.difference)} points`),
      interval && element("span", { class: "aside number" }, ` ${interval.join("")}`),
    ),
    element("p", {}, badge(markOfFinding(finding), FINDINGS[finding]), meaning(sentence, finding)),
  );
}

function markOfFinding(finding) {
  return { worse: "newly_failing", better: "fixed", no_difference: "same", cannot_tell: "inconclusive" }[finding];
}

/** Why nothing can be told, as the sentence begins: "589 more cases needed …". */
function meaning(sentence, finding) {
  const why = finding === "cannot_tell" && /^cannot tell: ([^;]*)/.exec(sentence);
  return why ? element("span", { class: "aside" }, " ", visible(why[1])) : null;
}

function namesOf(names, what) {
  if (names.length === 0) return null;
  return element(
    "details",
    { class: "names" },
    element("summary", {}, `${counted(names.length, "unit")} ${what}`),
    element(
      "ul",
      {},
      names.map((name) => element("li", {}, inline(name))),
    ),
  );
}

function notesOf(notes) {
  if (notes.length === 0) return null;
  return element(
    "details",
    { class: "names" },
    element("summary", {}, `${counted(notes.length, "note")} on the comparison`),
    element(
      "ul",
      {},
      notes.map((note) => element("li", {}, visible(note))),
    ),
  );
}

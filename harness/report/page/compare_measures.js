// Every figure of a comparison in tables, what only one side has, and how all of it was found.

import { element, fill } from "./element.js";
import { findingBadge, findingClass } from "./fates.js";
import { count, counted } from "./format.js";
import { inline, visible } from "./text.js";

const MOST_LISTED = 500;

/** Fills the section that stands below the units. */
export function showAppendix(section, { head, pairs }, held) {
  const { comparison, words } = head;
  fill(
    section,
    partnerless("Only in the base", comparison.only_in_base),
    partnerless("Only in the candidate", comparison.only_in_candidate),
    sliceTables(comparison, words),
    methodsCard(words.methods, pairs.length, held),
  );
}

export function measureTable(name, slice, words, confidence) {
  const interval = `${Number((confidence * 100).toPrecision(4))} % interval`;
  const heads = ["Measure", "Base", "Candidate", "Difference", interval, "p", "Finding"];
  const head = heads.map((title, at) =>
    element("th", { scope: "col", class: at > 0 && at < 6 ? "number" : null }, title),
  );
  return element(
    "div",
    { class: "scrolled", tabindex: "0", role: "group", "aria-label": name },
    element(
      "table",
      { class: "measures" },
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, slice.measures.map((measure, at) => measureRows(measure, words.measures[at]))),
    ),
  );
}

function measureRows(measure, words) {
  const figures = ["base", "candidate", "difference", "interval", "p"];
  return [
    element(
      "tr",
      { class: findingClass(measure.finding) },
      element("th", { scope: "row" }, inline(words.name)),
      figures.map((name) => element("td", { class: "number", "data-name": name }, words[name])),
      element("td", { class: "found" }, findingBadge(measure.finding)),
    ),
    words.note &&
      element("tr", { class: "note-row" }, element("td", { colspan: 7, class: "aside" }, visible(words.note))),
  ];
}

function sliceTables({ slices, method }, words) {
  const told = slices
    .map((slice, at) => ({ slice, told: words.slices[at] }))
    .filter(({ slice, told: { told } }) => slice.kind !== "all" && told && slice.measures.length > 0);
  if (told.length === 0) return null;
  return element(
    "section",
    { class: "card" },
    element("h2", {}, "By prompt and model, and by tag"),
    told.map(({ slice, told: sliceWords }) =>
      element(
        "details",
        { class: "slice" },
        element(
          "summary",
          {},
          element("h3", {}, inline(sliceWords.name)),
          element("span", { class: "aside" }, counted(slice.measures[0].pairs, "pair")),
          findingBadge(slice.measures[0].finding),
        ),
        measureTable(sliceWords.name, slice, sliceWords, method.confidence),
      ),
    ),
  );
}

function partnerless(title, units) {
  if (units.length === 0) return null;
  const more = units.length - MOST_LISTED;
  return element(
    "details",
    { class: "card" },
    element("summary", {}, element("h2", {}, title), element("span", { class: "aside" }, counted(units.length, "unit"))),
    element(
      "ul",
      { class: "ids" },
      units.slice(0, MOST_LISTED).map((unit) => element("li", {}, inline(idText(unit), { class: "unit-id" }))),
    ),
    more > 0 && element("p", { class: "aside" }, `… and ${count(more)} more; compare.json has them all.`),
  );
}

function idText({ suite, case: id, prompt, model }) {
  return `${suite}/${id}${prompt ? `#${prompt}` : ""}${model ? `@${model}` : ""}`;
}

function methodsCard(methods, units, held) {
  const all = [
    ...methods,
    "A difference is the candidate less the base, over the units that both have; the shaded band is the margin.",
    held < units && `This page holds the texts of ${count(held)} of ${counted(units, "unit")}; the runs' own reports have all.`,
  ];
  return element(
    "section",
    { class: "card" },
    element("h2", {}, "How this was found"),
    element("ul", { class: "methods" }, all.filter(Boolean).map((part) => element("li", {}, visible(part)))),
  );
}

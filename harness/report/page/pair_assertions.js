// What each assertion found on both sides, matched by what it asserts.

import { element } from "./element.js";
import { score } from "./format.js";
import { badge } from "./marks.js";
import { inline, textBlock } from "./text.js";

const VERDICT_WORDS = { pass: "Pass", fail: "Fail", error: "Error" };

/** A table of the assertions of two repeats, each of which may be absent. */
export function judgedBeside(repeats, sides) {
  const rows = matched(...repeats.map((repeat) => repeat?.assertions ?? []));
  if (rows.length === 0) return null;
  const heads = ["Assertion", ...sides].map((name) => element("th", { scope: "col" }, inline(name)));
  return element(
    "section",
    { class: "card" },
    element("h2", {}, "Judged"),
    element(
      "table",
      { class: "judged-beside" },
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, rows.map((row) => assertionRow(row, sides))),
    ),
  );
}

/** Pairs of assertions of one text, in the order of the second side; of equal texts the first meets the first. */
function matched(before, now) {
  const rest = [...before];
  const rows = now.map((found) => {
    const at = rest.findIndex((other) => keyOf(other) === keyOf(found));
    return [at < 0 ? undefined : rest.splice(at, 1)[0], found];
  });
  return [...rows, ...rest.map((found) => [found, undefined])];
}

const keyOf = (found) => `${found.turn ?? 0} ${found.label ?? ""} ${found.text || found.name}`;

function assertionRow([before, now], sides) {
  const either = now ?? before;
  const changed = before && now && before.status !== now.status;
  return element(
    "tr",
    { class: changed ? "changed" : null },
    element(
      "th",
      { scope: "row" },
      inline(either.text || either.name, { class: "code assertion-text" }),
      either.label && [" ", element("span", { class: "tag" }, inline(either.label))],
      changed && [" ", element("span", { class: "tag" }, "changed")],
    ),
    verdictCell(before, sides[0]),
    verdictCell(now, sides[1]),
  );
}

function verdictCell(found, side) {
  if (!found) return element("td", { class: "aside", "data-name": side }, "not judged");
  return element(
    "td",
    { "data-name": side, class: `is-${found.status}` },
    element(
      "div",
      { class: "verdict-line" },
      badge(found.status, VERDICT_WORDS[found.status]),
      found.outcome && element("span", { class: "tag outcome" }, found.outcome),
      element("span", { class: "number aside" }, score(found.score)),
    ),
    found.reason && textBlock(found.reason, "reason"),
  );
}

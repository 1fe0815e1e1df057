// What each assertion found, and where it is written.

import { element } from "./element.js";
import { measure, score } from "./format.js";
import { badge } from "./marks.js";
import { inline, textBlock, visible } from "./text.js";

/** A repeat's assertions in their written order, by the turn that they look at where there are several. */
export function assertionsOf(repeat) {
  const all = repeat.assertions ?? [];
  if (all.length === 0) return element("p", { class: "absent" }, "Nothing was judged.");
  const turns = [...new Set(all.map((one) => one.turn ?? 0))].sort((a, b) => a - b);
  return turns.map((turn) => [
    turns.length > 1 && element("h4", {}, `Answer ${turn + 1}`),
    element("ul", { class: "assertions" }, all.filter((one) => (one.turn ?? 0) === turn).map(assertionItem)),
  ]);
}

function assertionItem(found) {
  return element(
    "li",
    { class: `assertion is-${found.status}` },
    element(
      "div",
      { class: "assertion-head" },
      badge(found.status, { pass: "Pass", fail: "Fail", error: "Error" }[found.status]),
      inline(found.text || found.name, { class: "code assertion-text" }),
      found.label && element("span", { class: "tag" }, inline(found.label)),
      found.outcome && element("span", { class: "tag outcome" }, found.outcome),
      element("span", { class: "assertion-score number", title: "Score, 0 to 1" }, score(found.score)),
    ),
    found.reason && textBlock(found.reason, "reason"),
    element("p", { class: "aside facts-line" }, assertionFacts(found)),
    found.evidence &&
      element(
        "details",
        {},
        element("summary", {}, "Evidence"),
        textBlock(JSON.stringify(found.evidence, null, 2), "code"),
      ),
  );
}

function assertionFacts(found) {
  const parts = [
    found.value !== undefined && ["value ", visible(measure(found.value, found.unit))],
    found.metric && ["metric ", inline(found.metric)],
    found.weight !== undefined && (found.weight === 0 ? "weight 0: measured, not judged" : `weight ${found.weight}`),
    found.place && inline(placeText(found.place), { class: "code" }),
  ].filter(Boolean);
  return parts.flatMap((part, index) => (index > 0 ? [" · ", part] : [part]));
}

/** "suites/receipts.yaml:12", as editors take it. */
export function placeText(place) {
  return [place.file, place.line].filter(Boolean).join(":");
}

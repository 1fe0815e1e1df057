// What each assertion found, and where it is written: what did not pass first, with what was expected.

import { element } from "./element.js";
import { findingOf } from "./findings.js";
import { counted, measure, score } from "./format.js";
import { badge } from "./marks.js";
import { readingOf } from "./reading.js";
import { inline, textBlock, visible } from "./text.js";

const MOST_PASSES_OPEN = 5;

/** A repeat's assertions by the turn that they look at where there are several; those that did not pass come first. */
export function assertionsOf(repeat) {
  const all = repeat.assertions ?? [];
  if (all.length === 0) return element("p", { class: "absent" }, "Nothing was judged.");
  const turns = [...new Set(all.map((one) => one.turn ?? 0))].sort((a, b) => a - b);
  return turns.map((turn) => [
    turns.length > 1 && element("h3", {}, `Answer ${turn + 1}`),
    assertionLists(all.filter((one) => (one.turn ?? 0) === turn), repeat.exchanges?.[turn]?.reply?.text),
  ]);
}

function assertionLists(all, answer) {
  const list = (some) => element("ul", { class: "assertions" }, some.map((found) => assertionItem(found, answer)));
  const passes = all.filter(({ status }) => status === "pass");
  const others = all.filter(({ status }) => status !== "pass");
  if (passes.length <= MOST_PASSES_OPEN) return list([...others, ...passes]);
  return [
    others.length > 0 && list(others),
    element(
      "details",
      { class: "passes", open: others.length === 0 },
      element("summary", {}, `${counted(passes.length, "assertion")} passed`),
      list(passes),
    ),
  ];
}

function assertionItem(found, answer) {
  const finding = findingOf(found, answer);
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
    finding && element("div", { class: "contrast" }, finding),
    element("p", { class: "aside facts-line" }, assertionFacts(found)),
    found.evidence && evidenceBlock(found.evidence),
  );
}

/** All of the evidence, made when it is opened. */
function evidenceBlock(evidence) {
  const details = element("details", {}, element("summary", {}, "Evidence"));
  const show = () => {
    const text = JSON.stringify(evidence, null, 2);
    details.append(readingOf(text, { copyLabel: "Copy evidence" }));
  };
  details.addEventListener("toggle", show, { once: true });
  return details;
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

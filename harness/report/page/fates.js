// What became of a unit, and what is found of a difference: words, with a shape of their own beside each colour.

import { drawing, element } from "./element.js";
import { CHECK, CROSS, DASH, DISC, DOWN, EQUAL, QUESTION, SQUARE, UP, WAVE } from "./glyphs.js";

const FATE_LOOKS = {
  newly_failing: { word: "Newly failing", tone: "failed", shape: DOWN },
  fixed: { word: "Fixed", tone: "passed", shape: UP },
  flaky: { word: "Flaky", tone: "error", shape: DISC, sign: WAVE, hollow: true },
  still_failing: { word: "Still failing", tone: "failed", shape: SQUARE, sign: CROSS, hollow: true },
  still_passing: { word: "Still passing", tone: "passed", shape: DISC, sign: CHECK, hollow: true },
  not_judged: { word: "Not judged", tone: "skipped", shape: DISC, sign: DASH, hollow: true },
};

const FINDING_LOOKS = {
  worse: { word: "Worse", tone: "failed", shape: DOWN },
  better: { word: "Better", tone: "passed", shape: UP },
  no_difference: { word: "No difference", tone: "same", shape: DISC, sign: EQUAL },
  cannot_tell: { word: "Cannot tell", tone: "inconclusive", shape: DISC, sign: QUESTION },
};

/** In the order in which they are told. */
export const FATES = Object.keys(FATE_LOOKS);

export const fateWord = (fate) => FATE_LOOKS[fate]?.word ?? fate;
export const findingWord = (finding) => FINDING_LOOKS[finding]?.word ?? finding;
/** The class that gives an element the finding's colour. */
export const findingClass = (finding) => `of-${FINDING_LOOKS[finding]?.tone ?? "skipped"}`;

export const fateMark = (fate) => markOfLook(FATE_LOOKS[fate] ?? FATE_LOOKS.not_judged);
export const findingMark = (finding) => markOfLook(FINDING_LOOKS[finding] ?? FINDING_LOOKS.cannot_tell);

export const fateBadge = (fate) => badgeOfLook(FATE_LOOKS[fate] ?? FATE_LOOKS.not_judged);
export const findingBadge = (finding) => badgeOfLook(FINDING_LOOKS[finding] ?? FINDING_LOOKS.cannot_tell);

function badgeOfLook(look) {
  return element("span", { class: `badge of-${look.tone}` }, markOfLook(look), element("span", {}, look.word));
}

function markOfLook({ shape, sign, tone, hollow }) {
  return drawing(
    "svg",
    { class: `mark of-${tone}${hollow ? " hollow" : ""}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    drawing("path", { class: "shape", d: shape }),
    sign && drawing("path", { class: "sign", d: sign }),
  );
}

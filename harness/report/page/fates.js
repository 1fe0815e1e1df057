// What became of a unit, and what is found of a difference: words, with a shape of their own beside each colour.

import { drawing, element } from "./element.js";

const DISC_PATH = "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z";
const DOWN = "M8 14.5L1 2h14z";
const UP = "M8 1.5L15 14H1z";
const BOX = "M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5z";
const TICK = "M4.6 8.3l2.3 2.3 4.5-4.9";
const TIMES = "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2";
const EQUAL = "M5.2 6.6h5.6M5.2 9.4h5.6";
const WAVE = "M4.2 8.6c1.2-2.4 2.5-2.4 3.8-.6s2.6 1.8 3.8-.6";
const QUESTION = "M5.9 6.2a2.1 2.1 0 1 1 3.1 1.9q-1 .5-1 1.5M8 11.9v.1";
const LINE_SIGN = "M5 8h6";

const FATE_LOOKS = {
  newly_failing: { word: "Newly failing", tone: "failed", shape: DOWN },
  fixed: { word: "Fixed", tone: "passed", shape: UP },
  flaky: { word: "Flaky", tone: "error", shape: DISC_PATH, sign: WAVE, hollow: true },
  still_failing: { word: "Still failing", tone: "failed", shape: BOX, sign: TIMES, hollow: true },
  still_passing: { word: "Still passing", tone: "passed", shape: DISC_PATH, sign: TICK, hollow: true },
  not_judged: { word: "Not judged", tone: "skipped", shape: DISC_PATH, sign: LINE_SIGN, hollow: true },
};

const FINDING_LOOKS = {
  worse: { word: "Worse", tone: "failed", shape: DOWN },
  better: { word: "Better", tone: "passed", shape: UP },
  no_difference: { word: "No difference", tone: "same", shape: DISC_PATH, sign: EQUAL },
  cannot_tell: { word: "Cannot tell", tone: "inconclusive", shape: DISC_PATH, sign: QUESTION },
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

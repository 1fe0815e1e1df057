// Statuses as people meet them: each has a word, a shape of its own and a colour, so that none is told by colour alone.

import { drawing, element } from "./element.js";
import { CHECK, CROSS, DASH, DISC, DOWN, EQUAL, EXCLAMATION, PLUS, QUESTION, SQUARE, TRIANGLE, UP, WAVE } from "./glyphs.js";

const LOOKS = {
  passed: { word: "Passed", shape: DISC, sign: CHECK },
  failed: { word: "Failed", shape: SQUARE, sign: CROSS },
  error: { word: "Error", shape: TRIANGLE, sign: EXCLAMATION },
  skipped: { word: "Skipped", shape: DISC, sign: DASH, hollow: true },
  xfailed: { word: "Expected failure", shape: SQUARE, sign: CROSS, hollow: true },
  xpassed: { word: "Unexpected pass", shape: SQUARE, sign: CHECK },
  control_passed: { word: "Control passed", shape: DISC, sign: CHECK, hollow: true },
  control_failed: { word: "Control failed", shape: DISC, sign: DASH, hollow: true },
  inconclusive: { word: "Inconclusive", shape: DISC, sign: QUESTION, hollow: true },
  running: { word: "Running", shape: DISC, sign: DASH, hollow: true },
  incomplete: { word: "Incomplete", shape: TRIANGLE, sign: EXCLAMATION },
};

/** What became of units since the baseline, in the order in which it is told. */
export const CHANGES = {
  newly_failing: { word: "Newly failing", shape: DOWN, sign: "" },
  fixed: { word: "Fixed", shape: UP, sign: "" },
  still_failing: { word: "Still failing", shape: SQUARE, sign: CROSS, hollow: true },
  flaky: { word: "Flaky", shape: DISC, sign: WAVE, hollow: true },
  new: { word: "New", shape: DISC, sign: PLUS, hollow: true },
  gone: { word: "Gone", shape: DISC, sign: DASH, hollow: true },
};
const SAME = { word: "No difference", shape: DISC, sign: EQUAL, hollow: true };

export const changeWord = (change) => CHANGES[change]?.word ?? change;

// Assertions and gates say it in the present.
const LIKE = { pass: "passed", fail: "failed" };

/** In the order in which they are told; the first four count for the pass rate. */
export const STATUSES = ["passed", "failed", "error", "xpassed", "xfailed", "skipped"];

/** Those and what controls come to, which is neither good nor bad. */
export const SHOWN_STATUSES = [...STATUSES, "control_passed", "control_failed"];

/** A unit's status as the page tells it: a control decides nothing, so that it neither passes nor fails as a case does. */
export function shownStatus({ control, status }) {
  return control && (status === "passed" || status === "failed") ? `control_${status}` : status;
}

export function wordOf(status) {
  return LOOKS[LIKE[status] ?? status]?.word ?? status;
}

/** The shape alone; its word must stand beside it. */
export function mark(status) {
  const name = LIKE[status] ?? status;
  const look = LOOKS[name] ?? CHANGES[name] ?? (name === "same" ? SAME : LOOKS.incomplete);
  const classes = `mark of-${name}${look.hollow ? " hollow" : ""}`;
  return drawing(
    "svg",
    { class: classes, viewBox: "0 0 16 16", "aria-hidden": "true" },
    drawing("path", { class: "shape", d: look.shape }),
    drawing("path", { class: "sign", d: look.sign }),
  );
}

/** Shape and word. */
export function badge(status, word = wordOf(status)) {
  return element("span", { class: `badge of-${LIKE[status] ?? status}` }, mark(status), element("span", {}, word));
}

export const flakyTag = () => element("span", { class: "tag flaky", title: "Its repeats disagree" }, "flaky");
export const authoredTag = () =>
  element("span", { class: "tag authored", title: "A person wrote this answer, not a model" }, "authored");


/** What a unit is where it is no case of the suite: a control, or a group. Nothing else. */
export function roleTag({ control, group }) {
  if (control) {
    const title = "Measures what is known without the image; decides nothing";
    return element("span", { class: "tag", title }, "control");
  }
  if (group) return element("span", { class: "tag", title: "Judged from the units of other cases" }, group);
  return null;
}

/** "95 % interval 56.2–91.0 %" of a pass rate, or "" where there is none. */
export function intervalText({ pass_rate_95: interval }) {
  if (!interval) return "";
  const [low, high] = interval.map((share) => (share * 100).toFixed(1));
  return `95\u202f% interval ${low}–${high}\u202f%`;
}

/** Counts by status as one bar: its parts are those that count for the pass rate. */
export function rateBar(counts) {
  const parts = STATUSES.slice(0, 4).filter((status) => counts[status] > 0);
  const bar = element("span", { class: "rate-bar", "aria-hidden": "true" });
  for (const status of parts) {
    const part = element("span", { class: `of-${status}` });
    part.style.flexGrow = counts[status];
    bar.append(part);
  }
  return bar;
}

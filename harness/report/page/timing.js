// Where the time of a request went, as one bar and as words.

import { element } from "./element.js";
import { duration } from "./format.js";

// Queue stands before the rest, which are moments since the request was begun, each after the one before it.
const PHASES = [
  { key: "connect_ms", name: "connecting" },
  { key: "first_byte_ms", name: "until the first byte" },
  { key: "first_token_ms", name: "until the first token" },
  { key: "total_ms", name: "until the end" },
];

/** The phases that are known, each with its length; [] where nothing but the total is. */
function phasesOf(timing) {
  const phases = timing.queue_ms > 0 ? [{ name: "in the queue", length: timing.queue_ms }] : [];
  let before = 0;
  for (const { key, name } of PHASES) {
    const moment = timing[key];
    if (moment === undefined || moment < before) continue;
    if (moment > before) phases.push({ name, length: moment - before });
    before = moment;
  }
  return phases;
}

/** The bar with its legend; null where there is nothing to tell apart. */
export function timingBar(timing) {
  const phases = phasesOf(timing);
  if (phases.length < 2) return null;
  const bar = element("div", { class: "timing-bar", "aria-hidden": "true" });
  for (const [index, { length }] of phases.entries()) {
    const part = element("span", { class: `timing-part of-${index}` });
    part.style.flexGrow = length;
    bar.append(part);
  }
  const legend = phases.map(({ name, length }, index) => {
    const key = element("span", { class: `timing-key of-${index}`, "aria-hidden": "true" });
    return element("li", {}, key, `${name} ${duration(length)}`);
  });
  const list = element("ol", { class: "timing-legend", "aria-label": "Time" }, legend);
  return element("div", { class: "timing" }, bar, list);
}

// Runs that go on, with how far they are.

import { element, fill } from "./element.js";
import { count } from "./format.js";
import { inline } from "./text.js";
import { pageOf } from "./view_runs.js";

export function showGoing(section, runs) {
  section.hidden = runs.length === 0;
  fill(
    section,
    element("h2", { id: "going-title" }, "Running now"),
    element("ul", { class: "going" }, runs.map(goingRun)),
  );
}

function goingRun(run) {
  const far = `${count(run.results)} of ${count(run.planned)}`;
  return element(
    "li",
    { class: "card" },
    element("span", { class: "going-mark", "aria-hidden": "true" }),
    element("a", { href: pageOf(run), class: "going-name" }, inline(run.label || run.folder)),
    element("progress", {
      max: Math.max(run.planned, run.results, 1),
      value: run.results,
      "aria-label": `Results of ${run.folder}`,
    }),
    element("span", { class: "number" }, far),
  );
}

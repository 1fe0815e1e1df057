// Two runs, picked to be compared: kept in the hash, the one picked first first.

import { element, fill } from "./element.js";
import { choose, state } from "./state.js";
import { inline } from "./text.js";
import { comparisonOf, localTime } from "./view_runs.js";

export function pickedFolders() {
  return state().picked.split(",").filter(Boolean).map(decodeURIComponent);
}

/** Picks a run, or lets go of it; of three the one that was picked first is let go. */
export function togglePick(folder) {
  const before = pickedFolders();
  const now = before.includes(folder) ? before.filter((other) => other !== folder) : [...before, folder].slice(-2);
  choose({ picked: now.map(encodeURIComponent).join(","), swapped: "" });
}

/** { base, candidate } of the picked runs: the older is the base, unless they were swapped. Null unless there are two. */
export function pickedPair(runs) {
  const picked = pickedFolders().map((folder) => runs.find((run) => run.folder === folder));
  if (picked.length !== 2 || picked.includes(undefined)) return null;
  const older = picked.sort((a, b) => (a.started < b.started ? -1 : 1));
  const [base, candidate] = state().swapped ? older.reverse() : older;
  return { base, candidate };
}

/** The bar that tells what is picked; nothing is picked: it is hidden. */
export function showPicked(bar, runs) {
  const picked = pickedFolders();
  const pair = pickedPair(runs);
  bar.hidden = picked.length === 0;
  const clear = element("button", { type: "button", class: "quiet", onclick: () => choose({ picked: "", swapped: "" }) }, "Clear");
  if (!pair) {
    const words = "Pick one more run to compare it with.";
    return fill(bar, element("span", { class: "pick" }, inline(picked.join(", ")), " · ", words), clear);
  }
  fill(
    bar,
    pickedRun("Base", pair.base),
    element("span", { "aria-hidden": "true" }, "→"),
    pickedRun("Candidate", pair.candidate),
    element("button", { type: "button", onclick: () => choose({ swapped: state().swapped ? "" : "1" }) }, "Swap"),
    element(
      "a",
      { class: "button compare-picked", href: comparisonOf(pair.base.folder, pair.candidate.folder) },
      "Compare",
    ),
    clear,
  );
}

function pickedRun(role, run) {
  return element(
    "span",
    { class: "pick" },
    element("span", { class: "label" }, role),
    element("b", {}, inline(run.label || run.folder)),
    element("span", { class: "aside" }, localTime(run.started)),
  );
}

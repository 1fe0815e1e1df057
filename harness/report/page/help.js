// The keys: the few that stand above a table, and all of them in a dialog of the browser's own.

import { element } from "./element.js";

const SEARCH_KEY = [["/"], "search"];
const HELP_KEY = [["?"], "these keys"];

/** What moves through a table of cases, and what is said of it above the table. */
const CASE_KEYS = [
  SEARCH_KEY,
  [["j"], "the next case"],
  [["k"], "the case before"],
  [["g", "g"], "the first case; Home too"],
  [["G"], "the last case; End too"],
  [["Enter"], "open the case"],
  [["Esc"], "leave the search, the case, or this"],
  HELP_KEY,
];
const CASE_HINTS = ["/ search", "j down", "k up", "Enter open", "Esc back"];

/** The same of the list of runs. */
const RUN_KEYS = [
  SEARCH_KEY,
  [["j"], "the next run"],
  [["k"], "the run before"],
  [["g", "g"], "the first run; Home too"],
  [["G"], "the last run; End too"],
  [["Enter"], "open the run"],
  [["x"], "pick the run, or let go of it"],
  [["c"], "compare the two that are picked"],
  [["Esc"], "leave the search, let go of what is picked, or this"],
  HELP_KEY,
];
const RUN_HINTS = ["/ search", "j down", "k up", "Enter open", "x pick", "c compare"];

export const caseKeysHint = () => keysHint(CASE_HINTS, showHelp);
export const runKeysHint = () => keysHint(RUN_HINTS, showRunHelp);

/** Opens the dialog of the keys that move through cases. */
export const showHelp = () => showKeys(CASE_KEYS);

/** Opens the dialog of the keys that move through runs. */
export const showRunHelp = () => showKeys(RUN_KEYS);

/** While a dialog is open, the keys are its own. */
export const isDialogOpen = () => document.querySelector("dialog[open]") !== null;

function keysHint(hints, show) {
  const shown = hints.map((hint) => hint.split(" ")).map(([key, what]) => [element("kbd", {}, key), ` ${what} `]);
  const all = element("button", { type: "button", class: "quiet", onclick: show }, element("kbd", {}, "?"), "all keys");
  return element("p", { class: "keys-hint" }, shown, all);
}

/** A second dialog is not made; one that was closed goes a moment later, and is in nobody's way. */
function showKeys(keys) {
  if (document.querySelector("dialog.help[open]")) return;
  const dialog = element(
    "dialog",
    { class: "help", "aria-labelledby": "help-title", onclose: () => dialog.remove() },
    element(
      "header",
      {},
      element("h2", { id: "help-title" }, "Keys"),
      element("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Close"),
    ),
    element(
      "dl",
      {},
      keys.map(([of, what]) => [
        element(
          "dt",
          {},
          of.map((key) => [element("kbd", {}, key), " "]),
        ),
        element("dd", {}, what),
      ]),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

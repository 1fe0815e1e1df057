// The keys, in a dialog of the browser's own.

import { element } from "./element.js";

const KEYS = [
  [["/"], "search"],
  [["j"], "the next case"],
  [["k"], "the case before"],
  [["g", "g"], "the first case; Home too"],
  [["G"], "the last case; End too"],
  [["Enter"], "open the case"],
  [["Esc"], "leave the search, the case, or this"],
  [["?"], "these keys"],
];

/** Opens the dialog; a second one is not made. */
export function showHelp() {
  if (document.querySelector("dialog.help")) return;
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
      KEYS.map(([keys, what]) => [
        element(
          "dt",
          {},
          keys.map((key) => [element("kbd", {}, key), " "]),
        ),
        element("dd", {}, what),
      ]),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** While a dialog is open, the keys are its own. */
export const isDialogOpen = () => document.querySelector("dialog[open]") !== null;

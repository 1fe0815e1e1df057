// Keys: / to search, j and k, g g and G through the cases, Enter to open one, Esc to leave it, ? to be told of them.

import { showHelp } from "./help.js";
import { listenToKeys, tableActs } from "./keys.js";
import { NO_FILTER, choose, state } from "./state.js";

/** `tableNow` gives the table of cases: another may take its place. */
export function startKeyboard(tableNow) {
  const actOf = (key) => (key === "?" ? showHelp : state().case ? inCase(key) : tableActs(tableNow())[key]);
  listenToKeys("input, textarea, select", actOf, leave);
}

function inCase(key) {
  const rel = { j: "next", k: "prev" }[key];
  return rel && (() => document.querySelector(`.case-bar [rel=${rel}]`)?.click());
}

/** Out of a field, out of a case; in the table, out of the search. */
function leave(typing) {
  if (typing) typing.blur();
  else if (state().case) choose({ case: "", repeat: "" }, { newPlace: true });
  else if (state().q) choose({ q: "" });
  else if (state().beside) choose({ ...NO_FILTER, beside: "", sort: "" }, { newPlace: true });
}

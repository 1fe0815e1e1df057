// Keys: / to search, j and k, g g and G through the cases, Enter to open one, Esc to leave it, ? to be told of them.

import { isDialogOpen, showHelp } from "./help.js";
import { NO_FILTER, choose, state } from "./state.js";

let lastKey = "";

/** `tableNow` gives the table of cases: another may take its place. */
export function startKeyboard(tableNow) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isDialogOpen()) return;
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape") return leave(typing);
    if (typing) return;
    const again = event.key === "g" && lastKey === "g";
    lastKey = again ? "" : event.key;
    const act = event.key === "?" ? showHelp : actOf(again ? "gg" : event.key, tableNow());
    if (!act) return;
    event.preventDefault();
    act();
  });
}

const actOf = (key, table) => (state().case ? inCase(key) : inTable(key, table));

function inTable(key, table) {
  return {
    gg: () => table.moveToFirst(),
    Home: () => table.moveToFirst(),
    G: () => table.moveToLast(),
    End: () => table.moveToLast(),
    "/": () => table.focusSearch(),
    j: () => table.move(1),
    k: () => table.move(-1),
  }[key];
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

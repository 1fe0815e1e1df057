// Keys of the list: / to search, j and k, g g and G through the runs, Enter to open one, x to pick one, c to compare the two
// picked, ? to be told of them.

import { isDialogOpen, showRunHelp } from "./help.js";
import { choose, state } from "./state.js";

let keyBefore = "";

export function startViewKeys(table) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isDialogOpen()) return;
    const typing = event.target.closest?.("input[type=search], textarea, select");
    if (event.key === "Escape") return leaveList(typing);
    if (typing) return;
    const again = event.key === "g" && keyBefore === "g";
    keyBefore = again ? "" : event.key;
    const act = actOnRuns(again ? "gg" : event.key, table);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOnRuns(key, table) {
  return {
    gg: () => table.moveToFirst(),
    Home: () => table.moveToFirst(),
    G: () => table.moveToLast(),
    End: () => table.moveToLast(),
    "/": () => table.focusSearch(),
    j: () => table.move(1),
    k: () => table.move(-1),
    x: () => table.pick(),
    c: () => table.compare(),
    "?": showRunHelp,
  }[key];
}

function leaveList(typing) {
  if (typing) typing.blur();
  else if (state().picked) choose({ picked: "", swapped: "" });
  else if (state().q) choose({ q: "" });
}

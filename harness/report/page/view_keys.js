// Keys of the list: / to search, j and k through the runs, Enter to open one, x to pick one, c to compare the two picked.

import { choose, state } from "./state.js";

export function startViewKeys(table) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest?.("input[type=search], textarea, select");
    if (event.key === "Escape") return leaveList(typing);
    const act = typing ? null : actOf(event.key, table);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(key, table) {
  return {
    "/": () => table.focusSearch(),
    j: () => table.move(1),
    k: () => table.move(-1),
    x: () => table.pick(),
    c: () => table.compare(),
  }[key];
}

function leaveList(typing) {
  if (typing) typing.blur();
  else if (state().picked) choose({ picked: "", swapped: "" });
  else if (state().q) choose({ q: "" });
}

// Keys of a page with a table: what they do there, wherever the table is.

import { isDialogOpen } from "./help.js";

let before = "";

/**
 * Calls what `actOf(key)` gives, a function or nothing; g pressed twice is the key "gg". Escape calls `leave(field)` instead,
 * with the field that has the focus, where it is one of `fields`: in those, all other keys are the reader's own.
 */
export function listenToKeys(fields, actOf, leave) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isDialogOpen()) return;
    const field = event.target.closest?.(fields);
    if (event.key === "Escape") return leave(field);
    if (field) return;
    const again = event.key === "g" && before === "g";
    before = again ? "" : event.key;
    const act = actOf(again ? "gg" : event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** What keys do in a table. */
export function tableActs(table) {
  return {
    gg: () => table.moveToFirst(),
    Home: () => table.moveToFirst(),
    G: () => table.moveToLast(),
    End: () => table.moveToLast(),
    "/": () => table.focusSearch(),
    j: () => table.move(1),
    k: () => table.move(-1),
  };
}

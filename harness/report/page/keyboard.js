// Keys: / to search, j and k through the cases, Enter to open one, Esc to leave it.

import { choose, state } from "./state.js";

export function startKeyboard(table) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape") return leave(typing);
    if (typing) return;
    const act = state().case ? inCase(event.key) : inTable(event.key, table);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function inTable(key, table) {
  return {
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
}

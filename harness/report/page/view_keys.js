// Keys of the list: / to search, j and k, g g and G through the runs, Enter to open one, x to pick one, c to compare the two
// picked, ? to be told of them.

import { showRunHelp } from "./help.js";
import { listenToKeys, tableActs } from "./keys.js";
import { choose, state } from "./state.js";

export function startViewKeys(table) {
  const acts = { ...tableActs(table), x: () => table.pick(), c: () => table.compare(), "?": showRunHelp };
  listenToKeys("input[type=search], textarea, select", (key) => acts[key], leaveList);
}

function leaveList(typing) {
  if (typing) typing.blur();
  else if (state().picked) choose({ picked: "", swapped: "" });
  else if (state().q) choose({ q: "" });
}

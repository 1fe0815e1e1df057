// A list of pairs, and one of them in its place, as the hash asks.

import { PairTable } from "./pair_table.js";
import { showPair } from "./pair_view.js";
import { NO_FILTER } from "./state.js";

const PAIR_CHOICES = ["sort", ...Object.keys(NO_FILTER)];

export class PairViews {
  #source;
  #parts;
  #choices = "";
  #scrolled = 0;

  /** `parts` are elements: `list` with the section `table` in it, and `pair`, which takes the list's place. */
  constructor(source, parts, title) {
    this.#source = source;
    this.#parts = parts;
    this.table = new PairTable(parts.table, source, title);
  }

  /** What is shown now, and what was before: nothing, where another view was. */
  show(now, before) {
    const { list, pair } = this.#parts;
    if (now.case && !list.hidden) this.#scrolled = scrollY;
    list.hidden = now.case !== "";
    pair.hidden = now.case === "";
    const choices = JSON.stringify(PAIR_CHOICES.map((name) => now[name]));
    if (choices !== this.#choices) this.table.update();
    this.#choices = choices;
    if (now.case) this.#showPair(now, before);
    else if (before.case) this.#comeBack(before.case);
  }

  #showPair(now, before) {
    if (now.case === before.case && now.repeat === before.repeat) return;
    showPair(this.#parts.pair, this.#source, now.case, this.table.names);
    if (now.case === before.case) return;
    scrollTo(0, 0);
    document.getElementById("pair-title")?.focus({ preventScroll: true });
  }

  #comeBack(name) {
    scrollTo(0, this.#scrolled);
    this.table.render();
    this.table.focusUnit(name);
  }
}

// The table of pairs, with the choices above it: what both sides have, each with what became of it.

import { element, fill } from "./element.js";
import { caseKeysHint } from "./help.js";
import { pairColumnsFor } from "./pair_columns.js";
import { pairFilterBar } from "./pair_filters.js";
import { selectPairs } from "./pair_selection.js";
import { RowTable } from "./row_table.js";
import { choose, state } from "./state.js";

export class PairTable extends RowTable {
  #source;
  #bar;
  #none = element("p", { class: "absent none" }, "No unit fits these filters.");

  constructor(section, source, title) {
    super(pairColumnsFor(source.pairs), { id: "pairs-title", classes: "cases pair-table", firstOrder: "fate" });
    this.#source = source;
    this.#bar = pairFilterBar(source.pairs);
    const heading = this.heading("pairs-title", title, caseKeysHint());
    fill(section, heading, this.#bar.element, this.element, this.#none);
  }

  /** Names of the pairs that are shown, in their order. */
  get names() {
    return this.items.map((pair) => pair.name);
  }

  update() {
    const choices = state();
    const { pairs } = this.#source;
    this.#bar.update(choices);
    this.showItems(
      selectPairs(this.#source, choices).map((index) => pairs[index]),
      pairs.length,
      "unit",
    );
    this.#none.hidden = this.items.length > 0;
  }

  focusUnit(name) {
    this.focus(this.items.findIndex((pair) => pair.name === name));
  }

  focusSearch() {
    this.#bar.focusSearch();
  }

  classOf(pair) {
    return `is-${pair.fate}`;
  }

  open(pair) {
    choose({ case: pair.name, repeat: "" }, { newPlace: true });
  }
}

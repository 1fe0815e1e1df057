// The table of runs: filters, the cursor that keys move, and the two that are picked.

import { element, fill } from "./element.js";
import { runKeysHint } from "./help.js";
import { RowTable } from "./row_table.js";
import { state } from "./state.js";
import { RUN_COLUMNS } from "./view_columns.js";
import { RunFilters } from "./view_filters.js";
import { pickedFolders, pickedPair, showPicked, togglePick } from "./view_pick.js";
import { chosenRuns, comparisonOf, pageOf, wordOfRun } from "./view_runs.js";

export class RunTable extends RowTable {
  #section;
  #filters = new RunFilters();
  #picked = element("div", { class: "picked", role: "region", "aria-label": "Picked for comparison", hidden: true });
  #none = element("p", { class: "absent none" });
  #runs = [];

  constructor(section) {
    super(RUN_COLUMNS, { id: "runs-title", classes: "cases runs" });
    this.#section = section;
    const heading = this.heading("runs-title", "All runs", runKeysHint());
    fill(section, heading, this.#filters.element, this.element, this.#none, this.#picked);
  }

  /** Shows those of the runs that fit the choices. */
  show(runs) {
    this.#section.hidden = false;
    this.#runs = runs;
    this.#filters.update(runs, state());
    showPicked(this.#picked, runs);
    this.showItems(chosenRuns(runs, state()), runs.length, "run", { keepsCursor: true });
    this.element.hidden = runs.length === 0;
    this.#none.hidden = this.items.length > 0;
    this.#none.textContent = runs.length > 0 ? "No run fits these filters." : "There is no run in this folder yet.";
  }

  pick() {
    if (!this.current) return;
    togglePick(this.current.folder);
    this.move(0);
  }

  compare() {
    const pair = pickedPair(this.#runs);
    if (pair) location.assign(comparisonOf(pair.base.folder, pair.candidate.folder));
  }

  focusSearch() {
    this.#filters.focusSearch();
  }

  classOf(run) {
    return `is-${wordOfRun(run).toLowerCase()}${pickedFolders().includes(run.folder) ? " is-picked" : ""}`;
  }

  open(run) {
    location.assign(pageOf(run));
  }
}

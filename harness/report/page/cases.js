// The table of cases, with the choices above it.

import { columnsFor } from "./columns.js";
import { element, fill } from "./element.js";
import { filterBar } from "./filters.js";
import { caseKeysHint } from "./help.js";
import { keepingPlace } from "./keeping_place.js";
import { shownStatus } from "./marks.js";
import { RowTable } from "./row_table.js";
import { isReadAhead, readAhead } from "./search.js";
import { FIRST_ORDER, select } from "./selection.js";
import { NO_FILTER, choose, state } from "./state.js";

export class CaseTable extends RowTable {
  #run;
  #bar;
  #none;
  #endReading;
  #lacksAnswers = false;

  constructor(section, run) {
    const columns = columnsFor(run.units);
    super(columns, { id: "cases-title", classes: "cases", firstOrder: FIRST_ORDER });
    this.#run = run;
    this.#bar = filterBar(run, columns);
    this.#none = noneLeft(run.units.length === 0);
    fill(section, this.heading("cases-title", "Cases", caseKeysHint()), this.#bar.element, this.element, this.#none);
    this.#endReading = readAhead(run, () => state().q && !state().beside && this.#searchAgain());
  }

  /** Names of the units that are shown, in their order. */
  get names() {
    return this.items.map((unit) => unit.name);
  }

  /** Shows what is chosen now. */
  update() {
    const choices = state();
    const { units } = this.#run;
    this.#lacksAnswers = Boolean(choices.q) && !isReadAhead(this.#run);
    this.#bar.update(choices);
    this.showItems(
      select(this.#run, choices).map((index) => units[index]),
      units.length,
      "unit",
    );
    if (this.#lacksAnswers) this.tell("; the answers are still being read");
    this.#none.hidden = this.items.length > 0;
  }

  /** Whether a search would find more by now than it did at the last update. */
  get isOutdated() {
    return this.#lacksAnswers && isReadAhead(this.#run);
  }

  close() {
    this.#endReading();
    super.close();
  }

  /** The search finds more by now; the reader may have come to a row meanwhile, and stays there, wherever it is now. */
  #searchAgain() {
    const { place } = this;
    keepingPlace(() => this.update(), () => this.render());
    this.returnTo(place);
  }

  /** The unit that the cursor is on, by name, whether its row has the focus, and where in the window that row begins. */
  get place() {
    const row = document.activeElement?.closest(".unit");
    const hasFocus = this.element.contains(row);
    return { name: this.current?.name, hasFocus, top: hasFocus ? topInWindow(row) : null };
  }

  /**
   * Puts the cursor where it was, in this table or in the one before it; the focus too where it was in that row. The window
   * goes with a row that was in it.
   */
  returnTo({ name, hasFocus, top }) {
    this.putCursor(this.#positionOf(name), { withFocus: hasFocus, top });
  }

  /** Puts the cursor on the unit of that name, where it is shown. */
  focusUnit(name) {
    this.focus(this.#positionOf(name));
  }

  #positionOf(name) {
    return this.items.findIndex((unit) => unit.name === name);
  }

  focusSearch() {
    this.#bar.focusSearch();
  }

  classOf(unit) {
    return `is-${shownStatus(unit)}`;
  }

  open(unit) {
    choose({ case: unit.name, repeat: "" }, { newPlace: true });
  }
}

/** Null for a row that is outside of the window. */
function topInWindow(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight ? top : null;
}

/** What stands in the place of rows where there are none, and what to do then. */
function noneLeft(wholeRun) {
  if (wholeRun) return element("p", { class: "absent none" }, "Nothing was judged.");
  return element(
    "div",
    { class: "none" },
    element("p", {}, "No case fits these filters. Take one away, search for less, or begin anew."),
    element("button", { type: "button", onclick: () => choose(NO_FILTER) }, "Clear all filters"),
  );
}

// The table of cases: search, filters, order, and the keys that move through it.

import { columnsFor } from "./columns.js";
import { element, fill } from "./element.js";
import { filterBar } from "./filters.js";
import { count, counted } from "./format.js";
import { showHelp } from "./help.js";
import { shownStatus } from "./marks.js";
import { RowList } from "./row_list.js";
import { isReadAhead, readAhead } from "./search.js";
import { FIRST_ORDER, PLAN_ORDER, select } from "./selection.js";
import { NO_FILTER, choose, state } from "./state.js";

export class CaseTable {
  #run;
  #columns;
  #rows;
  #chosen = [];
  #cursor = -1;
  #tally;
  #heads = new Map();
  #bar;
  #table;
  #none;
  #endReading;

  constructor(section, run) {
    this.#run = run;
    this.#columns = columnsFor(run.units);
    this.#tally = element("p", { class: "tally", role: "status" });
    this.#bar = filterBar(run, this.#columns);
    const body = element("tbody", { role: "rowgroup" });
    this.#table = this.#tableAround(body);
    this.#none = noneLeft(run.units.length === 0);
    this.#rows = new RowList(body, this.#columns.length, (index, position) => this.#row(index, position));
    fill(
      section,
      element(
        "header",
        { class: "cases-head" },
        element("h2", { id: "cases-title", tabindex: "-1" }, "Cases"),
        this.#tally,
        keysHint(),
      ),
      this.#bar.element,
      this.#table,
      this.#none,
    );
    this.#endReading = readAhead(run, () => state().q && this.update());
  }

  /** Names of the units that are shown, in their order. */
  get names() {
    return this.#chosen.map((index) => this.#run.units[index].name);
  }

  /** Shows what is chosen now. */
  update() {
    const choices = state();
    this.#chosen = select(this.#run, choices);
    this.#cursor = -1;
    this.#bar.update(choices);
    const { length } = this.#run.units;
    this.#tally.textContent =
      this.#chosen.length === length
        ? counted(length, "unit")
        : `${count(this.#chosen.length)} of ${counted(length, "unit")}`;
    if (choices.q && !isReadAhead(this.#run)) this.#tally.textContent += "; the answers are still being read";
    this.#table.setAttribute("aria-rowcount", this.#chosen.length + 1);
    for (const [key, head] of this.#heads) head.setAttribute("aria-sort", orderOf(key, choices.sort || FIRST_ORDER));
    this.#none.hidden = this.#chosen.length > 0;
    this.#rows.show(this.#chosen);
  }

  render() {
    this.#rows.render();
  }

  /** Another table takes its place. */
  close() {
    this.#endReading();
    this.#rows.close();
  }

  /** Moves the cursor by some rows and focuses the row's link. */
  move(by) {
    if (this.#chosen.length === 0) return;
    const from = this.#cursor < 0 && by < 0 ? 0 : this.#cursor;
    this.#focus(Math.min(Math.max(from + by, 0), this.#chosen.length - 1));
  }

  moveToFirst() {
    this.move(-this.#chosen.length);
  }

  moveToLast() {
    this.move(this.#chosen.length);
  }

  /** Puts the cursor on the unit of that name, where it is shown. */
  focusUnit(name) {
    const position = this.#chosen.findIndex((index) => this.#run.units[index].name === name);
    if (position >= 0) this.#focus(position);
  }

  focusSearch() {
    this.#bar.search.focus();
    this.#bar.search.select();
  }

  #focus(position) {
    this.#cursor = position;
    this.#rows.reveal(position)?.querySelector("a").focus({ preventScroll: true });
  }

  #tableAround(body) {
    const columns = this.#columns.map((column) => element("col", { class: `of-${column.key}` }));
    const heads = this.#columns.map((column) => this.#head(column));
    return element(
      "table",
      { class: "cases", role: "table", "aria-labelledby": "cases-title" },
      element("colgroup", {}, columns),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)),
      body,
    );
  }

  #head(column) {
    const head = element("th", {
      scope: "col",
      role: "columnheader",
      class: `of-${column.key}${column.number ? " number" : ""}`,
    });
    if (column.unsorted) return fill(head, element("span", {}, column.title));
    this.#heads.set(column.key, head);
    return fill(
      head,
      element(
        "button",
        { type: "button", onclick: () => choose({ sort: nextOrder(column.key, state().sort || FIRST_ORDER) }) },
        column.title,
        element("span", { class: "arrow", "aria-hidden": "true" }),
      ),
    );
  }

  #row(index, position) {
    const unit = this.#run.units[index];
    const cells = this.#columns.map((column) =>
      element(
        "td",
        { role: "cell", class: `of-${column.key}${column.number ? " number" : ""}`, "data-name": column.title },
        column.cell(unit),
      ),
    );
    return element(
      "tr",
      {
        role: "row",
        "aria-rowindex": position + 2,
        class: `unit is-${shownStatus(unit)}`,
        onclick: (event) => this.#click(event, position),
        onfocusin: () => {
          this.#cursor = position;
        },
      },
      cells,
    );
  }

  /** A click anywhere in a row opens it, unless it is on the link itself or ends a selection of text. */
  #click(event, position) {
    if (event.target.closest("a") || String(getSelection())) return;
    choose({ case: this.names[position], repeat: "" }, { newPlace: true });
  }
}

function orderOf(key, sort) {
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}

/** Rising, falling, and back to the order of the plan. */
function nextOrder(key, sort) {
  return { none: key, ascending: `-${key}`, descending: PLAN_ORDER }[orderOf(key, sort)];
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

function keysHint() {
  return element(
    "p",
    { class: "keys-hint" },
    [
      ["/", "search"],
      ["j", "down"],
      ["k", "up"],
      ["Enter", "open"],
      ["Esc", "back"],
    ].map(([key, what]) => [element("kbd", {}, key), ` ${what} `]),
    element("button", { type: "button", class: "quiet", onclick: showHelp }, element("kbd", {}, "?"), "all keys"),
  );
}

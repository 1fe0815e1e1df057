// The table of runs: filters, order, the cursor that keys move, and the two that are picked.

import { element, fill } from "./element.js";
import { count, counted } from "./format.js";
import { RowList } from "./row_list.js";
import { state } from "./state.js";
import { RUN_COLUMNS } from "./view_columns.js";
import { RunFilters } from "./view_filters.js";
import { pickedFolders, pickedPair, showPicked, togglePick } from "./view_pick.js";
import { chosenRuns, comparisonOf, pageOf, wordOfRun } from "./view_runs.js";

const HINTS = [
  ["/", "search"],
  ["j", "down"],
  ["k", "up"],
  ["Enter", "open"],
  ["x", "pick"],
  ["c", "compare"],
];

export class RunTable {
  #section;
  #filters = new RunFilters();
  #tally = element("p", { class: "tally", role: "status" });
  #picked = element("div", { class: "picked", role: "region", "aria-label": "Picked for comparison", hidden: true });
  #none = element("p", { class: "absent none" });
  #table;
  #rows;
  #runs = [];
  #shown = [];
  #cursor = -1;

  constructor(section) {
    this.#section = section;
    const body = element("tbody", { role: "rowgroup" });
    this.#table = tableAround(body);
    this.#rows = new RowList(body, RUN_COLUMNS.length, (run, position) => this.#row(run, position));
    fill(section, this.#head(), this.#filters.element, this.#table, this.#none, this.#picked);
  }

  /** Shows those of the runs that fit the choices. */
  show(runs) {
    this.#section.hidden = false;
    this.#runs = runs;
    this.#shown = chosenRuns(runs, state());
    this.#cursor = Math.min(this.#cursor, this.#shown.length - 1);
    this.#filters.update(runs, state());
    this.#tally.textContent =
      this.#shown.length === runs.length
        ? counted(runs.length, "run")
        : `${count(this.#shown.length)} of ${counted(runs.length, "run")}`;
    this.#table.setAttribute("aria-rowcount", this.#shown.length + 1);
    this.#table.hidden = runs.length === 0;
    this.#none.hidden = this.#shown.length > 0;
    this.#none.textContent = runs.length > 0 ? "No run fits these filters." : "There is no run in this folder yet.";
    showPicked(this.#picked, runs);
    this.#rows.show(this.#shown);
  }

  render() {
    this.#rows.render();
  }

  move(by) {
    if (this.#shown.length === 0) return;
    const from = this.#cursor < 0 && by < 0 ? 0 : this.#cursor;
    this.#cursor = Math.min(Math.max(from + by, 0), this.#shown.length - 1);
    this.#focus();
  }

  pick() {
    if (this.#cursor < 0) return;
    togglePick(this.#shown[this.#cursor].folder);
    this.#focus();
  }

  compare() {
    const pair = pickedPair(this.#runs);
    if (pair) location.assign(comparisonOf(pair.base.folder, pair.candidate.folder));
  }

  focusSearch() {
    this.#filters.search.focus();
    this.#filters.search.select();
  }

  #focus() {
    this.#rows.reveal(this.#cursor)?.querySelector("a").focus({ preventScroll: true });
  }

  #head() {
    const hints = HINTS.map(([key, what]) => [element("kbd", {}, key), ` ${what} `]);
    return element(
      "header",
      { class: "cases-head" },
      element("h2", { id: "runs-title", tabindex: "-1" }, "All runs"),
      this.#tally,
      element("p", { class: "keys-hint" }, hints),
    );
  }

  #row(run, position) {
    const cells = RUN_COLUMNS.map(({ key, title, number, cell }) =>
      element("td", { role: "cell", class: `of-${key}${number ? " number" : ""}`, "data-name": title }, cell(run)),
    );
    const picked = pickedFolders().includes(run.folder) ? " is-picked" : "";
    return element(
      "tr",
      {
        role: "row",
        "aria-rowindex": position + 2,
        class: `unit is-${wordOfRun(run).toLowerCase()}${picked}`,
        onclick: (event) => this.#click(event, run),
        onfocusin: () => {
          this.#cursor = position;
        },
      },
      cells,
    );
  }

  /** A click anywhere in a row opens it, unless it is on something to press or ends a selection of text. */
  #click(event, run) {
    if (event.target.closest("a, input, .of-pick") || String(getSelection())) return;
    location.assign(pageOf(run));
  }
}

function tableAround(body) {
  const heads = RUN_COLUMNS.map(({ key, title, number }) =>
    element(
      "th",
      { scope: "col", role: "columnheader", class: `of-${key}${number ? " number" : ""}` },
      element("span", {}, title),
    ),
  );
  return element(
    "table",
    { class: "cases runs", role: "table", "aria-labelledby": "runs-title" },
    element("colgroup", {}, RUN_COLUMNS.map(({ key }) => element("col", { class: `of-${key}` }))),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)),
    body,
  );
}

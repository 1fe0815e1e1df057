// The table of pairs: what both sides have, each with what became of it. It has the keys and the looks of the table of
// cases.

import { element, fill } from "./element.js";
import { count, counted } from "./format.js";
import { pairColumnsFor } from "./pair_columns.js";
import { pairFilterBar } from "./pair_filters.js";
import { selectPairs } from "./pair_selection.js";
import { RowList } from "./row_list.js";
import { choose, state } from "./state.js";

export class PairTable {
  #source;
  #columns;
  #rows;
  #chosen = [];
  #cursor = -1;
  #tally = element("p", { class: "tally", role: "status" });
  #bar;
  #table;
  #heads = new Map();
  #none = element("p", { class: "absent none" }, "No unit fits these filters.");

  constructor(section, source, title) {
    this.#source = source;
    this.#columns = pairColumnsFor(source.pairs);
    this.#bar = pairFilterBar(source.pairs);
    const body = element("tbody", { role: "rowgroup" });
    this.#table = this.#tableAround(body);
    this.#rows = new RowList(body, this.#columns.length, (index, position) => this.#row(index, position));
    const heading = element("h2", { id: "pairs-title", tabindex: "-1" }, title);
    fill(
      section,
      element("header", { class: "cases-head" }, heading, this.#tally, pairKeys()),
      this.#bar.element,
      this.#table,
      this.#none,
    );
  }

  /** Names of the pairs that are shown, in their order. */
  get names() {
    return this.#chosen.map((index) => this.#source.pairs[index].name);
  }

  update() {
    const choices = state();
    this.#chosen = selectPairs(this.#source, choices);
    this.#cursor = -1;
    this.#bar.update(choices);
    const { length } = this.#source.pairs;
    const shown = this.#chosen.length;
    this.#tally.textContent = shown === length ? counted(length, "unit") : `${count(shown)} of ${counted(length, "unit")}`;
    this.#table.setAttribute("aria-rowcount", shown + 1);
    for (const [key, head] of this.#heads) head.setAttribute("aria-sort", sortOf(key, choices.sort || "fate"));
    this.#none.hidden = shown > 0;
    this.#rows.show(this.#chosen);
  }

  /** Ends its listening to the window. */
  close() {
    this.#rows.close();
  }

  render() {
    this.#rows.render();
  }

  move(by) {
    if (this.#chosen.length === 0) return;
    const from = this.#cursor < 0 && by < 0 ? 0 : this.#cursor;
    this.#focus(Math.min(Math.max(from + by, 0), this.#chosen.length - 1));
  }

  moveToFirst() {
    if (this.#chosen.length > 0) this.#focus(0);
  }

  moveToLast() {
    if (this.#chosen.length > 0) this.#focus(this.#chosen.length - 1);
  }

  focusUnit(name) {
    const position = this.names.indexOf(name);
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
    const heads = this.#columns.map((column) => this.#head(column));
    return element(
      "table",
      { class: "cases pair-table", role: "table", "aria-labelledby": "pairs-title" },
      element("colgroup", {}, this.#columns.map((column) => element("col", { class: `of-${column.key}` }))),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)),
      body,
    );
  }

  #head({ key, title, number, unsorted }) {
    const head = element("th", { scope: "col", role: "columnheader", class: `of-${key}${number ? " number" : ""}` });
    if (unsorted) return fill(head, element("span", {}, title));
    this.#heads.set(key, head);
    const order = () => choose({ sort: sortAfter(key, state().sort || "fate") });
    const arrow = element("span", { class: "arrow", "aria-hidden": "true" });
    return fill(head, element("button", { type: "button", onclick: order }, title, arrow));
  }

  #row(index, position) {
    const pair = this.#source.pairs[index];
    const cells = this.#columns.map(({ key, title, number, cell }) =>
      element(
        "td",
        { role: "cell", class: `of-${key}${number ? " number" : ""}`, "data-name": title.toLowerCase() },
        cell(pair),
      ),
    );
    const attributes = {
      role: "row",
      "aria-rowindex": position + 2,
      class: `unit is-${pair.fate}`,
      onclick: (event) => this.#click(event, pair.name),
      onfocusin: () => {
        this.#cursor = position;
      },
    };
    return element("tr", attributes, cells);
  }

  #click(event, name) {
    if (event.target.closest("a") || String(getSelection())) return;
    choose({ case: name, repeat: "" }, { newPlace: true });
  }
}

function sortOf(key, sort) {
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}

function sortAfter(key, sort) {
  return { none: key, ascending: `-${key}`, descending: "plan" }[sortOf(key, sort)];
}

function pairKeys() {
  const keys = ["/ search", "j down", "k up", "Enter open", "Esc back"].map((words) => words.split(" "));
  return element("p", { class: "keys-hint" }, keys.map(([key, what]) => [element("kbd", {}, key), ` ${what} `]));
}

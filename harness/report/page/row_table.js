// A table of rows below a heading: columns that it can be ordered by, a cursor that the keys move, and a click anywhere in
// a row that opens it. Cases, pairs and runs stand in such tables.

import { element, fill } from "./element.js";
import { count, counted } from "./format.js";
import { RowList } from "./row_list.js";
import { choose, state } from "./state.js";

/** The order in which the run was planned. */
export const PLAN_ORDER = "plan";

export class RowTable {
  #columns;
  #rows;
  #firstOrder;
  #heads = new Map();
  #tally = element("p", { class: "tally", role: "status" });
  #table;
  #items = [];
  #cursor = -1;

  /**
   * A column is { key, title, number, unsorted, cell(item) }. `id` is the heading's, `firstOrder` what the table is ordered
   * by where nothing was chosen; without it no column can be ordered by. A table gives `classOf(item)`, the class of a
   * row, and `open(item)`.
   */
  constructor(columns, { id, classes, firstOrder = "" }) {
    this.#columns = columns;
    this.#firstOrder = firstOrder;
    const body = element("tbody", { role: "rowgroup" });
    this.#table = this.#tableAround(body, classes, id);
    this.#rows = new RowList(body, columns.length, (item, position) => this.#row(item, position));
  }

  get element() {
    return this.#table;
  }

  /** What is shown, in its order. */
  get items() {
    return this.#items;
  }

  /** The item that the cursor is on, if any. */
  get current() {
    return this.#items[this.#cursor];
  }

  /**
   * Puts the cursor on the row at that place, or on none (-1). The window stays where it is, or goes to where that row begins
   * `top` below its edge.
   */
  putCursor(position, { withFocus = false, top = null } = {}) {
    this.#cursor = position;
    if (top !== null && this.current) this.#rows.bringTo(position, top);
    if (withFocus) focusLink(this.#rows.at(position));
  }

  /** The line above the table: its heading, how much it shows, and the keys. */
  heading(id, title, keys) {
    return element("header", { class: "cases-head" }, element("h2", { id, tabindex: "-1" }, title), this.#tally, keys);
  }

  /** Exchanges the rows for those of `items`, of `all` that there are. The cursor stays on its row where `keepsCursor`. */
  showItems(items, all, noun, { keepsCursor = false } = {}) {
    this.#items = items;
    this.#cursor = keepsCursor ? Math.min(this.#cursor, items.length - 1) : -1;
    this.#tally.textContent =
      items.length === all ? counted(all, noun) : `${count(items.length)} of ${counted(all, noun)}`;
    this.#table.setAttribute("aria-rowcount", items.length + 1);
    for (const [key, head] of this.#heads) head.setAttribute("aria-sort", orderOf(key, this.#order));
    this.#rows.show(items);
  }

  /** Says more behind the tally. */
  tell(more) {
    this.#tally.append(more);
  }

  render() {
    this.#rows.render();
  }

  /** Another table takes its place. */
  close() {
    this.#rows.close();
  }

  /** Moves the cursor by some rows and focuses the row's link. */
  move(by) {
    const from = this.#cursor < 0 && by < 0 ? 0 : this.#cursor;
    this.focus(Math.min(Math.max(from + by, 0), this.#items.length - 1));
  }

  moveToFirst() {
    this.focus(0);
  }

  moveToLast() {
    this.focus(this.#items.length - 1);
  }

  /** Puts the cursor on the row at that place, where there is one. */
  focus(position) {
    if (!this.#items[position]) return;
    this.#cursor = position;
    focusLink(this.#rows.reveal(position));
  }

  get #order() {
    return state().sort || this.#firstOrder;
  }

  #tableAround(body, classes, id) {
    const columns = this.#columns.map(({ key }) => element("col", { class: `of-${key}` }));
    const heads = this.#columns.map((column) => this.#head(column));
    return element(
      "table",
      { class: classes, role: "table", "aria-labelledby": id },
      element("colgroup", {}, columns),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, heads)),
      body,
    );
  }

  #head(column) {
    const head = element("th", { scope: "col", role: "columnheader", class: classesOf(column) });
    if (column.unsorted || !this.#firstOrder) return fill(head, element("span", {}, column.title));
    this.#heads.set(column.key, head);
    const order = () => choose({ sort: nextOrder(column.key, this.#order) });
    const arrow = element("span", { class: "arrow", "aria-hidden": "true" });
    return fill(head, element("button", { type: "button", onclick: order }, column.title, arrow));
  }

  #row(item, position) {
    const cells = this.#columns.map((column) =>
      element("td", { role: "cell", class: classesOf(column), "data-name": column.title }, column.cell(item)),
    );
    const attributes = {
      role: "row",
      "aria-rowindex": position + 2,
      class: `unit ${this.classOf(item)}`,
      onclick: (event) => this.#click(event, item),
      onfocusin: () => {
        this.#cursor = position;
      },
    };
    return element("tr", attributes, cells);
  }

  /** A click anywhere in a row opens it, unless it is on something to press or ends a selection of text. */
  #click(event, item) {
    if (event.target.closest("a, input, .of-pick") || String(getSelection())) return;
    this.open(item);
  }
}

const focusLink = (row) => row?.querySelector("a").focus({ preventScroll: true });

const classesOf = ({ key, number }) => `of-${key}${number ? " number" : ""}`;

function orderOf(key, sort) {
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}

/** Rising, falling, and back to the order of the plan. */
function nextOrder(key, sort) {
  return { none: key, ascending: `-${key}`, descending: PLAN_ORDER }[orderOf(key, sort)];
}

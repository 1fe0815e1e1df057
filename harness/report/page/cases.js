// The table of cases: search, filters, order, and the keys that move through it.

import { element, fill } from "./element.js";
import { filterBar } from "./filters.js";
import { count, counted, duration, money, score } from "./format.js";
import { viewLink } from "./link.js";
import { authoredTag, badge, flakyTag } from "./marks.js";
import { RowList } from "./row_list.js";
import { FIRST_ORDER, PLAN_ORDER, select } from "./selection.js";
import { choose, state } from "./state.js";
import { inline } from "./text.js";

const COLUMNS = [
  { key: "status", title: "Status", cell: (unit) => [badge(unit.status), unit.flaky && flakyTag()] },
  { key: "case", title: "Case", cell: caseCell },
  { key: "prompt", title: "Prompt", cell: (unit) => inline(unit.prompt), needed: (units) => differ(units, "prompt") },
  { key: "model", title: "Model", cell: (unit) => inline(unit.model), needed: (units) => differ(units, "model") },
  { key: "repeats", title: "Repeats", number: true, unsorted: true, cell: (unit) => `${unit.repeats_passed}/${unit.repeats}`,
    needed: (units) => units.some((unit) => unit.repeats > 1) },
  { key: "score", title: "Score", number: true, cell: (unit) => (unit.status === "skipped" ? "–" : score(unit.score)) },
  { key: "cost", title: "Cost", number: true, cell: (unit) => money(unit.cost), needed: (units) => has(units, "cost") },
  { key: "latency", title: "Latency", number: true, cell: (unit) => duration(unit.latency_ms),
    needed: (units) => has(units, "latency_ms") },
];

const has = (units, key) => units.some((unit) => unit[key] !== undefined);
const differ = (units, key) => units.some((unit) => unit[key] !== units[0][key]);

function caseCell(unit) {
  return [
    element("div", { class: "case-line" },
      viewLink({ case: unit.name, repeat: "" }, { class: "case-name" },
        element("span", { class: "suite" }, inline(unit.suite), "/"), inline(unit.case)),
      unit.must_pass && element("span", { class: "tag" }, "must pass"),
      unit.authored && authoredTag()),
    element("div", { class: "case-note" }, inline(unit.reason || unit.answer || unit.description || "")),
  ];
}

export class CaseTable {
  #run;
  #section;
  #columns;
  #rows;
  #chosen = [];
  #cursor = -1;
  #tally;
  #heads = new Map();
  #bar;
  #table;

  constructor(section, run) {
    this.#run = run;
    this.#section = section;
    this.#columns = COLUMNS.filter((column) => column.needed?.(run.units) ?? true);
    this.#tally = element("p", { class: "tally", role: "status" });
    this.#bar = filterBar(run, this.#columns);
    const body = element("tbody", { role: "rowgroup" });
    this.#table = element("table", { class: "cases", role: "table", "aria-labelledby": "cases-title" },
      element("colgroup", {}, this.#columns.map((column) => element("col", { class: `of-${column.key}` }))),
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, this.#columns.map((column) => this.#head(column)))),
      body);
    this.#rows = new RowList(body, this.#columns.length, (index, position) => this.#row(index, position));
    fill(section,
      element("header", { class: "cases-head" },
        element("h2", { id: "cases-title", tabindex: "-1" }, "Cases"), this.#tally, keysHint()),
      this.#bar.element, this.#table);
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
    this.#tally.textContent = this.#chosen.length === length ? counted(length, "unit")
      : `${count(this.#chosen.length)} of ${counted(length, "unit")}`;
    this.#table.setAttribute("aria-rowcount", this.#chosen.length + 1);
    for (const [key, head] of this.#heads) head.setAttribute("aria-sort", orderOf(key, choices.sort || FIRST_ORDER));
    this.#section.classList.toggle("nothing", this.#chosen.length === 0);
    this.#rows.show(this.#chosen);
  }

  render() {
    this.#rows.render();
  }

  /** Moves the cursor by some rows and focuses the row's link. */
  move(by) {
    if (this.#chosen.length === 0) return;
    const from = this.#cursor < 0 && by < 0 ? 0 : this.#cursor;
    this.#focus(Math.min(Math.max(from + by, 0), this.#chosen.length - 1));
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

  #head(column) {
    const head = element("th", { scope: "col", role: "columnheader", class: column.number ? "number" : null });
    if (column.unsorted) return fill(head, element("span", {}, column.title));
    this.#heads.set(column.key, head);
    return fill(head, element("button", { type: "button", onclick: () => choose({ sort: nextOrder(column.key, state().sort || FIRST_ORDER) }) },
      column.title, element("span", { class: "arrow", "aria-hidden": "true" })));
  }

  #row(index, position) {
    const unit = this.#run.units[index];
    const cells = this.#columns.map((column) =>
      element("td", { role: "cell", class: `of-${column.key}${column.number ? " number" : ""}`, "data-name": column.title },
        column.cell(unit)));
    return element("tr", { role: "row", "aria-rowindex": position + 2, class: `unit is-${unit.status}`,
      onclick: (event) => this.#click(event, position),
      onfocusin: () => { this.#cursor = position; } }, cells);
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

function keysHint() {
  const keys = [["/", "search"], ["j", "down"], ["k", "up"], ["Enter", "open"], ["Esc", "back"]];
  return element("p", { class: "keys-hint" }, keys.map(([key, what]) => [element("kbd", {}, key), ` ${what} `]));
}

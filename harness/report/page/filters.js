// The choices above the table of cases: search, statuses, and a menu for whatever there is more than one of.

import { element } from "./element.js";
import { count } from "./format.js";
import { SHOWN_STATUSES, mark, shownStatus, wordOf } from "./marks.js";
import { PLAN_ORDER } from "./selection.js";
import { NO_FILTER, choose, state } from "./state.js";
import { visibleText } from "./text.js";

const TYPING_MS = 120;

/** The choices above the table: its element, its search field, and `update(choices)`. */
export function filterBar(run, columns) {
  const search = searchField();
  const statuses = statusButtons(run.units);
  const menus = menusOf(run.units, columns);
  const clear = clearButton(search);
  const update = (choices) => {
    if (document.activeElement !== search) search.value = choices.q;
    for (const part of [...statuses, ...menus]) part.update(choices);
    clear.hidden = !Object.keys(NO_FILTER).some((name) => choices[name]);
  };
  const bar = element(
    "div",
    { class: "filters", role: "search" },
    element("label", { class: "search" }, element("span", { class: "label" }, "Search"), search),
    elementsOf(menus),
    element("div", { class: "statuses", role: "group", "aria-label": "Status" }, elementsOf(statuses), clear),
  );
  return { element: bar, search, update };
}

const elementsOf = (parts) => parts.map((part) => part.element);

function searchField() {
  const field = element("input", {
    type: "search",
    id: "search",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search names, reasons, answers",
    "aria-keyshortcuts": "/",
    oninput: () => typed(field),
  });
  return field;
}

function clearButton(search) {
  const clear = () => {
    choose(NO_FILTER);
    search.focus();
  };
  return element("button", { type: "button", class: "quiet", onclick: clear }, "Clear filters");
}

function menusOf(units, columns) {
  return [
    menu(
      "suite",
      "Suite",
      distinct(units, (unit) => [unit.suite]),
    ),
    menu(
      "prompt",
      "Prompt",
      distinct(units, (unit) => [unit.prompt]),
    ),
    menu(
      "model",
      "Model",
      distinct(units, (unit) => [unit.model]),
    ),
    menu(
      "tag",
      "Tag",
      distinct(units, (unit) => unit.tags ?? []),
      1,
    ),
    sortMenu(columns),
  ].filter(Boolean);
}

let typing = 0;
function typed(search) {
  clearTimeout(typing);
  typing = setTimeout(() => choose({ q: search.value }), TYPING_MS);
}

function distinct(units, valuesOf) {
  return [...new Set(units.flatMap(valuesOf))];
}

function statusButtons(units) {
  const tallies = SHOWN_STATUSES.map((status) => [
    status,
    units.filter((unit) => shownStatus(unit) === status).length,
  ]);
  tallies.push(["flaky", units.filter((unit) => unit.flaky).length]);
  return tallies.filter(([, tally]) => tally > 0).map(([status, tally]) => statusButton(status, tally));
}

function statusButton(status, tally) {
  const button = element(
    "button",
    { type: "button", class: "chip", onclick: () => toggleStatus(status) },
    status !== "flaky" && mark(status),
    status === "flaky" ? "Flaky" : wordOf(status),
    element("b", {}, count(tally)),
  );
  const update = (choices) => button.setAttribute("aria-pressed", choices.status.split(",").includes(status));
  return { element: button, update };
}

function toggleStatus(status) {
  const chosen = state().status.split(",").filter(Boolean);
  const rest = chosen.filter((other) => other !== status);
  choose({ status: (rest.length < chosen.length ? rest : [...chosen, status]).join(",") });
}

/** A choice of one value; null where there is nothing to choose. */
function menu(name, title, values, least = 2) {
  if (values.length < least) return null;
  const options = [
    element("option", { value: "" }, `Any ${title.toLowerCase()}`),
    ...values.sort().map((value) => element("option", { value }, visibleText(value))),
  ];
  return menuOf(name, title, options);
}

function sortMenu(columns) {
  const sortable = columns.filter((column) => !column.unsorted);
  const options = [
    element("option", { value: "" }, "What needs a look first"),
    element("option", { value: PLAN_ORDER }, "As planned"),
    ...sortable.flatMap(({ key, title }) => [
      element("option", { value: key }, `${title}, rising`),
      element("option", { value: `-${key}` }, `${title}, falling`),
    ]),
  ];
  return menuOf("sort", "Sort", options);
}

function menuOf(name, title, options) {
  const field = element("select", { onchange: () => choose({ [name]: field.value }) }, options);
  const update = (choices) => {
    field.value = choices[name];
    field.classList.toggle("chosen", choices[name] !== "");
  };
  return {
    element: element("label", { class: `menu of-${name}` }, element("span", { class: "label" }, title), field),
    update,
  };
}

// The choices above the table of cases: search, statuses, and a menu for whatever there is more than one of.

import { element, fill } from "./element.js";
import { count } from "./format.js";
import { CHANGES, SHOWN_STATUSES, changeWord, mark, shownStatus, wordOf } from "./marks.js";
import { PLAN_ORDER, listOf } from "./selection.js";
import { NO_FILTER, choose, state } from "./state.js";
import { inline, visibleText } from "./text.js";

const TYPING_MS = 120;

/** The choices above the table: its element, its search field, and `update(choices)`. */
export function filterBar(run, columns) {
  const search = searchField();
  const statuses = statusButtons(run.units);
  const changes = changeButtons(run.units);
  const menus = menusOf(run.units, columns);
  const clear = clearButton(search);
  const update = (choices) => {
    if (document.activeElement !== search) search.value = choices.q;
    for (const part of [...statuses, ...changes, ...menus]) part.update(choices);
    clear.hidden = !Object.keys(NO_FILTER).some((name) => choices[name]);
  };
  const bar = element(
    "div",
    { class: "filters", role: "search" },
    element("label", { class: "search" }, element("span", { class: "label" }, "Search"), search),
    elementsOf(menus),
    menus.map((part) => part.beside),
    chipGroup("Status", "", statuses, changes.length > 0 ? null : clear),
    changes.length > 0 && chipGroup("Change since the baseline", "Since the baseline", changes, clear),
  );
  return { element: bar, search, update };
}

function chipGroup(name, label, chips, last) {
  return element(
    "div",
    { class: "statuses", role: "group", "aria-label": name },
    label && element("span", { class: "label", "aria-hidden": "true" }, label),
    elementsOf(chips),
    last,
  );
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
    tagMenu(distinct(units, (unit) => unit.tags ?? [])),
    answersMenu(units),
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
  const tallies = tallied(units, SHOWN_STATUSES, shownStatus);
  tallies.push(["flaky", units.filter((unit) => unit.flaky).length]);
  return tallies
    .filter(([, tally]) => tally > 0)
    .map(([status, tally]) => chip("status", status, status === "flaky" ? "Flaky" : wordOf(status), tally));
}

/** One for each way in which some unit changed since the baseline. */
function changeButtons(units) {
  return tallied(units, Object.keys(CHANGES), (unit) => unit.change)
    .filter(([, tally]) => tally > 0)
    .map(([change, tally]) => chip("change", change, changeWord(change), tally));
}

function tallied(units, names, nameOf) {
  return names.map((name) => [name, units.filter((unit) => nameOf(unit) === name).length]);
}

/** A button that puts one value among those chosen, and takes it away again. */
function chip(name, value, word, tally) {
  const button = element(
    "button",
    { type: "button", class: "chip", onclick: () => toggle(name, value) },
    (name !== "status" || value !== "flaky") && mark(value),
    word,
    element("b", {}, count(tally)),
  );
  const update = (choices) => button.setAttribute("aria-pressed", listOf(choices[name]).includes(value));
  return { element: button, update };
}

function toggle(name, value) {
  const chosen = listOf(state()[name]);
  const rest = chosen.filter((other) => other !== value);
  choose({ [name]: (rest.length < chosen.length ? rest : [...chosen, value]).join(",") });
}

/** Tags, each of which narrows the choice; those chosen stand behind it and go when they are pressed. */
function tagMenu(tags) {
  if (tags.length === 0) return null;
  const field = element("select", { onchange: () => toggle("tag", field.value) });
  const chosen = element("div", { class: "statuses chosen-tags", role: "group", "aria-label": "Chosen tags" });
  const option = (value, text) => element("option", { value }, text);
  const update = ({ tag }) => {
    const names = listOf(tag);
    const others = tags.filter((name) => !names.includes(name)).sort();
    const first = names.length > 0 ? "And tag …" : "Any tag";
    fill(field, option("", first), others.map((name) => option(name, visibleText(name))));
    field.classList.toggle("chosen", names.length > 0);
    fill(chosen, names.map(tagChip));
    chosen.hidden = names.length === 0;
  };
  return {
    element: element("label", { class: "menu of-tag" }, element("span", { class: "label" }, "Tag"), field),
    beside: chosen,
    update,
  };
}

function tagChip(name) {
  return element(
    "button",
    { type: "button", class: "chip", "aria-label": `Without the tag ${visibleText(name)}`, onclick: () => toggle("tag", name) },
    inline(name),
    element("span", { class: "drop", "aria-hidden": "true" }, "×"),
  );
}

function answersMenu(units) {
  const authored = units.filter((unit) => unit.authored).length;
  if (authored === 0 || authored === units.length) return null;
  return menuOf("answers", "Answers", [
    element("option", { value: "" }, "Any answer"),
    element("option", { value: "authored" }, "By a person"),
    element("option", { value: "model" }, "By a model"),
  ]);
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

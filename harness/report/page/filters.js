// The choices above the table of cases: search, statuses, changes, and a menu for whatever there is more than one of.

import { chip, chipGroup, choiceBar, clearButton, distinct, menu, namesMenu, searchField, tagMenu } from "./choices.js";
import { CHANGES, SHOWN_STATUSES, changeWord, mark, shownStatus, wordOf } from "./marks.js";
import { PLAN_ORDER } from "./row_table.js";

/** The bar for these units, in a table of these columns. */
export function filterBar({ units }, columns) {
  const search = searchField("search", "Search names, reasons, answers");
  const clear = clearButton(search);
  const statuses = statusChips(units);
  const changes = changeChips(units);
  const rows = [
    chipGroup("Status", "", statuses, changes.length === 0 && clear.element),
    changes.length > 0 && chipGroup("Change since the baseline", "Since the baseline", changes, clear.element),
  ];
  return choiceBar(search, menusOf(units, columns), rows, [...statuses, ...changes, clear]);
}

function menusOf(units, columns) {
  return [
    namesMenu("suite", "Suite", distinct(units, (unit) => unit.suite)),
    namesMenu("prompt", "Prompt", distinct(units, (unit) => unit.prompt)),
    namesMenu("model", "Model", distinct(units, (unit) => unit.model)),
    tagMenu(distinct(units, (unit) => unit.tags ?? [])),
    answersMenu(units),
    sortMenu(columns),
  ];
}

function statusChips(units) {
  const chips = tallied(units, SHOWN_STATUSES, shownStatus).map(([status, tally]) =>
    chip("status", status, mark(status), wordOf(status), tally),
  );
  const flaky = units.filter((unit) => unit.flaky).length;
  if (flaky > 0) chips.push(chip("status", "flaky", null, "Flaky", flaky));
  return chips;
}

/** One for each way in which some unit changed since the baseline. */
function changeChips(units) {
  return tallied(units, Object.keys(CHANGES), (unit) => unit.change).map(([change, tally]) =>
    chip("change", change, mark(change), changeWord(change), tally),
  );
}

/** How many units have each of these names; those that none has are left out. */
function tallied(units, names, nameOf) {
  return names.map((name) => [name, units.filter((unit) => nameOf(unit) === name).length]).filter(([, tally]) => tally > 0);
}

function answersMenu(units) {
  const authored = units.filter((unit) => unit.authored).length;
  if (authored === 0 || authored === units.length) return null;
  const options = [
    ["authored", "By a person"],
    ["model", "By a model"],
  ];
  return menu("answers", "Answers", [["", "Any answer"], ...options]);
}

function sortMenu(columns) {
  const sortable = columns.filter((column) => !column.unsorted);
  return menu("sort", "Sort", [
    ["", "What needs a look first"],
    [PLAN_ORDER, "As planned"],
    ...sortable.flatMap(({ key, title }) => [
      [key, `${title}, rising`],
      [`-${key}`, `${title}, falling`],
    ]),
  ]);
}

// The choices above the table of pairs: search, outcomes, answers, and a menu for whatever there is more than one of.

import { element } from "./element.js";
import { count } from "./format.js";
import { FATES, fateMark, fateWord } from "./fates.js";
import { NO_FILTER, choose, state } from "./state.js";
import { visibleText } from "./text.js";

const PAUSE_IN_TYPING_MS = 120;

/** The choices above the table: its element, its search field, and `update(choices)`. */
export function pairFilterBar(pairs) {
  const search = searchOfPairs();
  const parts = [...chipsOf(pairs), ...menusOfPairs(pairs)];
  const clear = element("button", { type: "button", class: "quiet", onclick: () => clearAll(search) }, "Clear filters");
  const update = (choices) => {
    if (document.activeElement !== search) search.value = choices.q;
    for (const part of parts) part.update(choices);
    clear.hidden = !Object.keys(NO_FILTER).some((name) => choices[name]);
  };
  const of = (kind) => parts.filter((part) => part.kind === kind).map((part) => part.element);
  const bar = element(
    "div",
    { class: "filters", role: "search" },
    element("label", { class: "search" }, element("span", { class: "label" }, "Search"), search),
    of("menu"),
    element("div", { class: "statuses", role: "group", "aria-label": "Outcome" }, of("chip"), clear),
  );
  return { element: bar, search, update };
}

function clearAll(search) {
  choose(NO_FILTER);
  search.focus();
}

function searchOfPairs() {
  let pause = 0;
  const field = element("input", {
    type: "search",
    id: "pair-search",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search names, reasons, answers",
    "aria-keyshortcuts": "/",
    oninput: () => {
      clearTimeout(pause);
      pause = setTimeout(() => choose({ q: field.value }), PAUSE_IN_TYPING_MS);
    },
  });
  return field;
}

function chipsOf(pairs) {
  const tallies = FATES.map((fate) => [fate, pairs.filter((pair) => pair.fate === fate).length]);
  return tallies.filter(([, tally]) => tally > 0).map(([fate, tally]) => fateChip(fate, tally));
}

function fateChip(fate, tally) {
  const chip = element(
    "button",
    { type: "button", class: "chip", onclick: () => toggleFate(fate) },
    fateMark(fate),
    fateWord(fate),
    element("b", {}, count(tally)),
  );
  const update = (choices) => chip.setAttribute("aria-pressed", choices.fate.split(",").includes(fate));
  return { kind: "chip", element: chip, update };
}

function toggleFate(fate) {
  const chosen = state().fate.split(",").filter(Boolean);
  const rest = chosen.filter((other) => other !== fate);
  choose({ fate: (rest.length < chosen.length ? rest : [...chosen, fate]).join(",") });
}

function menusOfPairs(pairs) {
  const valuesOf = (read) => [...new Set(pairs.flatMap(read))].sort();
  const named = [
    ["suite", "Suite", valuesOf((pair) => [pair.suite]), 2],
    ["prompt", "Prompt", valuesOf((pair) => [pair.prompt]), 2],
    ["model", "Model", valuesOf((pair) => [pair.model]), 2],
    ["tag", "Tag", valuesOf((pair) => pair.tags ?? []), 1],
  ];
  const menus = named
    .filter(([, , values, least]) => values.length >= least)
    .map(([name, title, values]) => pairMenu(name, title, values.map((value) => [value, visibleText(value)])));
  const alike = [["differ", "That differ"], ["same", "That are the same"]];
  if (pairs.some((pair) => pair.answers)) menus.push(pairMenu("answers", "Answers", alike));
  return menus;
}

function pairMenu(name, title, options) {
  const field = element(
    "select",
    { onchange: () => choose({ [name]: field.value }) },
    element("option", { value: "" }, `Any ${title.toLowerCase()}`),
    options.map(([value, word]) => element("option", { value }, word)),
  );
  const update = (choices) => {
    field.value = choices[name];
    field.classList.toggle("chosen", choices[name] !== "");
  };
  const menu = element("label", { class: `menu of-${name}` }, element("span", { class: "label" }, title), field);
  return { kind: "menu", element: menu, update };
}

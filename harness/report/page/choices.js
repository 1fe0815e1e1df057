// What the bar above a table is made of: a search, chips and menus. Each shows what is chosen in the URL's hash by
// `update(choices)`, and changes it.

import { element, fill } from "./element.js";
import { count } from "./format.js";
import { NO_FILTER, choose, state } from "./state.js";
import { inline, visibleText } from "./text.js";

const TYPING_MS = 120;

/** The values of a choice of several, which no value's comma can part: they are names. */
export const listOf = (values) => values.split(",").filter(Boolean);

/** The values that items have, each once, in their order. */
export const distinct = (items, valuesOf) => [...new Set(items.flatMap(valuesOf))].sort();

/** The field of the search: `field`, with its label as `element`; `focus()` puts the cursor into it. */
export function searchField(id, placeholder) {
  let typing = 0;
  const take = () => {
    typing = 0;
    choose({ q: field.value });
  };
  const field = element("input", {
    type: "search",
    id,
    autocomplete: "off",
    spellcheck: "false",
    placeholder,
    "aria-keyshortcuts": "/",
    oninput: () => {
      clearTimeout(typing);
      typing = setTimeout(take, TYPING_MS);
    },
    // Who leaves the field walks through what was typed, not through what it was a moment ago.
    onblur: () => {
      if (!typing) return;
      clearTimeout(typing);
      take();
    },
  });
  return {
    element: element("label", { class: "search" }, element("span", { class: "label" }, "Search"), field),
    focus: () => {
      field.focus();
      field.select();
    },
    update: ({ q }) => {
      if (document.activeElement !== field) field.value = q;
    },
  };
}

/** A button that takes all filters away; it is there while there is one. */
export function clearButton(search) {
  const clear = () => {
    choose(NO_FILTER);
    search.focus();
  };
  const button = element("button", { type: "button", class: "quiet", onclick: clear }, "Clear filters");
  const update = (choices) => {
    button.hidden = !Object.keys(NO_FILTER).some((name) => choices[name]);
  };
  return { element: button, update };
}

/** A button that puts one value among those chosen, and takes it away again. */
export function chip(name, value, sign, word, tally) {
  const button = element(
    "button",
    { type: "button", class: "chip", onclick: () => toggle(name, value) },
    sign,
    word,
    element("b", {}, count(tally)),
  );
  const update = (choices) => button.setAttribute("aria-pressed", listOf(choices[name]).includes(value));
  return { element: button, update };
}

/** Chips in a row; `last` stands behind them. */
export function chipGroup(name, label, chips, last) {
  return element(
    "div",
    { class: "statuses", role: "group", "aria-label": name },
    label && element("span", { class: "label", "aria-hidden": "true" }, label),
    chips.map((one) => one.element),
    last,
  );
}

function toggle(name, value) {
  const chosen = listOf(state()[name]);
  const rest = chosen.filter((other) => other !== value);
  choose({ [name]: (rest.length < chosen.length ? rest : [...chosen, value]).join(",") });
}

/** A choice of one value, of [value, word] each. */
export function menu(name, title, options) {
  const field = element("select", { onchange: () => choose({ [name]: field.value }) }, options.map(optionOf));
  const update = (choices) => {
    field.value = choices[name];
    field.classList.toggle("chosen", choices[name] !== "");
  };
  return { element: labelled(name, title, field), update };
}

/** A choice of one of these names, or any; null where there is nothing to choose. */
export function namesMenu(name, title, names) {
  if (names.length < 2) return null;
  return menu(name, title, anyOf(title, names.map((one) => [one, visibleText(one)])));
}

/** The options of a menu that may be left alone. */
export const anyOf = (title, options) => [["", `Any ${title.toLowerCase()}`], ...options];

/** Tags, each of which narrows the choice; those chosen stand in `beside` and go when they are pressed. */
export function tagMenu(tags) {
  if (tags.length === 0) return null;
  const field = element("select", { onchange: () => toggle("tag", field.value) });
  const chosen = element("div", { class: "statuses chosen-tags", role: "group", "aria-label": "Chosen tags" });
  const update = ({ tag }) => {
    const names = listOf(tag);
    const others = tags.filter((name) => !names.includes(name)).map((name) => [name, visibleText(name)]);
    fill(field, [["", names.length > 0 ? "And tag …" : "Any tag"], ...others].map(optionOf));
    field.classList.toggle("chosen", names.length > 0);
    fill(chosen, names.map(tagChip));
    chosen.hidden = names.length === 0;
  };
  return { element: labelled("tag", "Tag", field), beside: chosen, update };
}

function tagChip(name) {
  return element(
    "button",
    { type: "button", class: "chip", "aria-label": `Without the tag ${visibleText(name)}`, onclick: () => toggle("tag", name) },
    inline(name),
    element("span", { class: "drop", "aria-hidden": "true" }, "×"),
  );
}

/** A field with its label above it, as a menu of that name. */
export function labelled(name, title, field) {
  return element("label", { class: `menu of-${name}` }, element("span", { class: "label" }, title), field);
}

export const optionOf = ([value, word]) => element("option", { value }, word);

/** A bar of parts: its element, `focusSearch()` and `update(choices)`. `rows` stand below the search and the menus. */
export function choiceBar(search, menus, rows, others) {
  const shown = menus.filter(Boolean);
  const bar = element(
    "div",
    { class: "filters", role: "search" },
    search.element,
    shown.map((one) => one.element),
    shown.map((one) => one.beside),
    rows,
  );
  const update = (choices) => {
    for (const part of [search, ...shown, ...others]) part.update(choices);
  };
  return { element: bar, focusSearch: search.focus, update };
}

// Cards with a heading, and the heads of the tables in them.

import { element } from "./element.js";

export function card(title, aside, ...content) {
  return element(
    "section",
    { class: "card" },
    element("header", {}, element("h2", {}, title), element("span", { class: "aside" }, aside)),
    content,
  );
}

export function headRow(...names) {
  return element(
    "thead",
    {},
    element(
      "tr",
      {},
      names.map((name) => element("th", { scope: "col" }, name)),
    ),
  );
}

/** A table that may be wider than the page. */
export function scrolledTable(name, classes, head, rows) {
  return element(
    "div",
    { class: "scrolled", tabindex: "0", role: "group", "aria-label": name },
    element("table", { class: classes }, head, element("tbody", {}, rows)),
  );
}

// Charts whose marks stand in lanes, a row for each: a name, the lane, and the figures of it as text. A lane's drawing
// is placed in per cent, so that it takes any width while type keeps its size.

import { drawing, element } from "./element.js";
import { headRow, scrolledTable } from "./card.js";

/** A share of a lane's length or height as SVG takes it. */
export const shareText = (value) => `${Number((value * 100).toFixed(3))}%`;

/** A card with a chart: what it shows as heading, what it finds as a sentence, the chart, and what stands behind it. */
export function chartCard({ title, finding, aside }, ...content) {
  return element(
    "section",
    { class: "card chart" },
    element(
      "header",
      {},
      element("h2", {}, title),
      aside && element("span", { class: "aside" }, aside),
      finding && element("p", { class: "finding" }, finding),
    ),
    content,
  );
}

/** The lines of the scale's ticks, behind all marks of a lane. */
export function gridLines(scale) {
  return scale.ticks.map((tick) => laneLine(scale.place(tick), 0, scale.place(tick), 1, "grid-line"));
}

export function laneLine(x1, y1, x2, y2, className) {
  const places = { x1: shareText(x1), y1: shareText(y1), x2: shareText(x2), y2: shareText(y2) };
  return drawing("line", { class: className, ...places });
}

/** A drawing as high and wide as its cell. `label` makes it an image that says so much; else its figures say it. */
export function laneDrawing(label, ...marks) {
  const attributes = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return drawing("svg", attributes, marks);
}

/** The last row of a chart: the scale's ticks with their numbers. Its text is the chart's alternative. */
export function axisRow({ scale, textOf, alternative, columns, laneClass = "" }) {
  const numbers = scale.ticks.map((tick) => {
    const text = element("span", { class: "tick" }, textOf(tick));
    text.style.left = shareText(scale.place(tick));
    return text;
  });
  return element(
    "tr",
    { class: "axis" },
    element("td", {}),
    element(
      "td",
      { class: `lane ${laneClass}` },
      laneDrawing(alternative, gridLines(scale)),
      element("div", { class: "ticks", "aria-hidden": "true" }, numbers),
    ),
    columns > 0 && element("td", { class: "rest", colspan: columns }),
  );
}

/** All numbers of a chart, folded away; the table is made when it is asked for. */
export function numbersBehind(name, columns, rowsOf) {
  const build = ({ currentTarget: details }) => {
    if (!details.open || details.querySelector("table")) return;
    const row = ([head, ...cells]) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, head),
        cells.map((cell) => element("td", { class: "number" }, cell)),
      );
    details.append(scrolledTable(`${name}, table`, "numbers", headRow(...columns), rowsOf().map(row)));
  };
  return element("details", { class: "behind", ontoggle: build }, element("summary", {}, "Table"));
}

/**
 * Shows about `most` rows at first, in whole groups, and the others at the press of a button, or on paper. `bodies` are
 * [tbody, rows] pairs.
 */
export function firstRows(table, bodies, most) {
  const total = bodies.reduce((sum, [, rows]) => sum + rows.length, 0);
  if (total <= most * 1.25) return table;
  let shown = 0;
  for (const [body, rows] of bodies) {
    const isLater = shown > 0 && shown + rows.length > most;
    body.classList.toggle("on-demand", isLater);
    shown += isLater ? most : rows.length;
  }
  const showAll = ({ currentTarget }) => {
    const first = table.querySelector(".on-demand");
    for (const [body] of bodies) body.classList.remove("on-demand");
    currentTarget.remove();
    first.querySelector("a").focus({ preventScroll: true });
  };
  return [table, element("button", { type: "button", class: "all-rows", onclick: showAll }, `Show all ${total} rows`)];
}

// What the shapes on a picture come to, a row each: a thing that was expected with what was taken for it, or a shape
// alone.

import { element } from "./element.js";
import { score } from "./format.js";
import { shapeSample } from "./overlay_drawing.js";
import { cutBefore, inline } from "./text.js";

/**
 * Rows `{ name, shapes, lit, words, isWrong }` of shapes. `shapes` are the row's own, each in one row; `lit` those that
 * light up with it; `words` say what came of it; `name` is that of the pair, or "". `sides` are those that shapes may
 * be of.
 */
export function rowsOf(shapes, sides = sidesOf(shapes)) {
  const rows = [];
  const byName = new Map();
  for (const shape of shapes) {
    const known = shape.role === "predicted" && shape.kind === "box" ? byName.get(shape.pair) : undefined;
    if (known) known.shapes.push(shape);
    else rows.push({ name: shape.pair, shapes: [shape] });
    if (shape.role === "expected") byName.set(shape.pair, rows.at(-1));
  }
  for (const row of rows) {
    row.lit = litWith(row, rows, byName);
    Object.assign(row, outcomeOf(row, sides));
  }
  return rows;
}

/** A point lights up where it was expected; that place lights up all of its points. */
function litWith(row, rows, byName) {
  const [first] = row.shapes;
  if (first.kind === "point" && first.role === "predicted")
    return [...row.shapes, ...(byName.get(row.name)?.shapes ?? [])];
  if (first.role !== "expected") return row.shapes;
  return rows.filter((one) => one.name === row.name).flatMap((one) => one.shapes);
}

function outcomeOf({ shapes }, sides) {
  const [first] = shapes;
  if (first.kind === "mask") return { words: "a mask, which is not drawn", isWrong: false };
  if (first.role === "predicted") return outcomeAlone(first);
  const predicted = shapes.filter((shape) => shape.role === "predicted");
  if (predicted.length === 0) {
    return first.state === "missed" ? { words: "missed", isWrong: true } : { words: "", isWrong: false };
  }
  const without = sides.filter((side) => !predicted.some((shape) => shape.side === side));
  return {
    words: [...predicted.map(overlapOf), ...without.map((side) => `${sideName(side)}missed`)].join(", "),
    isWrong: without.length > 0 || predicted.some((shape) => !shape.hit),
  };
}

function outcomeAlone({ kind, hit, side }) {
  const word = kind === "point" ? (hit ? "inside" : "outside") : "extra";
  return { words: `${sideName(side)}${word}`, isWrong: !(kind === "point" && hit) };
}

function overlapOf({ iou, hit, least, side }) {
  return `${sideName(side)}IoU ${score(iou)}${hit ? "" : `, below ${score(least)}`}`;
}

/** At most that many characters of what a model says, and "…" where that is not all. */
export function shortText(text, length) {
  return text.length <= length ? text : `${text.slice(0, cutBefore(text, length - 1))}…`;
}

/** "A: ", where there are sides. */
export const sideName = (side) => (side ? `${side.toUpperCase()}: ` : "");

/** The sides that assertions told shapes of; none where there is but one. */
export const sidesOf = (shapes) =>
  [...new Set(shapes.flatMap((shape) => shape.findings.map(({ side }) => side)))].filter(Boolean).sort();

/**
 * The rows as a list of buttons; `onlight(row, isPinned)` is called as the reader points at them, with null at the end.
 */
export function rowList(rows, onlight) {
  return element(
    "ol",
    { class: "overlay-rows", "aria-label": "Shapes on this image" },
    rows.map((row) => element("li", {}, rowButton(row, onlight))),
  );
}

function rowButton(row, onlight) {
  const button = element(
    "button",
    {
      type: "button",
      class: `overlay-row${row.isWrong ? " is-wrong" : ""}`,
      "aria-pressed": "false",
      onclick: () => onlight(row, true),
      onpointerenter: (event) => event.pointerType === "mouse" && onlight(row, false),
      onpointerleave: (event) => event.pointerType === "mouse" && onlight(null, false),
      onfocus: () => onlight(row, false),
      onblur: () => onlight(null, false),
    },
    element(
      "span",
      { class: "overlay-row-head" },
      element("span", { class: "shape-name" }, row.name || "–"),
      element("span", { class: "overlay-row-label" }, labelsOf(row)),
      element("span", { class: "overlay-outcome" }, row.words),
    ),
    row.shapes.map(rowShape),
  );
  row.button = button;
  return button;
}

/** The expected label, and the model's where it says another. */
function labelsOf({ shapes }) {
  const labels = [...new Set(shapes.map((shape) => shape.label).filter(Boolean))];
  if (labels.length === 0) return element("span", { class: "unlabelled" }, "no label");
  return labels.flatMap((label, index) => [index > 0 && " → ", inline(shortText(label, 200))]);
}

function rowShape(shape) {
  const { kind, role, side, unit, score: own, notes } = shape;
  return element(
    "span",
    { class: "row-shape" },
    shapeSample(shape),
    `${sideName(side)}${role} ${kind === "box" ? "" : kind}`.trim(),
    kind !== "mask" && element("span", { class: "shape-numbers" }, numbersOf(shape)),
    kind !== "mask" && unit === "relative_1000" && " in thousandths",
    own !== undefined && ` score ${score(own)}`,
    notes.length > 0 && element("span", { class: "shape-notes" }, ` ${notes.join(", ")}`),
    kind !== "mask" && !shape.coordinates && " (not drawn)",
  );
}

/** As many of a polygon's corners as fit a line. */
function numbersOf({ numbers, kind }) {
  const most = kind === "polygon" ? 8 : 4;
  const told = numbers.slice(0, most).map((number) => Number(number.toFixed(1)));
  return `${told.join(", ")}${numbers.length > most ? ` … (${numbers.length / 2} corners)` : ""}`;
}

// Names of shapes on a picture: they keep their size, stay within the frame, and give way to each other.

import { element } from "./element.js";
import { score } from "./format.js";
import { inline } from "./text.js";

const GAP = 2;

/** The labels of one picture, in the frame's own coordinates. */
export class ShapeLabels {
  /** Lies over the frame. */
  node = element("div", { class: "shape-labels", "aria-hidden": "true" });
  #labels;
  #isVisible = () => true;
  #lit = null;

  constructor(rows) {
    this.#labels = rows.filter((row) => row.shapes.some((shape) => shape.coordinates)).map((row) => ({ row, node: labelOf(row) }));
    // What is wrong is named first where there is no room for all.
    this.#labels.sort((a, b) => Number(b.row.isWrong) - Number(a.row.isWrong));
    this.node.append(...this.#labels.map(({ node }) => node));
  }

  /** `isVisible(shape)` says which shapes are drawn. */
  setVisible(isVisible) {
    this.#isVisible = isVisible;
  }

  light(row) {
    this.#lit = row;
  }

  /** Places all labels in a frame of `width` by `height`, the image's corner being at `left`, `top` and its sides `sides`. */
  place({ left, top, sides, width, height }) {
    const taken = [];
    const ordered = this.#lit ? [...this.#labels].sort((a, b) => isOf(this.#lit, b) - isOf(this.#lit, a)) : this.#labels;
    this.#measure();
    for (const label of ordered) {
      const shape = label.row.shapes.find((one) => one.coordinates && this.#isVisible(one));
      const box = shape && edgesOf(shape, left, top, sides);
      const isSeen = box && box.right > 0 && box.left < width && box.bottom > 0 && box.top < height;
      const spot = isSeen && freeSpot(label, box, taken, { width, height }, isOf(this.#lit, label));
      label.node.classList.toggle("is-hidden", !spot);
      label.node.classList.toggle("is-lit", isOf(this.#lit, label));
      if (!spot) continue;
      taken.push(spot);
      label.node.style.transform = `translate(${spot.left}px, ${spot.top}px)`;
    }
  }

  /** Once, when there is something to measure. */
  #measure() {
    if (this.#labels.every((label) => label.width)) return;
    for (const label of this.#labels) {
      label.width = label.node.offsetWidth;
      label.height = label.node.offsetHeight;
    }
  }
}

const isOf = (row, label) => label.row === row;

function labelOf(row) {
  const [first] = row.shapes;
  const predicted = row.shapes.filter((shape) => shape.role === "predicted");
  const text = first.label || predicted.find((shape) => shape.label)?.label || "";
  const side = predicted.length === 1 && predicted[0].side;
  return element(
    "span",
    { class: `shape-label of-${first.role}${row.isWrong ? " is-wrong" : ""}${side ? ` side-${side}` : ""}` },
    row.name && first.kind !== "point" && element("b", {}, row.name),
    text && inline(text),
    element("span", { class: "shape-label-note" }, noteOf(row, predicted)),
  );
}

function noteOf({ shapes: [first], words }, predicted) {
  if (first.kind === "point") return words;
  if (first.role === "expected" && predicted.length > 0) {
    return predicted.map(({ iou, hit, least }) => `${score(iou)}${hit ? "" : ` < ${score(least)}`}`).join(", ");
  }
  return words;
}

/** In CSS pixels of the frame. */
function edgesOf({ kind, coordinates: at }, left, top, [width, height]) {
  let [xs, ys] = [0, 1].map((odd) => at.filter((_, index) => index % 2 === odd));
  if (kind === "ellipse") [xs, ys] = [[at[0] - at[2], at[0] + at[2]], [at[1] - at[3], at[1] + at[3]]];
  const reach = kind === "point" ? 8 : 0;
  return {
    left: left + Math.min(...xs) * width - reach,
    right: left + Math.max(...xs) * width + reach,
    top: top + Math.min(...ys) * height - reach,
    bottom: top + Math.max(...ys) * height + reach,
  };
}

/** The first place about a box that is within the frame and not taken; where it must be named, one that is taken. */
function freeSpot({ width, height, row }, box, others, frame, isMust) {
  const isPoint = row.shapes[0].kind === "point";
  const taken = isPoint ? [...others, box] : others;
  const places = (isPoint ? placesBeside : placesAbout)(box, width, height).map(([x, y]) => rectangleAt(heldFrom0(x, frame.width - width), heldFrom0(y, frame.height - height), width, height));
  return places.find((place) => !taken.some((other) => overlap(place, other))) ?? (isMust ? places[0] : undefined);
}

function placesAbout(box, width, height) {
  return [
    [box.left, box.top - height - GAP],
    [box.left + GAP, box.top + GAP],
    [box.left, box.bottom + GAP],
    [box.right - width, box.top - height - GAP],
    [box.right - width - GAP, box.bottom - height - GAP],
    [box.right - width, box.bottom + GAP],
  ];
}

/** A point is not covered. */
function placesBeside(box, width, height) {
  const middle = (box.top + box.bottom - height) / 2;
  return [
    [box.right + GAP, middle],
    [box.left - width - GAP, middle],
    [box.left, box.bottom + GAP],
    [box.left, box.top - height - GAP],
  ];
}

const heldFrom0 = (value, most) => Math.max(Math.min(value, most), 0);
const rectangleAt = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

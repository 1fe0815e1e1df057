// Names of shapes on a picture: they keep their size, stay within the frame, and give way to each other.

import { element } from "./element.js";
import { score } from "./format.js";
import { shortText, sideName } from "./overlay_rows.js";
import { inline } from "./text.js";

const GAP = 2;
/** From more shapes on, a label is the name alone. */
const MOST_IN_FULL = 24;

/** The labels of one picture, in the frame's own coordinates. */
export class ShapeLabels {
  /** Lies over the frame. */
  node = element("div", { class: "shape-labels", "aria-hidden": "true" });
  #labels;
  #isVisible = () => true;
  #lit = null;

  constructor(rows) {
    this.#labels = rows
      .filter((row) => row.shapes.some((shape) => shape.coordinates))
      .map((row) => ({ row, node: labelOf(row) }));
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

  /**
   * Places all labels in a frame of `width` by `height`, the image's corner being at `left`, `top` and its sides
   * `sides`. True where so many shapes are seen that their names alone are shown.
   */
  place({ left, top, sides, width, height }) {
    this.#measure();
    const seen = this.#labels.map((label) => ({ label, box: this.#boxOf(label.row, left, top, sides) }));
    const isSeen = (box) => box && meets(box, rectangleAt(0, 0, width, height));
    const isDense = seen.filter(({ box }) => isSeen(box)).length > MOST_IN_FULL;
    const ordered = this.#lit ? [...seen].sort((a, b) => isOf(this.#lit, b.label) - isOf(this.#lit, a.label)) : seen;
    const taken = [];
    for (const { label, box } of ordered) {
      const isLit = isOf(this.#lit, label);
      const size = isDense && !isLit ? label.short : label.full;
      const spot = isSeen(box) && freeSpot({ ...size, row: label.row }, box, taken, { width, height }, isLit);
      label.node.classList.toggle("is-hidden", !spot);
      label.node.classList.toggle("is-lit", isLit);
      label.node.classList.toggle("is-short", isDense && !isLit);
      if (!spot) continue;
      taken.push(spot);
      label.node.style.transform = `translate(${spot.left}px, ${spot.top}px)`;
    }
    return isDense;
  }

  #boxOf(row, left, top, sides) {
    const shape = row.shapes.find((one) => one.coordinates && this.#isVisible(one));
    return shape && edgesOf(shape, left, top, sides);
  }

  /** In full and short, once there is something to measure. */
  #measure() {
    if (this.#labels.every((label) => label.full?.width)) return;
    for (const form of ["short", "full"]) {
      for (const { node } of this.#labels) node.classList.toggle("is-short", form === "short");
      for (const label of this.#labels)
        label[form] = { width: label.node.offsetWidth, height: label.node.offsetHeight };
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
    element("b", {}, first.kind === "point" ? "" : row.name),
    text && inline(shortText(text, 60)),
    element("span", { class: "shape-label-note" }, noteOf(row, predicted)),
  );
}

function noteOf({ shapes: [first], words }, predicted) {
  if (first.kind === "point") return words;
  if (first.role === "expected" && predicted.length > 0) {
    const agreement = ({ side, iou, hit, least }) => `${sideName(side)}${score(iou)}${hit ? "" : ` < ${score(least)}`}`;
    return predicted.map(agreement).join(", ");
  }
  return words;
}

/** In CSS pixels of the frame. */
function edgesOf({ kind, coordinates: at }, left, top, [width, height]) {
  let [xs, ys] = [0, 1].map((odd) => at.filter((_, index) => index % 2 === odd));
  if (kind === "ellipse")
    [xs, ys] = [
      [at[0] - at[2], at[0] + at[2]],
      [at[1] - at[3], at[1] + at[3]],
    ];
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
  const places = (isPoint ? placesBeside : placesAbout)(box, width, height).map(([x, y]) =>
    rectangleAt(heldFrom0(x, frame.width - width), heldFrom0(y, frame.height - height), width, height),
  );
  return places.find((place) => !taken.some((other) => meets(place, other))) ?? (isMust ? places[0] : undefined);
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
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

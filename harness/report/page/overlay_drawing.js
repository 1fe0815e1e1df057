// Shapes as SVG in the coordinates of the image: expected ones dashed, predicted ones whole, each with a dark halo so
// that it is seen on any photograph; what belongs together shares a pattern.

import { drawing } from "./element.js";

/** Pairs take these in turn; a path within a tile of 10 by 10. */
const PAIR_PATTERNS = [
  "M-2 12L12 -2M-7 7L7 -7M3 17L17 3",
  "M-2 -2L12 12M-7 3L7 17M3 -7L17 7",
  "M0 5H10",
  "M5 0V10",
  "M0 5H10M5 0V10",
  "M-2 12L12 -2M-2 -2L12 12",
];
const EXTRA_PATTERN = "M2.5 2.5h.01M7.5 7.5h.01";
/** CSS pixels from the middle of a point's sign to its ends. */
const POINT_REACH = 7;
let layersMade = 0;

/** The shapes of one picture. */
export class ShapeLayer {
  /** Lies over the picture, as large as it is. */
  node;
  #patterns = [];
  #points = [];
  #groups = new Map();
  #prefix;

  /** `rows` as rowsOf() gives them; `onpoint(row, isPinned)` as the pointer comes, goes (null) and clicks. */
  constructor({ width, height }, rows, onpoint) {
    this.#prefix = `shapes-${(layersMade += 1)}`;
    this.node = drawing("svg", {
      class: "shape-layer",
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    });
    const all = rows.flatMap((row, index) =>
      row.shapes.map((shape) => ({ shape, row, pattern: this.#patternOf(shape, row, index) })),
    );
    const drawn = all.filter(({ shape }) => shape.coordinates);
    drawn.sort((a, b) => areaOf(b.shape) - areaOf(a.shape)); // The small ones are reached over the large ones.
    this.node.append(
      drawing(
        "defs",
        {},
        this.#patterns.map(({ node }) => node),
      ),
    );
    for (const { shape, row, pattern } of drawn) {
      const group = shapeGroup(shape, { width, height }, pattern, this.#points);
      group.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && onpoint(row, false));
      group.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && onpoint(null, false));
      group.addEventListener("click", () => onpoint(row, true));
      this.#groups.set(shape, group);
      this.node.append(group);
    }
  }

  /** To be told how many CSS pixels a pixel of the image takes: signs and patterns keep their size. */
  setScale(scale) {
    for (const { node } of this.#patterns) node.setAttribute("patternTransform", `scale(${1 / scale})`);
    for (const { node, x, y } of this.#points)
      node.setAttribute("transform", `translate(${x} ${y}) scale(${1 / scale})`);
  }

  /** Lights up these shapes and dims the others; null lights none. */
  light(shapes) {
    this.node.classList.toggle("has-lit", Boolean(shapes?.some((shape) => this.#groups.has(shape))));
    for (const [shape, group] of this.#groups) group.classList.toggle("is-lit", Boolean(shapes?.includes(shape)));
  }

  #patternOf(shape, row, index) {
    if (shape.kind === "point") return "";
    if (row.name && shape.state !== "missed") return this.#pattern(PAIR_PATTERNS[index % PAIR_PATTERNS.length], "pair");
    return shape.state === "extra" ? this.#pattern(EXTRA_PATTERN, "extra") : "";
  }

  #pattern(path, kind) {
    const known = this.#patterns.find((one) => one.path === path);
    if (known) return known.url;
    const id = `${this.#prefix}-${this.#patterns.length}`;
    const node = drawing(
      "pattern",
      { id, class: `pattern-of-${kind}`, patternUnits: "userSpaceOnUse", width: "10", height: "10" },
      drawing("path", { class: "pattern-halo", d: path }),
      drawing("path", { class: "pattern-line", d: path }),
    );
    this.#patterns.push({ path, node, url: `url(#${id})` });
    return this.#patterns.at(-1).url;
  }
}

/** What a shape is drawn as, in small, for the list. */
export function shapeSample(shape) {
  const inner =
    shape.kind === "point" && shape.role === "predicted"
      ? pointSign(shape).map((d) => ["path", { d }])
      : [
          [
            shape.kind === "ellipse" || shape.kind === "point" ? "ellipse" : "rect",
            {
              x: -8,
              y: -5,
              width: 16,
              height: 10,
              rx: shape.kind === "ellipse" ? 8 : 1,
              ry: shape.kind === "ellipse" ? 5 : 1,
            },
          ],
        ];
  return drawing(
    "svg",
    { class: `shape-sample ${lookOf(shape)}`, viewBox: "-12 -9 24 18", "aria-hidden": "true" },
    drawing("rect", { class: "sample-ground", x: -12, y: -9, width: 24, height: 18, rx: 3 }),
    inner.map(([name, attributes]) => drawing(name, { ...attributes, class: "shape-line" })),
  );
}

function lookOf({ role, kind, state, hit, side }) {
  return [`of-${role} kind-${kind}`, state && `is-${state}`, side && `side-${side}`, hit === false && "is-off"]
    .filter(Boolean)
    .join(" ");
}

function areaOf({ kind, coordinates }) {
  if (kind === "point") return 0;
  if (kind === "ellipse") return 4 * coordinates[2] * coordinates[3];
  const [xs, ys] = [0, 1].map((odd) => coordinates.filter((_, at) => at % 2 === odd));
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
}

function shapeGroup(shape, size, pattern, points) {
  const at = shape.coordinates.map((share, index) => share * (index % 2 ? size.height : size.width));
  const group = drawing("g", { class: `overlay-shape ${lookOf(shape)}` });
  if (shape.kind === "point") {
    const sign = pointSign(shape).map((d) => [
      drawing("path", { class: "shape-halo", d }),
      drawing("path", { class: "shape-line", d }),
    ]);
    group.append(drawing("circle", { class: "shape-fill", r: POINT_REACH + 3, fill: "transparent" }));
    group.append(...sign.map(([halo]) => halo), ...sign.map(([, line]) => line));
    points.push({ node: group, x: at[0], y: at[1] });
    return group;
  }
  const [name, attributes] = outlineOf(shape.kind, at);
  group.append(
    drawing(name, { ...attributes, class: "shape-fill", fill: pattern || "transparent" }),
    drawing(name, { ...attributes, class: "shape-halo" }),
    drawing(name, { ...attributes, class: "shape-line" }),
  );
  if (shape.state === "missed" && shape.kind === "box") group.append(...crossOf(at));
  return group;
}

/** An inverted box is drawn over the places that it names. */
function outlineOf(kind, at) {
  if (kind === "ellipse") return ["ellipse", { cx: at[0], cy: at[1], rx: at[2], ry: at[3] }];
  if (kind === "polygon") return ["polygon", { points: at.join(" "), "fill-rule": "evenodd" }];
  const [left, right] = [at[0], at[2]].sort((a, b) => a - b);
  const [top, bottom] = [at[1], at[3]].sort((a, b) => a - b);
  return ["rect", { x: left, y: top, width: right - left, height: bottom - top }];
}

/** The diagonals of what is missing. */
function crossOf([left, top, right, bottom]) {
  const d = `M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`;
  return [drawing("path", { class: "cross-halo", d }), drawing("path", { class: "cross-line", d })];
}

/** A point that is expected is a ring with four hands; one inside a ring with its middle, one outside a cross. */
function pointSign({ role, hit }) {
  const ring = (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  const far = POINT_REACH;
  if (role === "expected") return [`${ring(4)}M0 ${-far}V-2M0 2V${far}M${-far} 0H-2M2 0H${far}`];
  return hit === false ? [`M-5 -5L5 5M-5 5L5 -5`] : [`${ring(5.5)}M-.5 0h1`];
}

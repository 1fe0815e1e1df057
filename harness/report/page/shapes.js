// Places in an image as assertions' evidence tells them, made into shapes that can be drawn: what was expected, what
// the model gave, and which belong together.

/**
 * The shapes that `assertions` (of one repeat) tell of the image with that digest, or that address where it is a remote
 * one. A list of `{ kind, role, coordinates, label, pair, iou, hit, side, … }`:
 *
 * - `kind`: "box" (left, top, right, bottom), "point" (x, y), "ellipse" (x, y, and the radii across and down),
 *   "polygon" (x, y, x, y, …), or "mask", which is told and not drawn.
 * - `role`: "expected" or "predicted".
 * - `coordinates`: shares of the displayed image's sides; null where nothing can be drawn. `numbers` are as the
 *   evidence has them, in its `unit`; `size` is the displayed image's, null where it is not known.
 * - `pair`: the name that an expected shape has and that what was taken for it shares; "" for what was taken for
 *   nothing.
 * - `iou`, `hit`: of the pair, or whether a point lies inside; undefined where that says nothing. `least` is the IoU
 *   from which on a box counts as found.
 * - `state`: "paired", "missed", "extra", or "" for what is none of these.
 * - `notes`: "inverted", "out of range". `score`: the model's own.
 * - `findings`: `pair`, `iou`, `hit`, `least` and `state` by assertion, as `{ key, text, … }`.
 *
 * A shape that several assertions look at is there once, with the finding of the first that pairs it; what a model
 * said twice is there twice.
 */
export function shapesOf(assertions, digest, { side = "" } = {}) {
  return gathered(
    (assertions ?? [])
      .flatMap((found, index) => evidencesOf(found.evidence, found.text || found.name, String(index)))
      .filter(({ evidence }) => digest && [evidence.image?.sha256, evidence.image?.url].includes(digest))
      .flatMap((one) => shapesIn(one, side)),
  );
}

/** Equal shapes made one, and the expected ones named by numbers. Gathering twice changes nothing. */
export function gathered(shapes) {
  const known = new Map();
  for (const shape of shapes) {
    const key = identity(shape);
    const equals = known.get(key) ?? [];
    const like = equals.find((one) => isSameLabel(one, shape) && isOfOthers(one, shape));
    if (like) absorb(like, shape);
    else known.set(key, [...equals, { ...shape, findings: [...shape.findings] }]);
  }
  return named([...known.values()].flat().sort((a, b) => rankOf(a) - rankOf(b)));
}

/** The shapes that one assertion looks at, with what that one found. */
export function seenBy(shapes, key) {
  return shapes.flatMap((shape) => {
    const finding = shape.findings.find((one) => one.key === key);
    return finding ? [{ ...shape, ...shownOf(finding) }] : [];
  });
}

/** The assertions that look at shapes, in their order: `[key, text]`. */
export function lookersAt(shapes) {
  const texts = new Map(shapes.flatMap((shape) => shape.findings.map(({ key, text }) => [key, text])));
  return [...texts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
}

const rankOf = (shape) => (shape.role === "expected" ? 0 : 1);
const isSameLabel = (a, b) => a.label === b.label || !a.label || !b.label;

/** True where no assertion tells both. */
function isOfOthers(a, b) {
  return !a.findings.some((one) => b.findings.some((other) => other.key === one.key && other.side === one.side));
}

function identity({ role, kind, side, numbers, label, unit }) {
  const whose = role === "predicted" ? side : "";
  return [role, kind, whose, unit, kind === "mask" ? label : numbers.map((n) => n.toPrecision(12))].join();
}

function absorb(like, { label, findings, score, side }) {
  like.label ||= label;
  like.score ??= score;
  if (like.side !== side) like.side = "";
  like.findings.push(...findings);
}

/** Names expected shapes by their order, and what was taken for them likewise. */
function named(shapes) {
  const names = new Map();
  const expected = shapes.filter((shape) => shape.role === "expected");
  expected.forEach((shape, index) => shape.findings.forEach(({ own }) => names.set(own, String(index + 1))));
  for (const shape of shapes) {
    for (const finding of shape.findings) finding.pair = names.get(finding.own ?? finding.partner) ?? "";
    Object.assign(shape, shownOf(shape.findings.find((one) => one.state === "paired") ?? shape.findings[0]));
  }
  return shapes;
}

const shownOf = ({ pair, iou, hit, least, state }) => ({ pair, iou, hit, least, state });

/** An evidence, or those of a combinator's members, each with the assertion that it is of. */
function evidencesOf(evidence, text, key) {
  if (!evidence) return [];
  if (!Array.isArray(evidence.of)) return [{ evidence, text, key }];
  return evidence.of.flatMap((member, index) =>
    evidencesOf(member.evidence, `${text} › ${member.assertion}`, `${key}.${index}`),
  );
}

function shapesIn({ evidence, text, key }, side) {
  const plane = planeOf(evidence);
  const shape = (role, kind, told, given, finding) => ({
    kind,
    role,
    coordinates: plane && sharesOf(told, plane),
    numbers: told.map(Number),
    unit: evidence.unit,
    size: sizeOf(evidence),
    label: given.label ?? "",
    score: given.score,
    side,
    notes: [given.inverted && "inverted", given.out_of_range && "out of range"].filter(Boolean),
    findings: [{ key, text, side, ...finding }],
  });
  const own = (index) => `${side}/${key}/${index}`;
  return evidence.points || (evidence.expected ?? []).some((one) => !one.box)
    ? pointShapes(evidence, shape, own)
    : boxShapes(evidence, shape, own);
}

/** Null for none, and for what no number can hold, which JSON has as null. */
function sharesOf(numbers, { width, height }) {
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) return null;
  return numbers.map((number, at) => number / (at % 2 ? height : width));
}

function sizeOf({ image }) {
  return image?.width > 0 && image?.height > 0 ? { width: image.width, height: image.height } : null;
}

function planeOf(evidence) {
  return evidence.unit === "relative_1000" ? { width: 1000, height: 1000 } : sizeOf(evidence);
}

function boxShapes({ expected = [], predicted = [], pairs = [], iou: thresholds = [] }, shape, own) {
  const least = thresholds[0] ?? 0;
  const found = (pair, alone) =>
    pair ? { iou: pair.iou, hit: pair.iou >= least, least, state: "paired" } : { state: alone };
  return [
    ...expected.map((box, index) => {
      const pair = pairs.find((one) => one.expected === index);
      return shape("expected", "box", box.box, box, { own: own(index), ...found(pair, "missed") });
    }),
    ...predicted.map((box, index) => {
      const pair = pairs.find((one) => one.predicted === index);
      return shape("predicted", "box", box.box, box, { partner: pair && own(pair.expected), ...found(pair, "extra") });
    }),
  ];
}

function pointShapes({ expected = [], points = [] }, shape, own) {
  return [
    ...expected.map((region, index) => shape("expected", ...regionOf(region), { own: own(index), state: "" })),
    ...points.map((point) =>
      shape("predicted", "point", point.point, point, {
        partner: point.region === undefined ? undefined : own(point.region),
        hit: point.inside,
        state: "",
      }),
    ),
  ];
}

/** Kind, numbers and label of where a point may be. */
function regionOf({ box, in_box: within, in_polygon: polygon, in_mask: mask, near, reach }) {
  if (polygon) return ["polygon", polygon.flat(), {}];
  if (near) return reach ? ["ellipse", [...near, ...reach], {}] : ["point", near, {}];
  if (mask) return ["mask", [], { label: mask }];
  return ["box", within ?? box, {}];
}

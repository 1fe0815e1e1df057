// Evidence made into shapes, as values.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gathered, lookersAt, seenBy, shapesOf } from "../../harness/report/page/shapes.js";

const image = { sha256: "abc", width: 200, height: 100 };
const found = (evidence, text = "boxes: …") => ({ text, evidence: { image, unit: "pixels", iou: [0.5], ...evidence } });
const box = (...corners) => ({ box: corners });

test("coordinates are shares of the image's sides, in pixels and in thousandths", () => {
  const [inPixels] = shapesOf([found({ expected: [box(20, 10, 100, 50)] })], "abc");
  assert.deepEqual(inPixels.coordinates, [0.1, 0.1, 0.5, 0.5]);
  const remote = {
    image: { url: "https://images.example/a" },
    unit: "relative_1000",
    expected: [box(100, 200, 500, 600)],
  };
  const [inThousandths] = shapesOf([{ text: "boxes", evidence: remote }], "https://images.example/a");
  assert.deepEqual(inThousandths.coordinates, [0.1, 0.2, 0.5, 0.6]);
});

test("what lies in an image whose size is not known is told and not drawn", () => {
  const [shape] = shapesOf(
    [{ text: "boxes", evidence: { image: { sha256: "abc" }, unit: "pixels", expected: [box(1, 2, 3, 4)] } }],
    "abc",
  );
  assert.equal(shape.coordinates, null);
  assert.deepEqual(shape.numbers, [1, 2, 3, 4]);
});

test("a number too great for JSON leaves a shape undrawn, and the others drawn", () => {
  const shapes = shapesOf(
    [found({ expected: [], predicted: [box(null, 0, 10, 10), box(0, 0, 10, 10)], pairs: [] })],
    "abc",
  );
  assert.deepEqual(
    shapes.map(({ coordinates }) => coordinates),
    [null, [0, 0, 0.05, 0.1]],
  );
});

test("shapes of another image are left out, and an empty name is no image", () => {
  const all = [found({ expected: [box(1, 2, 3, 4)] }), { text: "contains", evidence: {} }, { text: "equals" }];
  assert.equal(shapesOf(all, "other").length, 0);
  assert.equal(shapesOf(all, "").length, 0);
  assert.equal(shapesOf(all, "abc").length, 1);
});

test("a pair shares a name, is found from the threshold on, and what is alone is missed or extra", () => {
  const shapes = shapesOf(
    [
      found({
        expected: [box(0, 0, 10, 10), box(50, 0, 60, 10), box(90, 0, 99, 10)],
        predicted: [box(51, 0, 61, 10), box(0, 5, 10, 15), box(150, 0, 160, 10)],
        pairs: [
          { expected: 0, predicted: 1, iou: 0.33 },
          { expected: 1, predicted: 0, iou: 0.8 },
        ],
      }),
    ],
    "abc",
  );
  const told = shapes.map(({ role, pair, iou, hit, state }) => [role[0], pair, iou, hit, state]);
  assert.deepEqual(told, [
    ["e", "1", 0.33, false, "paired"],
    ["e", "2", 0.8, true, "paired"],
    ["e", "3", undefined, undefined, "missed"],
    ["p", "2", 0.8, true, "paired"],
    ["p", "1", 0.33, false, "paired"],
    ["p", "", undefined, undefined, "extra"],
  ]);
});

test("what several assertions look at is there once, what a model said twice is there twice", () => {
  const predicted = [box(0, 0, 10, 10), box(0, 0, 10, 10)];
  const one = found({ expected: [{ ...box(0, 0, 10, 10), label: "cat" }], predicted, pairs: [] }, "first");
  const two = found(
    { expected: [box(0, 0, 10, 10)], predicted, pairs: [{ expected: 0, predicted: 1, iou: 1 }] },
    "second",
  );
  const shapes = shapesOf(
    [one, { text: "not: …", evidence: { of: [{ assertion: "second", evidence: two.evidence }] } }],
    "abc",
  );
  assert.equal(shapes.length, 3);
  assert.deepEqual(lookersAt(shapes), [
    ["0", "first"],
    ["1.0", "not: … › second"],
  ]);
  assert.equal(shapes[0].label, "cat");
  assert.equal(shapes[0].state, "paired", "some assertion pairs it");
  assert.deepEqual(
    seenBy(shapes, "0").map(({ state }) => state),
    ["missed", "extra", "extra"],
  );
  assert.deepEqual(
    seenBy(shapes, "1.0").map(({ state }) => state),
    ["paired", "extra", "paired"],
  );
});

test("two sides share what is expected and keep what each model gave", () => {
  const side = (name, predicted, pairs) =>
    shapesOf([found({ expected: [box(0, 0, 10, 10), box(20, 0, 30, 10)], predicted, pairs })], "abc", { side: name });
  const a = side("a", [box(0, 0, 10, 9)], [{ expected: 0, predicted: 0, iou: 0.9 }]);
  const b = side("b", [box(20, 0, 30, 8)], [{ expected: 1, predicted: 0, iou: 0.8 }]);
  const both = gathered([...a, ...b]);
  assert.deepEqual(
    both.map(({ role, side: whose, pair }) => [role, whose, pair]),
    [
      ["expected", "", "1"],
      ["expected", "", "2"],
      ["predicted", "a", "1"],
      ["predicted", "b", "2"],
    ],
  );
  assert.deepEqual(gathered(both), both, "gathering twice changes nothing");
});

test("a point belongs to the place that holds it; a mask is told by its path", () => {
  const shapes = shapesOf(
    [
      found({
        expected: [
          { in_mask: "m.png" },
          { near: [100, 50], reach: [20, 10] },
          { near: [10, 10] },
          {
            in_polygon: [
              [0, 0],
              [20, 0],
              [0, 10],
            ],
          },
        ],
        points: [
          { point: [100, 50], inside: true, region: 1 },
          { point: [190, 90], inside: false },
        ],
      }),
    ],
    "abc",
  );
  assert.deepEqual(
    shapes.map(({ kind, pair, coordinates }) => [kind, pair, coordinates]),
    [
      ["mask", "1", null],
      ["ellipse", "2", [0.5, 0.5, 0.1, 0.1]],
      ["point", "3", [0.05, 0.1]],
      ["polygon", "4", [0, 0, 0.1, 0, 0, 0.1]],
      ["point", "2", [0.5, 0.5]],
      ["point", "", [0.95, 0.9]],
    ],
  );
  assert.equal(shapes[0].label, "m.png");
});

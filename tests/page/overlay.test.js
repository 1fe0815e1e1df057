// Shapes over images: where they are drawn, what belongs together, and how a reader moves about in them.

import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { narrow, openReport, violations, violationsInAllLooks } from "./browser.js";
import { png, turned } from "./images.js";
import { project, shared, sightline, source } from "./project.js";

const config = `version: 1
suites: '*.suite.yaml'
models: {m: {base_url: 'http://127.0.0.1:9', model: m, coordinates: pixels}}
`;

// A case: its image, expected and answered boxes in pixels of the displayed image.
const cases = {
  plain: { image: "plain.png", expected: [[30, 40, 130, 110]], answer: [[33, 38, 127, 112]] },
  turned: { image: "turned.jpg", expected: [[10, 200, 110, 400]], answer: [[300, 20, 400, 380]] },
  tiny: { image: "tiny.png", expected: [[2, 1, 7, 9]], answer: [[3, 1, 8, 9]] },
  large: { image: "large.png", expected: [[3000, 2500, 3900, 2950]], answer: [[100, 100, 400, 900]] },
  odd: {
    image: "plain.png",
    expected: [[30, 40, 130, 110]],
    answer: [
      [250, 150, 400, 300],
      [130, 110, 30, 40],
    ],
  },
};

/** The report of a run of all cases. */
const report = shared(async (t) => {
  const folder = await project(t, {
    "sightline.yaml": config,
    "seen.suite.yaml": suite(),
    "plain.png": png(320, 200),
    "other.png": png(200, 200),
    "tiny.png": png(20, 10),
    "large.png": png(4000, 3000),
    "turned.jpg": turned(await readFile(join(source, "suites/images/receipts/garage.jpg")), 6),
    "answers.jsonl": answers(),
  });
  const ended = await sightline(folder, "score", "seen.suite.yaml", "--answers", "answers.jsonl");
  assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  return join(folder, "reports/latest/report.html");
});

const many = Array.from({ length: 100 }, (_, at) => [
  (at % 10) * 32 + 2,
  Math.floor(at / 10) * 20 + 2,
  (at % 10) * 32 + 28,
  Math.floor(at / 10) * 20 + 17,
]);

function suite() {
  return `suite: seen
prompts:
  ask: "{{picture}}Where?"
  two:
    - user: [{image: "{{first}}"}, {text: Look}]
    - assistant: I see.
    - user: [{image: "{{second}}"}, {text: Where is it}]
cases:
${Object.entries(cases)
  .map(
    ([id, { image, expected }]) => `  - id: ${id}
    prompts: [ask]
    vars: {picture: {image: ${image}}}
    assert: [{boxes: {expected: ${JSON.stringify(expected)}}}]
`,
  )
  .join("")}
  - id: pairs
    prompts: [ask]
    vars: {picture: {image: plain.png}}
    assert:
      - boxes:
          expected:
            - {box: [10, 10, 90, 90], label: cat}
            - {box: [120, 20, 200, 100], label: dog}
            - {box: [220, 120, 300, 190], label: bird}
      - not: {boxes: {expected: [[10, 10, 90, 90]], iou: 0.99}}
  - id: many
    prompts: [ask]
    vars: {picture: {image: plain.png}}
    assert: [{boxes: ${JSON.stringify(many)}}]
  - id: points
    prompts: [ask]
    vars: {picture: {image: plain.png}}
    assert:
      - points: {expected: [{in_polygon: [[10, 10], [100, 10], [55, 90]]}, {near: [200, 100], distance: 20}]}
  - id: both
    prompts: [two]
    vars: {first: {image: plain.png}, second: {image: other.png}}
    assert:
      - boxes: {expected: [[10, 10, 60, 60]], image: first}
      - boxes: {expected: [[100, 100, 180, 180]], image: second}
`;
}

function answers() {
  const boxes = (list) => JSON.stringify(list.map((box) => (Array.isArray(box) ? { bbox_2d: box } : box)));
  const given = {
    ...Object.fromEntries(Object.entries(cases).map(([id, { answer }]) => [id, boxes(answer)])),
    pairs: boxes([
      { bbox_2d: [12, 10, 92, 90], label: "cat" },
      { bbox_2d: [160, 20, 240, 100], label: "dog" },
      { bbox_2d: [20, 120, 80, 180], label: "cow" },
    ]),
    many: boxes(many),
    points: JSON.stringify(
      [
        [55, 40],
        [210, 105],
        [300, 20],
      ].map((point) => ({ point_2d: point })),
    ),
    both: boxes([[12, 10, 62, 60]]),
  };
  return Object.entries(given)
    .map(([id, answer]) => JSON.stringify({ case: id, answer }))
    .join("\n");
}

async function openCase(t, id, options = {}) {
  const prompt = id === "both" ? "two" : "ask";
  const page = await openReport(t, await report(), {
    ...options,
    hash: `#case=${encodeURIComponent(`seen/${id}#${prompt}@m`)}`,
  });
  await page.waitForFunction(() => {
    const images = [...document.querySelectorAll("#case .overlaid img")];
    return images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0);
  });
  await fitted(page);
  return page;
}

/** Waits until the pictures have the size of their frames, which the browser tells at the end of the frame that it draws. */
function fitted(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Where the image and the fills of the shapes of a role are drawn, and the image's natural size. */
function drawn(page, role) {
  return page.evaluate((wanted) => {
    const rect = (node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return { left, top, width, height };
    };
    const image = document.querySelector("#case .overlaid img");
    return {
      image: rect(image),
      natural: [image.naturalWidth, image.naturalHeight],
      shapes: [...document.querySelectorAll(`#case .shape-layer .of-${wanted} .shape-fill`)].map(rect),
    };
  }, role);
}

/** Holds what is drawn against the numbers of `boxes`, corners in pixels of an image of that size. */
function assertPlaced({ image, shapes }, boxes, [width, height]) {
  assert.equal(shapes.length, boxes.length);
  const near = (a, b, what) => assert.ok(Math.abs(a - b) < 1, `${what}: drawn at ${a}, computed ${b}`);
  const sorted = [...boxes].sort(
    (a, b) => Math.abs((b[2] - b[0]) * (b[3] - b[1])) - Math.abs((a[2] - a[0]) * (a[3] - a[1])),
  );
  sorted.forEach(([x1, y1, x2, y2], at) => {
    near(shapes[at].left, image.left + (Math.min(x1, x2) / width) * image.width, "left");
    near(shapes[at].top, image.top + (Math.min(y1, y2) / height) * image.height, "top");
    near(shapes[at].width, (Math.abs(x2 - x1) / width) * image.width, "width");
    near(shapes[at].height, (Math.abs(y2 - y1) / height) * image.height, "height");
  });
}

for (const [id, size] of [
  ["plain", [320, 200]],
  ["turned", [402, 420]],
  ["tiny", [20, 10]],
  ["large", [4000, 3000]],
  ["odd", [320, 200]],
]) {
  test(`boxes on the ${id} image are drawn where their numbers say, fitted, zoomed and moved`, async (t) => {
    const page = await openCase(t, id);
    const { image, natural } = await drawn(page, "expected");
    assert.ok(Math.abs(image.width / image.height - size[0] / size[1]) < 0.02, "the image has its displayed shape");
    if (id !== "large") assert.deepEqual(natural, size, "the browser turns the image as the numbers have it");
    assert.match(
      await page.locator("#case .overlaid figcaption").first().innerText(),
      new RegExp(`^${size.map((side) => side.toLocaleString("en")).join(" × ")} px`),
    );
    const both = async () => {
      assertPlaced(await drawn(page, "expected"), cases[id].expected, size);
      assertPlaced(await drawn(page, "predicted"), cases[id].answer, size);
    };
    await both();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
    const zoomed = (await drawn(page, "expected")).image;
    assert.ok(Math.abs(zoomed.width / image.width - 2.25) < 0.02, "two steps of a half each");
    await both();
    await page.locator(".viewer-frame").focus();
    await page.keyboard.press("ArrowRight");
    const moved = (await drawn(page, "expected")).image;
    assert.ok(moved.left < zoomed.left - 20, "the arrow shows more of what is right");
    await both();
    await page.keyboard.press("0");
    assert.ok(Math.abs((await drawn(page, "expected")).image.width - image.width) < 1, "0 fits the image");
    await both();
  });
}

test("wheel, drag and double click zoom and move the image about the pointer", async (t) => {
  const page = await openCase(t, "plain");
  const before = (await drawn(page, "expected")).image;
  const spot = [before.left + before.width * 0.25, before.top + before.height * 0.5];
  await page.mouse.move(...spot);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -150);
  await page.keyboard.up("Control");
  await page.waitForFunction(
    (least) => document.querySelector("#case .overlaid img").getBoundingClientRect().width > least,
    before.width * 1.5,
  );
  const zoomed = (await drawn(page, "expected")).image;
  assert.ok(Math.abs((spot[0] - zoomed.left) / zoomed.width - 0.25) < 0.01, "what was under the pointer stays there");
  await page.mouse.down();
  await page.mouse.move(spot[0] - 60, spot[1] - 20, { steps: 3 });
  await page.mouse.up();
  const dragged = (await drawn(page, "expected")).image;
  assert.ok(Math.abs(dragged.left - (zoomed.left - 60)) < 1 && Math.abs(dragged.top - (zoomed.top - 20)) < 1);
  assertPlaced(await drawn(page, "expected"), cases.plain.expected, [320, 200]);
  await page.mouse.dblclick(...spot);
  await page.waitForFunction(  // A double click fits what was zoomed.
    (width) => Math.abs(document.querySelector("#case .overlaid img").getBoundingClientRect().width - width) < 1,
    before.width,
  );
});

test("pairs are told by name, words and pattern, and light up from the image and from the list", async (t) => {
  const page = await openCase(t, "pairs");
  const rows = await page.locator(".overlay-row").allInnerTexts();
  assert.equal(rows.length, 4);
  assert.match(rows[0], /^1\s+cat\s+IoU 0\.95/);
  assert.match(rows[0], /expected\s+10, 10, 90, 90\s+predicted\s+12, 10, 92, 90/);
  assert.match(rows[1], /^2\s+dog\s+IoU 0\.33, below 0\.50/);
  assert.match(rows[2], /^3\s+bird\s+missed/);
  assert.match(rows[3], /^–\s+cow\s+extra/);
  const looks = await page.$$eval(".shape-layer .overlay-shape", (all) =>
    all.map((one) => [one.getAttribute("class"), one.querySelector(".shape-fill").getAttribute("fill")]),
  );
  const cats = looks.filter(([, fill]) => fill === looks.find(([kind]) => kind.includes("is-extra"))[1]);
  assert.equal(cats.length, 1, "what is extra has a pattern of its own");
  assert.equal(
    new Set(looks.map(([, fill]) => fill)).size,
    4,
    "two pairs, an extra box and a missed one look different",
  );
  assert.equal(await page.locator(".is-missed .cross-line").count(), 1);

  await page.locator(".overlay-row").nth(1).focus();
  assert.equal(await page.locator(".overlay-shape.is-lit").count(), 2);
  await page.locator(".overlay-row").nth(2).focus();
  assert.equal(await page.locator(".overlay-shape.is-lit").count(), 1);
  await page.locator(".overlay-row").nth(2).blur();
  assert.equal(await page.locator(".overlay-shape.is-lit").count(), 0);

  await page.locator(".viewer-frame").scrollIntoViewIfNeeded();
  const { image } = await drawn(page, "expected");
  await page.mouse.move(image.left + (50 / 320) * image.width, image.top + (50 / 200) * image.height);
  await page.waitForSelector(".overlay-row.is-lit");
  assert.match(await page.locator(".overlay-row.is-lit").innerText(), /^1\s+cat/);
  assert.equal(await page.locator(".overlay-shape.is-lit").count(), 2, "both boxes of the pair");
  await page.mouse.click(image.left + (50 / 320) * image.width, image.top + (50 / 200) * image.height);
  await page.mouse.move(0, 0);
  assert.equal(await page.locator(".overlay-row[aria-pressed=true]").count(), 1, "a click keeps it lit");
  assert.equal(await page.locator(".overlay-shape.is-lit").count(), 2);
});

test("toggles hide what was expected, what was predicted, and the labels", async (t) => {
  const page = await openCase(t, "pairs");
  const visible = (selector) =>
    page.locator(selector).evaluateAll((all) => all.filter((one) => getComputedStyle(one).display !== "none").length);
  assert.deepEqual([await visible(".overlay-shape.of-expected"), await visible(".overlay-shape.of-predicted")], [3, 3]);
  await page.getByRole("button", { name: "Expected", exact: true }).press("Enter");
  assert.deepEqual([await visible(".overlay-shape.of-expected"), await visible(".overlay-shape.of-predicted")], [0, 3]);
  assert.equal(await page.getByRole("button", { name: "Expected", exact: true }).getAttribute("aria-pressed"), "false");
  await page.getByRole("button", { name: "Expected", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Predicted", exact: true }).click();
  assert.deepEqual([await visible(".overlay-shape.of-expected"), await visible(".overlay-shape.of-predicted")], [3, 0]);
  assert.equal(await page.locator(".shape-labels").isVisible(), true);
  await page.getByRole("button", { name: "Labels", exact: true }).click();
  assert.equal(await page.locator(".shape-labels").isVisible(), false);
});

test("several assertions on one image draw what they share once, and each can be looked at alone", async (t) => {
  const page = await openCase(t, "pairs");
  assert.equal(await page.locator(".overlay-shape.of-expected").count(), 3, "the first box is expected twice");
  const choose = page.getByLabel("Assertion whose shapes are shown");
  assert.match(await choose.innerText(), /2\. not: .* › boxes:/);
  await choose.selectOption({ index: 2 });
  assert.equal(await page.locator(".overlay-shape.of-expected").count(), 1);
  assert.match((await page.locator(".overlay-row").allInnerTexts())[0], /IoU 0\.95, below 0\.99/);
  await choose.selectOption({ index: 0 });
  assert.equal(await page.locator(".overlay-shape.of-expected").count(), 3);
});

test("points are told inside and outside by shape and word, in a polygon and about a place", async (t) => {
  const page = await openCase(t, "points");
  const rows = await page.locator(".overlay-row").allInnerTexts();
  assert.match(rows[0], /^1[^]*expected polygon\s+10, 10, 100, 10, 55, 90/);
  assert.match(rows[1], /^2[^]*expected ellipse\s+200, 100, 20, 20/);
  assert.match(rows[2], /^1[^]*inside\s+predicted point\s+55, 40/);
  assert.match(rows[3], /^2[^]*inside/);
  assert.match(rows[4], /^–[^]*outside\s+predicted point\s+300, 20/);
  const signs = await page.$$eval(".kind-point.of-predicted .shape-line", (all) =>
    all.map((one) => one.getAttribute("d")),
  );
  assert.equal(signs[0], signs[1]);
  assert.notEqual(signs[0], signs[2], "outside has another sign");
  await page.locator(".overlay-row").nth(2).focus();
  assert.equal(await page.locator(".overlay-shape.is-lit").count(), 2, "the point and where it was expected");
  const placed = await page.evaluate(() => {
    const image = document.querySelector("#case .overlaid img").getBoundingClientRect();
    return [...document.querySelectorAll(".kind-point .shape-fill")].map((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return [(left + width / 2 - image.left) / image.width, (top + height / 2 - image.top) / image.height, width];
    });
  });
  [
    [55, 40],
    [210, 105],
    [300, 20],
  ].forEach(([x, y], at) => {
    assert.ok(Math.abs(placed[at][0] - x / 320) < 0.003 && Math.abs(placed[at][1] - y / 200) < 0.003);
    assert.ok(Math.abs(placed[at][2] - 20) < 1, "a sign keeps its size");
  });
});

test("a large image is seen in its own pixels once it is zoomed far enough", async (t) => {
  const page = await openCase(t, "large");
  for (let step = 0; step < 6; step += 1) await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForFunction(() => document.querySelector("#case .overlaid img").naturalWidth === 4000);
  assertPlaced(await drawn(page, "expected"), cases.large.expected, [4000, 3000]);
});

test("boxes beyond the image and inverted ones are told as such", async (t) => {
  const page = await openCase(t, "odd");
  const text = await page.locator(".overlay-rows").innerText();
  assert.match(text, /250, 150, 400, 300\s+out of range/);
  assert.match(text, /130, 110, 30, 40\s+inverted/);
});

test("each image of a conversation shows its own shapes", async (t) => {
  const page = await openCase(t, "both");
  const figures = page.locator("#case .asked .overlaid");
  assert.equal(await figures.count(), 2);
  assert.match(await figures.nth(0).locator(".overlay-rows").innerText(), /10, 10, 60, 60/);
  assert.doesNotMatch(await figures.nth(0).locator(".overlay-rows").innerText(), /100, 100, 180, 180/);
  assert.match(await figures.nth(1).locator(".overlay-rows").innerText(), /100, 100, 180, 180/);
});

test("100 boxes keep their labels apart and their list in bounds", async (t) => {
  const page = await openCase(t, "many");
  assert.equal(await page.locator(".overlay-shape").count(), 200);
  assert.equal(await page.locator(".overlay-row").count(), 100);
  assert.ok((await page.locator(".overlay-rows").boundingBox()).height < 400);
  const labels = () =>
    page.$$eval(".shape-label:not(.is-hidden)", (all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  const some = await labels();
  assert.ok(some.length > 10 && some.length <= 100, `${some.length} labels`);
  const meet = (a, b) =>
    a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  assert.ok(
    some.every((a, at) => some.slice(at + 1).every((b) => !meet(a, b))),
    "no label covers another",
  );
  const frame = await page.locator(".viewer-frame").boundingBox();
  assert.ok(
    some.every((one) => one.left >= frame.x - 0.5 && one.right <= frame.x + frame.width + 0.5),
    "within the frame",
  );
  await page.locator(".overlay-row").nth(57).focus();
  assert.match(
    await page.locator(".shape-label.is-lit:not(.is-hidden)").innerText(),
    /^58\s+1\.00/,
    "what is pointed at has its whole label",
  );
});

test("the dialog shows the same figure in the whole window, and Escape leaves it and not the case", async (t) => {
  const page = await openCase(t, "pairs");
  await page.getByRole("button", { name: "Expand" }).click();
  const frame = await page.locator("dialog[open] .viewer-frame").boundingBox();
  assert.ok(frame.width > 900 && frame.height > 600);
  const { image, shapes } = await drawn(page, "expected");
  assert.equal(shapes.length, 3);
  assert.ok(Math.abs(image.width / image.height - 1.6) < 0.01);
  const seen = image.width;
  await page.mouse.move(frame.x + 200, frame.y + 300);
  await page.mouse.wheel(0, -100);
  await page.waitForFunction(
    (least) => document.querySelector("dialog img").getBoundingClientRect().width > least,
    seen * 1.1,
  );
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog"));
  assert.equal(await page.locator("#case-title").innerText(), "seen/pairs");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Expand");
});

test("an image that is not kept leaves a grid of its shape, with the boxes and a reason", async (t) => {
  const folder = await project(t, {
    "sightline.yaml": config,
    "seen.suite.yaml": suite().split("  - id: turned")[0],
    "plain.png": png(320, 200),
    "answers.jsonl": answers().split("\n")[0],
  });
  await sightline(folder, "score", "seen.suite.yaml", "--answers", "answers.jsonl");
  await rm(join(folder, "reports/latest/images"), { recursive: true });
  const ended = await sightline(folder, "report", "latest", "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  const hash = `#case=${encodeURIComponent("seen/plain#ask@m")}`;
  const page = await openReport(t, join(folder, "reports/latest/report.html"), { hash });
  await fitted(page);
  const { width, height } = await page.locator(".empty-grid").boundingBox();
  assert.ok(Math.abs(width / height - 1.6) < 0.01);
  assert.equal(await page.locator(".overlay-shape").count(), 2);
  assert.match(await page.locator(".overlaid figcaption").innerText(), /The run keeps no copy of this image\./);
});

test("axe-core finds nothing in images with shapes, wide and narrow, light and dark, nor in the dialog", async (t) => {
  const page = await openCase(t, "pairs", { size: narrow });
  assert.deepEqual(await violations(page), [], "labels are placed for the window that the page is opened in");
  assert.deepEqual(await violationsInAllLooks(page), []);
  await page.getByRole("button", { name: "Expand" }).click();
  assert.deepEqual(await violationsInAllLooks(page), []);
});

test("two fingers zoom, and move what is between them", async (t) => {
  const page = await openCase(t, "plain", { hasTouch: true });
  const before = (await drawn(page, "expected")).image;
  const devtools = await page.context().newCDPSession(page);
  const middle = [before.left + before.width / 2, before.top + before.height / 2];
  const touch = (type, apart) =>
    devtools.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: apart ? [-apart, apart].map((dx, id) => ({ x: middle[0] + dx, y: middle[1], id })) : [],
    });
  await touch("touchStart", 40);
  for (const apart of [50, 60, 70, 80]) await touch("touchMove", apart);
  await touch("touchEnd", 0);
  await page.waitForFunction(
    (least) => document.querySelector("#case .overlaid img").getBoundingClientRect().width > least,
    before.width * 1.5,
  );
  const after = (await drawn(page, "expected")).image;
  assert.ok(Math.abs((middle[0] - after.left) / after.width - 0.5) < 0.02, "the middle stays where it is");
  assertPlaced(await drawn(page, "expected"), cases.plain.expected, [320, 200]);
});

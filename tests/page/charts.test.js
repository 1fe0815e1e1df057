// The charts: what is drawn is where its numbers say, says them in words too, and leads to the cases behind them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { narrow, openReport, violations, wide } from "./browser.js";
import { madeReport, numbersFrom } from "./made_log.js";
import { sampleReport } from "./project.js";

const MODELS = ["alpha", "beta"];
const PROMPTS = ["terse", "long"];
const CASES = 30;

/** Results of two models and two prompts, with scores, times, costs, tags and a metric, the same at each run. */
function results({ models = MODELS, prompts = PROMPTS, cases = CASES, repeats = 1 } = {}) {
  const next = numbersFrom(11);
  const made = [];
  for (let i = 0; i < cases; i += 1) {
    for (const [m, model] of models.entries()) {
      for (const prompt of prompts) {
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          const passed = next() < 0.9 - 0.3 * m;
          const score = passed ? 0.7 + 0.3 * next() : 0.6 * next();
          const tags = [i % 3 === 0 ? "ocr" : "table"];
          const unit = { suite: "receipts", case: `case-${i}`, prompt, model, repeat, repeats, tags };
          const status = passed ? "passed" : "failed";
          const measured = { cost: 0.001 * (m + 1), ms: 100 * 60 ** next(), metrics: { total: score } };
          made.push({ ...unit, status, score, ...measured });
        }
      }
    }
  }
  return made;
}

const opened = async (t, made, options) => openReport(t, await madeReport(t, made), options);

const cardOf = (page, title) => page.locator("#matrix > .card", { has: page.locator(`h2:text-is("${title}")`) });
const rowOf = (card, name) => card.locator("tbody tr", { has: card.page().locator(`th bdi:text-is("${name}")`) });
const close = (actual, expected, within, what) =>
  assert.ok(Math.abs(actual - expected) <= within, `${what}: ${actual} is ${expected} within ${within}`);

/** Where a mark begins and ends in its lane, as shares of the lane's width and height, from the left and from below. */
const placeOf = (mark) =>
  mark.evaluate((drawing) => {
    const lane = drawing.closest(".lane").getBoundingClientRect();
    const box = drawing.getBoundingClientRect();
    const along = (x) => (x - lane.left) / lane.width;
    return { from: along(box.left), to: along(box.right), height: box.height / lane.height };
  });

test("a whisker ends where Wilson's interval does, and its point stands at the pass rate", async (t) => {
  const made = results();
  const page = await opened(t, made);
  const cells = made.filter((unit) => unit.model === "beta" && unit.prompt === "long");
  const passed = cells.filter((unit) => unit.status === "passed").length;
  const rate = passed / cells.length;
  const row = rowOf(cardOf(page, "Models and prompts"), "beta").nth(2);
  assert.equal(await row.locator("td[data-name=passed]").innerText(), `${passed}/${cells.length}`);
  const title = await row.locator(".rate").getAttribute("title");
  const [low, high] = title.match(/[\d.]+–[\d.]+/)[0].split("–").map((end) => Number(end) / 100);
  assert.ok(low < rate && rate < high, title);
  const { from, to } = await placeOf(row.locator(".whisker").first());
  close(from, low, 0.004, "the low end");
  close(to, high, 0.004, "the high end");
  const point = await placeOf(row.locator(".point"));
  close((point.from + point.to) / 2, rate, 0.004, "the point");
});

test("models are ranked over all prompts, with what their intervals allow to say", async (t) => {
  const made = results();
  const page = await opened(t, made);
  const card = cardOf(page, "Models and prompts");
  const of = (model) => made.filter((unit) => unit.model === model);
  for (const model of MODELS) {
    const passed = of(model).filter((unit) => unit.status === "passed").length;
    const row = card.locator("tr.overall", { hasText: model });
    assert.equal(await row.locator("td[data-name=passed]").innerText(), `${passed}/${of(model).length}`);
  }
  assert.match(await card.locator(".finding").innerText(), /^alpha passes most, .* their intervals are apart\.$/);
  const alternative = await card.locator("[role=img]").getAttribute("aria-label");
  const ends = /^Pass rate from [\d.]+\u202f% \((terse|long), beta\) to [\d.]+\u202f% \((terse|long), alpha\)/;
  assert.match(alternative, ends);
});

test("a model that is ahead by chance alone is said to overlap the next one", async (t) => {
  const made = [];
  for (const [model, passes] of [
    ["alpha", 7],
    ["beta", 6],
  ]) {
    for (const prompt of PROMPTS) {
      for (let i = 0; i < 10; i += 1) {
        const status = i < passes ? "passed" : "failed";
        made.push({ suite: "receipts", case: `case-${i}`, prompt, model, status });
      }
    }
  }
  const page = await opened(t, made);
  assert.match(
    await cardOf(page, "Models and prompts").locator(".finding").innerText(),
    /^alpha passes most, 70\.0\u202f%, but its interval overlaps that of beta \(60\.0\u202f%\)\.$/,
  );
});

test("bars of scores are as high as their bins are full, and say how full", async (t) => {
  const made = results();
  const page = await opened(t, made);
  const bins = (model) => {
    const tally = new Array(10).fill(0);
    for (const unit of made) if (unit.model === model) tally[Math.min(Math.floor(unit.score * 10 + 1e-9), 9)] += 1;
    return tally;
  };
  const fullest = Math.max(...MODELS.flatMap(bins));
  const card = cardOf(page, "Scores");
  for (const model of MODELS) {
    const row = rowOf(card, model);
    const filled = bins(model).map((tally, i) => ({ tally, i })).filter(({ tally }) => tally > 0);
    assert.equal(await row.locator(".bar").count(), filled.length);
    for (const [at, { tally, i }] of filled.entries()) {
      const { from, height } = await placeOf(row.locator(".bar").nth(at));
      close(from, i / 10, 0.01, `the place of bin ${i}`);
      close(height, Math.max((tally / fullest) * 0.92, 0.03), 0.03, `the height of bin ${i}`);
      const text = await row.locator(".hit").nth(at).getAttribute("aria-label");
      assert.match(text, new RegExp(`: ${tally} units?, `));
    }
  }
  await card.getByText("Table", { exact: true }).click();
  const columns = card.locator(".numbers tbody tr td:nth-child(2)");
  await columns.first().waitFor();
  assert.deepEqual((await columns.allInnerTexts()).map(Number), bins("alpha"));
});

test("latency has its median and its slowest twentieth marked on an axis that fits the spread", async (t) => {
  const made = results({ models: ["alpha"] });
  const page = await opened(t, made);
  const card = cardOf(page, "Latency");
  const sorted = made.map((unit) => unit.ms).sort((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    return sorted[below] + (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]) * (place - below);
  };
  assert.match(await card.locator("thead").innerText(), /logarithmic/);
  assert.equal(await card.locator("thead .line-sample").count(), 2);
  const ticks = (await card.locator(".tick").allInnerTexts()).map((text) => {
    const [number, unit] = text.split("\u202f");
    return Number(number) * (unit === "s" ? 1000 : 1);
  });
  const share = (value) => Math.log(value / ticks[0]) / Math.log(ticks.at(-1) / ticks[0]);
  for (const [mark, value] of [
    ["middle", at(0.5)],
    ["late", at(0.95)],
  ]) {
    const { from, to } = await placeOf(card.locator(`td .${mark}`));
    close((from + to) / 2, share(value), 0.006, mark);
  }
  const heights = await card.locator(".hit").evaluateAll((hits) => hits.map((hit) => hit.ariaLabel));
  const told = heights.map((text) => Number(text.match(/: (\d+) unit/)[1]));
  assert.equal(told.reduce((sum, tally) => sum + tally, 0), made.length);
});

test("a passed unit's cost is what its model was paid, over what passed", async (t) => {
  const made = results();
  const page = await opened(t, made);
  const card = cardOf(page, "Cost");
  const perPass = (model) => {
    const of = made.filter((unit) => unit.model === model);
    return of.reduce((sum, unit) => sum + unit.cost, 0) / of.filter((unit) => unit.status === "passed").length;
  };
  const widths = [];
  for (const model of MODELS) {
    const row = card.locator("tr.overall", { hasText: model });
    const text = await row.locator("td[data-name='per pass']").innerText();
    close(Number(text.slice(1)), perPass(model), perPass(model) * 0.05, text);
    const { from, to } = await placeOf(row.locator(".lane.of-1 .bar"));
    widths.push(to - from);
  }
  close(widths[0] / widths[1], perPass("alpha") / perPass("beta"), 0.02, "the bars' widths");
  assert.match(await card.locator(".finding").innerText(), /^A unit that passes costs least with alpha, /);
});

test("a cell of the heat map tells a tag's pass rate, is stronger the more fails, and leads to its cases", async (t) => {
  const made = results();
  const page = await opened(t, made);
  const card = cardOf(page, "Where it fails");
  const strengths = [];
  for (const [i, model] of MODELS.entries()) {
    const units = made.filter((unit) => unit.model === model && unit.tags[0] === "ocr");
    const rate = units.filter((unit) => unit.status === "passed").length / units.length;
    const cell = card.locator("tr", { has: page.locator("th bdi:text-is('ocr')") }).locator("td").nth(i);
    close(parseFloat(await cell.innerText()), rate * 100, 0.0501, `the pass rate of ${model}`);
    strengths.push([1 - rate, parseFloat(await cell.evaluate((td) => td.style.getPropertyValue("--missing")))]);
  }
  const [[lackOfAlpha, ofAlpha], [lackOfBeta, ofBeta]] = strengths;
  assert.ok(lackOfAlpha < lackOfBeta && ofAlpha < ofBeta, `${strengths}`);
  await card.locator("tr", { has: page.locator("th bdi:text-is('ocr')") }).locator("td a").nth(1).click();
  const expected = made.filter((unit) => unit.model === "beta" && unit.tags[0] === "ocr").length;
  await page.waitForFunction(
    (wanted) => document.querySelector(".tally").textContent.startsWith(`${wanted} of `),
    expected,
  );
  assert.match(page.url(), /model=beta/);
  assert.match(page.url(), /tag=ocr/);
});

test("repeats are counted by how often they passed, and those that waver lead to the flaky cases", async (t) => {
  const made = results({ models: ["alpha"], prompts: ["terse"], repeats: 4 });
  const page = await opened(t, made);
  const passes = new Map();
  for (const { case: id, status } of made) passes.set(id, (passes.get(id) ?? 0) + (status === "passed"));
  const tally = { never: 0, sometimes: 0, always: 0 };
  for (const n of passes.values()) tally[n === 0 ? "never" : n === 4 ? "always" : "sometimes"] += 1;
  const card = cardOf(page, "Repeats");
  const numbers = await card.locator(".outcomes tbody tr").first().locator("td.number").allInnerTexts();
  assert.deepEqual(numbers.map(Number), Object.values(tally));
  const { from, to } = await placeOf(card.locator(".outcomes td.lane .of-sometimes"));
  close(to - from, tally.sometimes / CASES, 0.01, "the share that wavers");
  await card.locator("a.hit").click();
  await page.waitForFunction(
    (wanted) => document.querySelector(".tally").textContent.startsWith(`${wanted} of `),
    tally.sometimes,
  );
});

test("an answer that was served again is no second answer", async (t) => {
  const one = { suite: "receipts", prompt: "terse", model: "alpha", repeats: 3 };
  const made = ["asked", "served"].flatMap((id) =>
    [0, 1, 2].map((repeat) => ({ ...one, case: id, repeat, status: "passed", copy: id === "served" && repeat > 0 })),
  );
  const page = await opened(t, made);
  const row = cardOf(page, "Repeats").locator(".outcomes tbody tr").first();
  const numbers = await row.locator("td.number").allInnerTexts();
  assert.deepEqual(numbers, ["0", "0", "1"]);
});

test("the arrows walk the bars of a lane, which is one stop of the tab key", async (t) => {
  const page = await opened(t, results({ models: ["alpha"] }));
  const hits = cardOf(page, "Scores").locator(".hit");
  assert.equal(await hits.and(page.locator("[tabindex='0']")).count(), 1);
  await hits.first().focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(
    await page.evaluate(() => document.activeElement.ariaLabel),
    await hits.nth(1).getAttribute("aria-label"),
  );
  const tip = await hits.nth(1).evaluate((hit) => getComputedStyle(hit, "::after").content);
  assert.match(tip, /unit/);
});

test("few units have no histogram, and one model and prompt no heat map", async (t) => {
  const page = await opened(t, results({ models: ["alpha"], prompts: ["terse"], cases: 3 }));
  const titles = await page.locator("#matrix h2").allInnerTexts();
  assert.deepEqual(titles, ["Models and prompts", "Tags", "Metrics"]);
});

test("many rows are kept to the first groups until all are asked for", async (t) => {
  const models = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const prompts = ["p1", "p2", "p3", "p4", "p5", "p6"];
  const page = await opened(t, results({ models, prompts, cases: 5 }));
  const card = cardOf(page, "Models and prompts");
  const rows = card.locator(".rates tbody:visible tr:not(.group, .axis)");
  assert.equal(await rows.count(), 32);
  await page.emulateMedia({ media: "print" });
  assert.equal(await rows.count(), 56, "on paper, where nothing can be pressed, all are there");
  await page.emulateMedia({ media: "screen" });
  assert.equal(await rows.count(), 32);
  await card.getByRole("button", { name: "Show all 56 rows" }).click();
  assert.equal(await rows.count(), 56);
});

for (const [colorScheme, name, size] of [
  ["light", "wide", wide],
  ["dark", "narrow", narrow],
]) {
  test(`axe-core finds nothing in the charts, ${colorScheme} and ${name}, and the page keeps its width`, async (t) => {
    const page = await opened(t, results({ cases: 12, repeats: 2 }), { colorScheme, size });
    for (const summary of await page.locator(".behind > summary").all()) await summary.click();
    assert.deepEqual(await violations(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
  });
}

test("the names of a wide heat map keep their room and stay in sight", async (t) => {
  const models = Array.from({ length: 8 }, (_, at) => `vendor/model-${at}`);
  const page = await opened(t, results({ models, cases: 2 }), { size: narrow });
  const name = page.locator(".heat tbody th", { hasText: "receipts" }).first();
  const before = await name.boundingBox();
  assert.ok(before.width >= 100, `${before.width} px`);
  await name.evaluate((head) => head.closest(".scrolled").scrollBy(200, 0));
  close((await name.boundingBox()).x, before.x, 3, "where the name stands, but for the space between cells");
});

test("models that are equally fast are not told apart, and a cell that counts nothing has no score", async (t) => {
  const times = Array.from({ length: 12 }, (_, at) => 100 + 40 * at);
  const timed = MODELS.flatMap((model) =>
    times.map((ms) => ({ suite: "s", case: `case-${ms}`, prompt: "ask", model, status: "passed", ms })),
  );
  const skipped = { suite: "s", case: "none", prompt: "other", model: "alpha", status: "skipped" };
  const page = await opened(t, [...timed, skipped]);
  assert.match(await cardOf(page, "Latency").locator(".finding").innerText(), /^All models answer equally soon/);
  const rows = page.locator(".rates tr", { has: page.locator('[data-name="passed"]:text-is("0/0")') });
  assert.equal(await rows.locator('[data-name="score"]').innerText(), "–");
});

test("the sample's charts each have a heading and a text alternative", async (t) => {
  const page = await openReport(t, await sampleReport(t));
  const charts = page.locator("#matrix .chart:has(.lanes)");
  assert.ok((await charts.count()) >= 4);
  for (const chart of await charts.all()) {
    assert.notEqual(await chart.locator("h2").innerText(), "");
    assert.match(await chart.locator(".axis [role=img]").first().getAttribute("aria-label"), /\d/);
  }
});

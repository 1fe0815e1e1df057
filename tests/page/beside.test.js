// Two models, and two prompts, of one run side by side, in its report and by `compare --by model`.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { narrow, openReport, violationsInAllLooks } from "./browser.js";
import { holdIdleWork } from "./lateness.js";
import { project, shared, sightline } from "./project.js";

let folder;
let report;

const SUITE = `prompts: {word: "In a word: {{q}}", sentence: "In a sentence: {{q}}"}
cases:
  - {id: sky, vars: {q: "what colour is the sky?"}, assert: [{contains: blue}]}
  - {id: grass, vars: {q: "what colour is grass?"}, assert: [{contains: green}]}
  - {id: coal, vars: {q: "what colour is coal?"}, assert: [{contains: black}, {contains: It}]}
`;

/** By model, prompt and case: small takes grass for blue, and only small knows of coal. */
const TOLD = {
  small: { sky: "The sky is blue.", grass: "It is blue grass.", coal: "It is black." },
  large: { sky: "The sky is blue.", grass: "It is green grass.", coal: "It is white." },
};

const modelOf = (name) => `  ${name}: {provider: aimlapi, model: ${name}}\n`;

function answers() {
  const lines = Object.entries(TOLD).flatMap(([model, told]) =>
    ["word", "sentence"].flatMap((prompt) =>
      Object.entries(told).map(([id, answer]) => JSON.stringify({ case: id, model, prompt, answer })),
    ),
  );
  return `${lines.join("\n")}\n`;
}

const setUp = shared(async (t) => {
  folder = await project(t, {
    "sightline.yaml": `version: 1\nsuites: suites/*.yaml\nmodels:\n${modelOf("small")}${modelOf("large")}`,
    "suites/colours.yaml": SUITE,
    "answers.jsonl": answers(),
  });
  const scored = ["score", "suites/colours.yaml", "--answers", "answers.jsonl", "--model", "small", "--model", "large"];
  const ended = await sightline(folder, ...scored, "--out", "run");
  assert.ok(ended.code <= 1, ended.stdout + ended.stderr);
  report = join(folder, "run/report.html");
});
before(setUp);

const MODELS = "#beside=model%3Asmall%2Clarge";
const tallied = async (page) =>
  (await page.locator(".beside-heading .keys li").allInnerTexts()).map((text) => text.replace("\n", " "));

test("two models of a run are chosen beside the matrix, and told what became of each case", async (t) => {
  const page = await openReport(t, report);
  const form = page.locator("#beside-entry .beside-form", { hasText: "models" });
  await form.getByRole("button", { name: "Compare" }).click();
  await page.waitForSelector("#beside:not([hidden]) h1");
  assert.equal(await page.locator("#beside h1").first().innerText(), "small → large");
  assert.equal(await page.locator(".skip").isHidden(), true, "there are no cases to skip to");
  assert.deepEqual(await tallied(page), ["2 newly failing", "2 fixed", "2 still passing"]);
  assert.match(await page.locator(".beside-heading .rerun").innerText(), /--by model --base small --candidate large/);
});

test("Back from two sides leads to the button that set them side by side", async (t) => {
  const page = await openReport(t, report);
  const button = page.locator("#beside-entry button").first();
  await button.click();
  await page.waitForSelector("#beside:not([hidden]) h1");
  await page.goBack();
  await page.waitForSelector("#overview:not([hidden])");
  assert.equal(await button.evaluate((pressed) => document.activeElement === pressed), true);
});

test("two prompts of a run are set side by side as well", async (t) => {
  const page = await openReport(t, report, { hash: "#beside=prompt%3Aword%2Csentence" });
  assert.deepEqual(await tallied(page), ["2 still failing", "4 still passing"]);
});

test("a case of both has both answers, what differs, and both verdicts", async (t) => {
  const page = await openReport(t, report, { hash: `${MODELS}&case=colours%2Fgrass%23word` });
  assert.equal(await page.locator("#pair-title").innerText(), "colours/grass");
  assert.match(await page.locator("#pair del").first().innerText(), /blue/);
  assert.match(await page.locator("#pair ins").first().innerText(), /green/);
  assert.deepEqual(await page.locator(".judged-beside .changed .badge").allInnerTexts(), ["Fail", "Pass"]);
});

test("the keys walk through the cases of both and lead back to the run", async (t) => {
  const page = await openReport(t, report, { hash: `${MODELS}&fate=newly_failing` });
  await page.waitForFunction(() => document.querySelectorAll(".pair-table .unit").length === 2);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#pair:not([hidden]) h1");
  assert.equal(await page.locator("#pair-title").innerText(), "colours/coal");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#pair", { state: "hidden" });
  await page.keyboard.press("Escape");
  await page.waitForSelector("#overview:not([hidden])");
  assert.equal(await page.locator(".cases .unit").count(), 12);
});

test("a case links to itself by the other models and prompts", async (t) => {
  const page = await openReport(t, report, { hash: "#case=colours%2Fgrass%23word%40small" });
  assert.equal(await page.locator(".beside-links a").count(), 2);
  await page.locator(".beside-links a", { hasText: "large" }).click();
  await page.waitForSelector("#beside:not([hidden]) #pair-title");
  assert.equal(await page.locator("#pair .beside-figures thead").innerText().then((text) => /small[^]*large/.test(text)), true);
});

test("on a phone a row shows its outcome, its case, its prompt and both statuses, none cut", async (t) => {
  const page = await openReport(t, report, { hash: MODELS, size: narrow });
  const cut = await page.locator(".pair-table .unit td:visible").evaluateAll((cells) =>
    cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => `${cell.className}: ${cell.innerText}`),
  );
  assert.deepEqual(cut, []);
  const row = page.locator(".pair-table .unit").first();
  const tops = await row.locator("td:visible").evaluateAll((cells) =>
    cells.map((cell) => [cell.className, Math.round(cell.getBoundingClientRect().top)]),
  );
  const lines = Object.groupBy(tops, ([, top]) => Math.floor(top / 22));
  assert.ok(Object.keys(lines).length >= 3, JSON.stringify(tops));
  const name = await row.locator(".of-case").boundingBox();
  const whole = await row.boundingBox();
  assert.ok(name.width > whole.width * 0.85, `${name.width} of ${whole.width} px`);
});

test("names that the run does not have are told", async (t) => {
  const page = await openReport(t, report, { hash: "#beside=model%3Asmall%2Cnobody" });
  assert.match(await page.locator("#beside").innerText(), /No case of this run is of both/);
});

test("compare --by model writes a page of both models", async (t) => {
  const ended = await sightline(folder, "compare", "run", "--by", "model", "--out", "by-model", "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  const page = await openReport(t, join(folder, "by-model/compare.html"), { hash: "#fate=fixed" });
  assert.equal(await page.locator("#run-name").innerText(), "small → large");
  assert.equal(await page.locator(".pair-table .unit").count(), 2);
});

for (const [view, rest] of [["list", ""], ["case", "&case=colours%2Fgrass%23word"]]) {
  test(`axe-core finds nothing in the ${view} of both sides, wide and narrow, light and dark`, async (t) => {
    assert.deepEqual(await violationsInAllLooks(await openReport(t, report, { hash: MODELS + rest })), []);
  });
}

test("who leaves two sides finds all cases, though the answers were read while a search there was on", async (t) => {
  const numbers = Array.from({ length: 300 }, (_, number) => number);
  const lines = numbers.flatMap((number) =>
    ["word", "sentence"].map((prompt) => JSON.stringify({ case: `n-${number}`, prompt, answer: `${number}` })),
  );
  const large = await project(t, {
    "sightline.yaml": `version: 1\nsuites: suites/*.yaml\nmodels:\n${modelOf("small")}`,
    "suites/numbers.yaml": `prompts: {word: "{{n}}", sentence: "What is {{n}}?"}
datasets: [{file: numbers.csv, id: "n-{{n}}", assert: [{contains: "{{n}}"}]}]
`,
    "suites/numbers.csv": `n\n${numbers.join("\n")}\n`,
    "answers.jsonl": `${lines.join("\n")}\n`,
  });
  const ended = await sightline(large, "score", "suites/numbers.yaml", "--answers", "answers.jsonl", "--out", "run");
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  const page = await openReport(t, join(large, "run/report.html"), { first: holdIdleWork });
  await page.locator("#beside-entry button").click();
  await page.waitForSelector("#beside:not([hidden])");
  await page.keyboard.press("/");
  await page.keyboard.type("n-29");
  await page.waitForURL(/q=n-29/);
  await page.evaluate(() => globalThis.goOn());
  await page.goBack();
  await page.waitForSelector("#overview:not([hidden])");
  assert.equal(await page.locator("#cases .tally").innerText(), "600 units");
});

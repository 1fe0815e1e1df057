// The texts of a case: what was expected beside what came, JSON as a tree, Markdown rendered, repeats side by side.

import assert from "node:assert/strict";
import { cp, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { openReport, violationsInAllLooks } from "./browser.js";
import { comparedReport } from "./compared.js";
import { logOf, project, shared, sightline, temporaryFolder } from "./project.js";

const hostile = [
  "# Receipt\n\nThe **total** is _42.50_ `EUR`, see [the shop](javascript:window.ran=1) and [data](data:text/html,x).",
  "![logo](https://example.com/x.png) <img src=x onerror=window.ran=1> $a_1^2$",
  "| item | price |\n|---|---:|\n| tea | 3.50 |\n| <b>x</b> | 4 |",
  "- one\n  - nested\n    1. deeper\n- two",
  "```html\n<script>window.ran = 1</script>\n```",
  `${">".repeat(10000)} deep`,
].join("\n\n");
const json = { items: [{ name: "tea", price: "3.5" }], currency: "USD", deep: "[".repeat(50) };
const numbers = Array.from({ length: 250 }, (_, at) => at);
const line = `${"word ".repeat(20)}\n`;

const cases = {
  equals: ["The total is 1,234.55 EUR on 3 May.", { equals: "The total is 1,234.50 EUR on 3 March." }],
  spaces: ["a b", { equals: "a  b\n" }],
  rtl: ["שלום לך עולם 合計は二千円です", { equals: "שלום עולם 合計は千円です" }],
  json: [
    JSON.stringify(json),
    { json: { schema: { properties: { items: { items: { properties: { price: { type: "number" } } } } } } } },
    { json: { subset: { currency: "EUR", total: 3 } } },
  ],
  list: [`Here it is:\n\`\`\`json\n${JSON.stringify(numbers)}\n\`\`\`\n`, { contains: "no" }],
  fields: ['{"vendor": "Cafe", "total": 4}', { fields: { expected: { vendor: "Café", total: 4, date: "May" } } }],
  markdown: [hostile, { contains_all: ["total", "cheese"] }, { regex: "tot.l" }],
  parts: ["There are 7 dogs.", { any: [{ equals: "Eight" }, { number: { equals: 8 } }] }],
  many: ["abc", ...[..."abcabc"].map((letter) => ({ contains: letter })), { contains: "d" }],
  long: [line.repeat(10000), { equals: `${line.repeat(20)}other\n` }],
  varied: [["It is 42 EUR.", "It is 42 EUR.", "It is 41 EUR."], { contains: "42" }],
  longmarkdown: [`# Title\n\n${"- item with **bold**\n".repeat(50000)}`, { contains: "zzz" }],
  deep: [`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`, { contains: "b" }],
};

const quoted = JSON.stringify;
const suite = `suite: texts
prompts: {ask: 'Say {{word}}'}
cases:
${Object.entries(cases)
  .map(
    ([name, [answer, ...assertions]]) =>
      `  - {id: ${name}, repeat: ${[answer].flat().length}, vars: {word: ${name}}, assert: ${quoted(assertions)}}\n`,
  )
  .join("")}`;

const scored = shared(async (t) => {
  const folder = await project(t, {
    "sightline.yaml": "version: 1\nsuites: '*.suite.yaml'\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "texts.suite.yaml": suite,
  });
  const answers = Object.entries(cases).flatMap(([name, [given]]) =>
    [given].flat().map((answer, repeat) => quoted({ case: name, repeat, answer })),
  );
  await writeFile(join(folder, "answers.jsonl"), answers.join("\n"));
  const ended = await sightline(folder, "score", "texts.suite.yaml", "--answers", "answers.jsonl");
  assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  return join(folder, "reports/latest/report.html");
});

const hashOf = (name) => `#case=${encodeURIComponent(`texts/${name}#ask@m`)}`;
const opened = async (t, name, options = {}) => openReport(t, await scored(), { hash: hashOf(name), ...options });
const textsOf = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent));
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

test("a failed equals is drawn as what is gone and what came", async (t) => {
  const page = await opened(t, "equals");
  assert.deepEqual(await textsOf(page, ".of-before del"), ["1,234.50", "March"]);
  assert.deepEqual(await textsOf(page, ".of-after ins"), ["1,234.55", "May"]);
  assert.deepEqual(await textsOf(page, ".diff-name"), ["Expected", "Actual"]);
  assert.equal(await page.locator(".of-before .diff-text").textContent(), "The total is 1,234.50 EUR on 3 March.");
});

test("white space that differs is seen", async (t) => {
  const page = await opened(t, "spaces");
  assert.deepEqual(await textsOf(page, ".of-before .space-sign"), ["·", "↵\n"]);
});

test("right-to-left text and text without spaces is compared by its words and characters", async (t) => {
  const page = await opened(t, "rtl");
  assert.deepEqual((await textsOf(page, ".of-after ins")).map((text) => text.trim()), ["לך", "二"]);
  assert.equal(await page.locator(".of-after .diff-text").evaluate((one) => getComputedStyle(one).direction), "rtl");
});

test("a tree of JSON stands open at the places that are wrong", async (t) => {
  const page = await opened(t, "json");
  const [schema, subset] = await page.locator(".contrast").all();
  assert.deepEqual(await schema.locator(".is-wrong .json-key").allTextContents(), ['"price"']);
  assert.match(await schema.locator(".json-problem").innerText(), /wrong.*expected a number, is the string '3\.5'/s);
  assert.ok(await schema.locator(".is-wrong").isVisible());
  assert.deepEqual(await subset.locator(".is-wrong > .json-key").allTextContents(), ['"currency"', '"total"']);
  assert.match(await subset.locator(".is-wrong").last().innerText(), /missing/);
});

test("an answer that holds JSON is shown as a tree when it is asked for, a long list by hundreds", async (t) => {
  const page = await opened(t, "list");
  assert.equal(await page.locator(".reply .json-tree").count(), 0);
  await press(page, "Tree");
  assert.equal(await page.locator(".reply .json-line").count(), 100);
  await press(page, "Show 100 more of 150");
  assert.equal(await page.locator(".reply .json-line").count(), 200);
  await press(page, "Show 50 more of 50");
  assert.equal(await page.locator(".reply .json-line").count(), 250);
  assert.equal(await page.getByRole("button", { name: "Tree", exact: true }).getAttribute("aria-pressed"), "true");
});

test("JSON of any depth opens level by level", async (t) => {
  const page = await opened(t, "deep");
  await press(page, "Tree");
  const opens = await page.locator(".reply .json-branch").count();
  assert.ok(opens > 0 && opens < 10, `${opens} levels are made`);
  await page.locator(".reply .json-branch:not([open]) > summary").click();
  await page.waitForFunction((made) => document.querySelectorAll(".reply .json-branch").length === made + 1, opens);
});

test("fields stand in a table with those that differ first", async (t) => {
  const page = await opened(t, "fields");
  const rows = await page.locator(".found-fields tbody tr").allInnerTexts();
  assert.deepEqual(
    rows.map((row) => row.split(/\s+/)),
    [
      [".vendor", "Café", "Cafe", "differs"],
      [".date", "May", "missing", "differs"],
      [".total", "4", "4", "agrees"],
    ],
  );
});

test("Markdown is rendered when it is asked for, and nothing of it runs, leads away or loads", async (t) => {
  const page = await opened(t, "markdown");
  assert.match(await page.locator(".reply .foreign").innerText(), /^# Receipt/);
  await press(page, "Rendered");
  const view = page.locator(".reply .markdown");
  assert.equal(await view.locator("strong").innerText(), "total");
  assert.equal(await view.locator("em").innerText(), "42.50");
  assert.deepEqual(await view.locator("td").allTextContents(), ["tea", "3.50", "<b>x</b>", "4"]);
  assert.equal(await view.locator("ul ul > li").first().evaluate((item) => item.firstChild.textContent), "nested");
  assert.equal(await view.locator("ul ul ol > li").textContent(), "deeper");
  assert.match(await view.innerText(), /the shop \(javascript:window\.ran=1\)/);
  assert.match(await view.innerText(), /\[image: logo \(https:\/\/example\.com\/x\.png\)\]/);
  assert.match(await view.innerText(), /<img src=x onerror=window\.ran=1> \$a_1\^2\$/);
  assert.equal(await view.locator("a, img, script, b, h1, h2").count(), 0);
  assert.equal(await page.evaluate(() => window.ran), undefined);
});

test("a megabyte of Markdown is rendered piece by piece", async (t) => {
  const page = await opened(t, "longmarkdown");
  await press(page, "Rendered");
  const items = await page.locator(".markdown li").count();
  assert.ok(items > 1000 && items < 5000, `${items} of 50,000 items are made`);
  await page.getByRole("button", { name: /^Render more, [\d,]+ characters are left$/ }).click();
  assert.ok((await page.locator(".markdown li").count()) > items);
});

test("texts that were looked for are told found or missing, and a match is marked", async (t) => {
  const page = await opened(t, "markdown");
  assert.deepEqual(await page.locator(".found-words li").allInnerTexts(), ["total found", "cheese missing"]);
  assert.equal(await page.locator(".found-match mark").innerText(), "total");
});

test("the parts of a combinator each have their verdict and their own finding", async (t) => {
  const page = await opened(t, "parts");
  const [equals, number] = await page.locator(".found-parts > li").all();
  assert.deepEqual(await equals.locator("del").allTextContents(), ["Eight"]);
  assert.deepEqual(await number.locator("dd").allInnerTexts(), ["8", "7", "-1"]);
});

test("what failed comes first, and many passes are folded", async (t) => {
  const page = await opened(t, "many");
  assert.match(await page.locator(".assertion").first().innerText(), /contains: d/);
  assert.equal(await page.locator(".passes > summary").innerText(), "6 assertions passed");
  assert.equal(await page.locator(".passes .assertion").first().isVisible(), false);
});

test("repeats say which answers are equal, and how the one that is open differs", async (t) => {
  const page = await opened(t, "varied");
  assert.equal(await page.locator(".sameness > p").innerText(), "2 different answers of 3: repeats 1 and 2 are equal.");
  assert.match(await page.locator(".repeats [aria-current=true]").innerText(), /^Repeat 3/);
  await page.locator(".sameness summary").click();
  await page.waitForSelector(".sameness ins");
  assert.deepEqual(await textsOf(page, ".sameness del, .sameness ins"), ["42", "41"]);
});

test("where the time of a request went is told by a bar and in words", async (t) => {
  const folder = await temporaryFolder(t);
  await cp(await realpath(dirname(await scored())), folder, { recursive: true });
  const lines = await logOf(folder);
  const { exchanges } = lines.find((line) => line.case === "equals" && line.exchanges);
  exchanges[0].timing = { queue_ms: 20, connect_ms: 100, first_byte_ms: 400, first_token_ms: 400, total_ms: 1400 };
  await writeFile(join(folder, "run.jsonl"), `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  const ended = await sightline(folder, "report", folder, "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  const page = await openReport(t, join(folder, "report.html"), { hash: hashOf("equals") });
  assert.deepEqual(
    (await page.locator(".timing-legend li").allInnerTexts()).map((text) => text.replaceAll("\u202f", " ")),
    ["in the queue 20 ms", "connecting 100 ms", "until the first byte 300 ms", "until the end 1.00 s"],
  );
  const widths = await page.locator(".timing-part").evaluateAll((all) => all.map((one) => one.clientWidth));
  assert.ok(Math.abs(widths[3] / widths[2] - 1000 / 300) < 0.2, `the bar's parts are as long as they took: ${widths}`);
});

test("a case says what became of it since the baseline, and leads to both sides of it", async (t) => {
  const letter = (name) => `#case=${encodeURIComponent(`letters/${name}#ask@m`)}`;
  const report = await comparedReport(t);
  const page = await openReport(t, report, { hash: letter("alpha") });
  assert.match(await page.locator(".change-line").innerText(), /^Newly failing\s+since the baseline /);
  await page.locator(".change-line").getByRole("link", { name: "Side by side" }).click();
  await page.waitForSelector("#pair:not([hidden])");
  assert.equal(await page.locator("#pair-title").innerText(), "letters/alpha");
  assert.deepEqual(await textsOf(page, "#pair del, #pair ins"), ["yes", "no"]);

  const fresh = await openReport(t, report, { hash: letter("theta") });
  assert.match(await fresh.locator(".change-line").innerText(), /^New\s/);
  assert.equal(await fresh.locator(".change-line a").count(), 0);
});

test("an answer of a megabyte opens at its beginning", async (t) => {
  const page = await opened(t, "long");
  assert.ok((await page.locator(".reply").innerText()).length < 20_000);
  assert.match(await page.locator(".reply").innerText(), /Show all 1,010,000 characters/);
});

for (const [name, pressed] of [
  ["equals", ""],
  ["json", "Tree"],
  ["markdown", "Rendered"],
  ["fields", ""],
  ["parts", ""],
]) {
  test(`axe-core finds nothing in ${name} ${pressed}, wide and narrow, light and dark`, async (t) => {
    const page = await opened(t, name);
    if (pressed) await press(page, pressed);
    assert.deepEqual(await violationsInAllLooks(page), []);
  });
}

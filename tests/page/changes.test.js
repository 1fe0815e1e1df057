// What the page tells of the baseline and of the runs before.

import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { openReport, violationsInAllLooks } from "./browser.js";
import { comparedReport } from "./compared.js";
import { sightline } from "./project.js";

const names = (page) => page.locator(".cases .case-name").allInnerTexts();

test("a sentence and counts tell what changed, and each count leads to the very cases", async (t) => {
  const page = await openReport(t, await comparedReport(t));
  assert.equal(await page.locator(".change-sentence").innerText(), "2 units newly fail and 1 is fixed; 1 still fails.");
  assert.deepEqual(await page.locator(".changes .key").allTextContents(), [
    "2 newly failing",
    "1 fixed",
    "1 still failing",
    "1 new",
    "1 gone",
  ]);
  assert.match(await page.locator(".rate-change").innerText(), /Pass rate 71\.4.% → 57\.1.%, −14\.3 points 95.% interval −\d+\.\d to \+\d+\.\d points/);
  await page.locator(".changes .key", { hasText: "newly failing" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 2);
  assert.deepEqual(await names(page), ["letters/alpha", "letters/beta"]);
  assert.match(page.url(), /#change=newly_failing$/);
});

test("what is gone is named, and the comparison's own page is linked where it is there", async (t) => {
  const report = await comparedReport(t);
  const page = await openReport(t, report);
  await page.locator(".changes summary", { hasText: "1 unit no longer in the run" }).click();
  assert.equal(await page.locator(".changes .names li").first().innerText(), "letters/old#ask@m");
  assert.equal(await page.locator(".compare-link").getAttribute("href"), "compare.html");

  await rm(join(dirname(report), "compare.html"));
  await sightline(dirname(report), "report", ".", "--format", "html");
  const without = await openReport(t, report);
  assert.equal(await without.locator(".changes").count(), 1);
  assert.equal(await without.locator(".compare-link").count(), 0);
});

test("a gate that compares tells measure and margin in points", async (t) => {
  const page = await openReport(t, await comparedReport(t));
  const row = page.locator(".gates tbody tr", { hasText: "non_inferior" });
  assert.match(await row.locator("[data-name=measured]").innerText(), /^−\d+\.\d points\s+at worst$/);
  assert.equal(await row.locator("[data-name=limit]").innerText(), "≥ −2.0 points");
});

test("without a comparison there is neither card, column nor chip", async (t) => {
  const report = await comparedReport(t);
  await writeFile(join(dirname(report), "compare.json"), "{}");
  await rm(join(dirname(report), "trend.json"));
  await sightline(dirname(report), "report", ".", "--format", "html");
  const page = await openReport(t, report);
  assert.equal(await page.locator(".since").count(), 0);
  assert.equal(await page.locator(".cases col.of-change").count(), 0);
  assert.equal(await page.getByRole("group", { name: "Change since the baseline" }).count(), 0);
});

test("the trend's drawing stands where the figures say, and a table names each run", async (t) => {
  const report = await comparedReport(t);
  const { runs } = JSON.parse(await readFile(join(dirname(report), "trend.json"), "utf8"));
  assert.equal(runs.length, 3);
  const page = await openReport(t, report);
  const chart = page.locator(".rate-chart");
  const low = Math.floor(Math.min(...runs.map((run) => run.low)) * 10) / 10;
  const high = Math.ceil(Math.max(...runs.map((run) => run.high)) * 10) / 10;
  const heightOf = (share) => 100 * (1 - (share - low) / (high - low));
  const paths = (name) => chart.locator(name).evaluateAll((found) => found.map((path) => path.getAttribute("d").match(/[\d.]+/g).map(Number)));
  const near = (found, expected) => assert.ok(Math.abs(found - expected) < 0.01, `${found} is not ${expected}`);
  const [dots, whiskers] = [await paths(".dot"), await paths(".whisker")];
  assert.deepEqual([dots.length, whiskers.length], [3, 3]);
  dots.forEach(([x, y], index) => {
    near(x, (100 * (index + 0.5)) / 3);
    near(y, heightOf(runs[index].pass_rate));
  });
  whiskers.forEach(([, from, to], index) => {
    near(from, heightOf(runs[index].low));
    near(to, heightOf(runs[index].high));
  });
  assert.match(await chart.getAttribute("aria-label"), /^Pass rate over 3 runs: 62\.5.% first, 62\.5.% last, between 62\.5.% and 75\.0.%$/);

  await page.locator(".trend summary").click();
  const rows = await page.locator(".runs tbody tr").allInnerTexts();
  assert.deepEqual(
    rows.map((row) => row.split(/\s/)[0]),
    runs.map((run) => run.id).reverse(),
  );
  assert.match(rows[0], /this run/);
  assert.match(rows[1], /6\/8/);
});

test("a run that was cut short says how much is missing, and what brings it", async (t) => {
  const report = await comparedReport(t);
  const log = join(dirname(report), "run.jsonl");
  const lines = (await readFile(log, "utf8")).trimEnd().split("\n");
  const kept = lines.filter((line) => !line.includes('"finished"') && !line.includes('"case":"eta"'));
  await writeFile(log, `${kept.join("\n")}\n`);
  await sightline(dirname(report), "report", ".", "--format", "html");
  const page = await openReport(t, report);
  const notice = page.locator(".notice", { hasText: "missing" });
  assert.match(await notice.innerText(), /^1 of 8 planned results is missing\..*sightline run --resume reports\//);
});

test("answers to requests that have changed since are told, with the first of them", async (t) => {
  const report = await comparedReport(t);
  const log = join(dirname(report), "run.jsonl");
  const text = await readFile(log, "utf8");
  const changed = text.replace(/("case":"beta".*?"provenance":\{"source":"answers")/, '$1,"ignored_changed":true');
  assert.notEqual(changed, text);
  await writeFile(log, changed);
  await sightline(dirname(report), "report", ".", "--format", "html");
  const page = await openReport(t, report);
  const notice = page.locator(".notice", { hasText: "older request" });
  assert.match(await notice.innerText(), /^1 result is of an older request\./);
  await notice.getByRole("link", { name: "letters/beta#ask@m" }).click();
  await page.waitForSelector("#case:not([hidden])");
  assert.equal(await page.locator("#case-title").innerText(), "letters/beta");
});

test("axe-core finds nothing in changes, trend and filters, nor in the dialog, wide and narrow, light and dark", async (t) => {
  const hash = "#change=newly_failing%2Cfixed&tag=long&sort=change";
  const page = await openReport(t, await comparedReport(t), { hash });
  for (const summary of await page.locator(".since summary").all()) await summary.click();
  assert.deepEqual(await violationsInAllLooks(page), []);
  await page.keyboard.press("?");
  await page.waitForSelector("dialog.help[open]");
  assert.deepEqual(await violationsInAllLooks(page), []);
});

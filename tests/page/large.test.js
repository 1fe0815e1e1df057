// A run of 10,000 units: the page holds them all, and the document only those near the window.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openReport } from "./browser.js";
import { holdIdleWork } from "./lateness.js";
import { largeRun, shared } from "./project.js";

const size = 10_000;
const most = 6_000_000;

const report = shared(async (t) => join(await largeRun(t, size), "report.html"));

test("10,000 units take at most 6 MB, and few rows at a time", async (t) => {
  assert.ok((await stat(await report())).size <= most);
  const page = await openReport(t, await report());
  assert.equal(await page.locator(".cases").getAttribute("aria-rowcount"), String(size + 1));
  const rows = () => page.locator(".cases .unit").count();
  assert.ok((await rows()) < 100);

  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  await page.waitForFunction(() => Number(document.querySelector(".cases .unit").getAttribute("aria-rowindex")) > 4000);
  assert.ok((await rows()) < 100);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForFunction((last) => document.querySelector(`[aria-rowindex="${last}"]`), size + 1);
});

test("the search finds one of 10,000 units by its answer, and Enter opens it", async (t) => {
  const page = await openReport(t, await report());
  await page.keyboard.press("/");
  await page.keyboard.type("7777 is what");
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#case:not([hidden])");
  assert.equal(await page.locator("#case-title").innerText(), "large/subject-7777");
});

test("who walks through what a search found stays there when all answers are read", async (t) => {
  const page = await openReport(t, await report(), { first: holdIdleWork });
  await page.keyboard.press("/");
  await page.keyboard.type("7 is");
  const tally = (words) => page.waitForFunction((text) => document.querySelector(".tally").textContent === text, words);
  await tally("3,439 of 10,000 units; the answers are still being read");
  await page.keyboard.press("Escape");
  for (let row = 0; row < 3; row += 1) await page.keyboard.press("j");
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await focused(), "large/subject-270");

  await page.evaluate(() => globalThis.goOn());
  await tally("3,439 of 10,000 units");
  assert.equal(await focused(), "large/subject-270");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#case:not([hidden])");
  assert.equal(await page.locator("#case-title").innerText(), "large/subject-370");
});

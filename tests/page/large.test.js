// A run of 10,000 units: the page holds them all, and the document only those near the window.

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
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

// Only its end, which is read late, names the last unit.
const longAnswer = (number) => `${number} is what is said. ${"It goes on and on. ".repeat(40)}Compare subject-999.`;

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

test("who came to a row stays on it when rows are found above it, and sees it", async (t) => {
  const page = await openReport(t, join(await largeRun(t, 1000, longAnswer), "report.html"), { first: holdIdleWork });
  await page.keyboard.press("/");
  await page.keyboard.type("subject-999");
  const tally = (words) => page.waitForFunction((text) => document.querySelector(".tally").textContent === text, words);
  await tally("1 of 1,000 units; the answers are still being read");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.evaluate(() => globalThis.goOn());
  await tally("1,000 units");
  const place = await page.evaluate(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return { name: document.activeElement.textContent, isSeen: top >= 0 && bottom <= innerHeight };
  });
  assert.deepEqual(place, { name: "large/subject-999", isSeen: true });
});

const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const isRead = (page) => page.waitForFunction(() => !document.querySelector("#cases .tally").textContent.includes("still"));

test("the keys go on from the row that they came to, also where it was scrolled away meanwhile", async (t) => {
  const page = await openReport(t, join(await largeRun(t, 1000, longAnswer), "report.html"), { first: holdIdleWork });
  await page.keyboard.press("/");
  await page.keyboard.type("subject");
  await page.waitForURL(/q=subject/);
  await page.keyboard.press("Escape");
  for (let row = 0; row < 5; row += 1) await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-4");
  await page.evaluate(() => scrollBy(0, 5000));
  await page.waitForFunction(() => document.activeElement === document.body);
  await page.evaluate(() => globalThis.goOn());
  await isRead(page);
  await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-5");
});

test("what a reader unfolded in a case stays so when the answers have been read", async (t) => {
  const hash = `#q=subject&case=${encodeURIComponent("large/subject-1#ask@m")}`;
  const page = await openReport(t, join(await largeRun(t, 300, longAnswer), "report.html"), { first: holdIdleWork, hash });
  await page.waitForSelector("#case:not([hidden])");
  await page.evaluate(() => {
    for (let n = 0; n < 3; n += 1) {
      const fold = document.createElement("details");
      fold.append(document.createElement("summary"));
      fold.open = n === 0;
      document.getElementById("case").append(fold);
    }
  });
  await page.evaluate(() => globalThis.goOn());
  await isRead(page);
  const folds = () => page.$$eval("#case > details", (all) => all.slice(-3).map((fold) => fold.open));
  assert.deepEqual(await folds(), [true, false, false]);
});

test("a row of a followed run keeps the focus when many come above it, and is seen", async (t) => {
  const answer = (number) => (number >= 500 && number < 700 ? "nothing" : `${number} is what is said`);
  const reportOf = async (units) => join(await largeRun(t, units, answer), "report.html");
  const page = await openReport(t, await reportOf(500));
  const later = await readFile(await reportOf(1000), "utf8");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "large/subject-499");
  await page.evaluate(async (html) => {
    const carried = (id) => html.split(`<template id="${id}">`)[1].split("</template>")[0];
    const detail = { run: carried("run"), pictures: carried("pictures"), going: false };
    document.dispatchEvent(new CustomEvent("sightline-run", { detail }));
    await detail.shown;
  }, later);
  assert.match(await page.locator("#cases .tally").innerText(), /^1,000 units/);
  assert.equal(await focused(page), "large/subject-499");
  const { top, bottom, height } = await page.evaluate(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return { top, bottom, height: innerHeight };
  });
  assert.ok(top >= 0 && bottom <= height);
  await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-701");
});

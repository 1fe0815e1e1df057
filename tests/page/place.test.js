// Where a reader is stays so when parts of the page are made anew: when answers were read, and when a run has gone on.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openReport } from "./browser.js";
import { goesOn } from "./followed.js";
import { holdIdleWork } from "./lateness.js";
import { largeRun } from "./project.js";

// Only its end, which is read late, names the last unit.
const longAnswer = (number) => `${number} is what is said. ${"It goes on and on. ".repeat(40)}Compare subject-999.`;

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

/** From now on what the page does while it has nothing else to do is not done at once. */
const readsLater = (page) =>
  page.evaluate(() => {
    globalThis.requestIdleCallback = (task) => setTimeout(task, 0);
  });

const reportOf = async (t, units, answer) => join(await largeRun(t, units, answer), "report.html");

test("a row of a followed run keeps the focus when many come above it, and is seen", async (t) => {
  const answer = (number) => (number >= 500 && number < 700 ? "nothing" : `${number} is what is said`);
  const page = await openReport(t, await reportOf(t, 500, answer));
  const later = await readFile(await reportOf(t, 1000, answer), "utf8");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "large/subject-499");
  await goesOn(page, later);
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

test("a followed run leaves the window where it was scrolled to, and the focus on its row", async (t) => {
  const page = await openReport(t, await reportOf(t, 150));
  const later = await readFile(await reportOf(t, 180), "utf8");
  await page.keyboard.press("j");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await scrolled();
  assert.ok(before > 1000);
  await goesOn(page, later);
  assert.match(await page.locator("#cases .tally").innerText(), /^180 units/);
  assert.equal(await scrolled(), before);
  assert.equal(await focused(page), "large/subject-0");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-10");
});

test("a followed run leaves the window where a row that has the focus is hidden in part", async (t) => {
  const page = await openReport(t, await reportOf(t, 150));
  const same = await readFile(await reportOf(t, 150), "utf8");
  for (let row = 0; row < 20; row += 1) await page.keyboard.press("j");
  const top = () => page.evaluate(() => document.activeElement.closest("tr").getBoundingClientRect().top);
  for (const place of [10, -30, 870]) {
    await page.evaluate((by) => scrollBy(0, by), Math.round((await top()) - place));
    const before = await top();
    assert.ok(Math.abs(before - place) < 2);
    await goesOn(page, same);
    assert.ok(Math.abs((await top()) - before) < 1);
  }
});

test("who scrolled through what a search found in whole answers stays there as the run goes on", async (t) => {
  const page = await openReport(t, await reportOf(t, 300, longAnswer), { first: holdIdleWork, hash: "#q=compare" });
  const later = await readFile(await reportOf(t, 400, longAnswer), "utf8");
  await page.evaluate(() => globalThis.goOn());
  await isRead(page);
  await page.evaluate(() => scrollTo(0, 8000));
  await readsLater(page);
  await goesOn(page, later);
  await page.waitForFunction(() => /^400 units$/.test(document.querySelector("#cases .tally").textContent));
  assert.equal(await page.evaluate(() => scrollY), 8000);
});

test("a row that the end of its answer alone is found by keeps the focus as its run goes on", async (t) => {
  const page = await openReport(t, await reportOf(t, 300, longAnswer), { first: holdIdleWork, hash: "#q=compare" });
  const later = await readFile(await reportOf(t, 400, longAnswer), "utf8");
  await page.evaluate(() => globalThis.goOn());
  await isRead(page);
  for (let row = 0; row < 3; row += 1) await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-2");
  await readsLater(page);
  await goesOn(page, later);
  await page.waitForFunction(() => /^400 units$/.test(document.querySelector("#cases .tally").textContent));
  assert.equal(await focused(page), "large/subject-2");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-3");
});

test("what does not concern the table leaves its rows and the cursor as they are", async (t) => {
  const page = await openReport(t, await reportOf(t, 300), { first: holdIdleWork });
  await page.evaluate(() => globalThis.goOn());
  for (let row = 0; row < 3; row += 1) await page.keyboard.press("j");
  await page.locator("#theme").click();
  await page.waitForURL(/theme=/);
  await page.keyboard.press("j");
  assert.equal(await focused(page), "large/subject-30");
});

test("who comes back from a case finds the list as it was, also where it was made anew meanwhile", async (t) => {
  const page = await openReport(t, await reportOf(t, 1000));
  const later = await readFile(await reportOf(t, 1001), "utf8");
  await page.keyboard.press("End");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await scrolled();
  await page.keyboard.press("Enter");
  await page.waitForSelector("#case:not([hidden])");
  await goesOn(page, later);
  await page.keyboard.press("Escape");
  await page.waitForSelector("#overview:not([hidden])");
  assert.equal(await focused(page), "large/subject-999");
  assert.equal(await scrolled(), before);
});

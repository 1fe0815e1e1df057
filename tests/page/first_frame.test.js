// What a report draws after its first frame: once, whatever comes before it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open, openReport } from "./browser.js";
import { goesOn } from "./followed.js";
import { holdFrames } from "./lateness.js";
import { sampleReport, shared } from "./project.js";

const report = shared(sampleReport);

const drawn = (page) => page.locator("#matrix").getAttribute("data-drawn");
const titles = (page) => page.locator("#matrix > .card h2").allInnerTexts();

/** The sample's report before its first frame, with its rates alone. */
async function openedBefore(t) {
  const page = await open(t, await report(), { first: holdFrames });
  await page.waitForSelector("#loading", { state: "detached" });
  assert.equal(await drawn(page), "rates");
  assert.equal((await titles(page)).length, 1);
  return page;
}

/** The frame comes, and all that it starts. */
async function comes(page) {
  await page.evaluate(() => {
    globalThis.goOn();
    return new Promise((done) => setTimeout(() => setTimeout(done)));
  });
}

async function assertDrawnOnce(t, page) {
  assert.equal(await drawn(page), "all");
  const usual = await titles(await openReport(t, await report()));
  assert.ok(usual.length > 4);
  assert.deepEqual(await titles(page), usual);
}

test("the first frame shows the rates, and what follows it is drawn once", async (t) => {
  const page = await openedBefore(t);
  await comes(page);
  await assertDrawnOnce(t, page);
});

test("a run that is renewed before the first frame is drawn once", async (t) => {
  const page = await openedBefore(t);
  await goesOn(page, await readFile(await report(), "utf8"));
  assert.equal(await drawn(page), "all");
  await comes(page);
  await assertDrawnOnce(t, page);
});

test("a page that is printed before the first frame is drawn once, and whole", async (t) => {
  const page = await openedBefore(t);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await drawn(page), "all");
  await comes(page);
  await assertDrawnOnce(t, page);
});

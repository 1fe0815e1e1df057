import assert from "node:assert/strict";
import { test } from "node:test";
import { narrow, openReport, violations, wide } from "./browser.js";
import { sampleReport, shared } from "./project.js";

const sample = shared(sampleReport);

test("the report opens from disk and says the verdict", async (t) => {
  const page = await openReport(t, await sample());
  assert.equal(await page.locator("#verdict-title").innerText(), "Failed");
  assert.match(await page.title(), /^Failed · /);
});

test("the keyboard searches, walks, opens and comes back", async (t) => {
  const page = await openReport(t, await sample());
  await page.keyboard.press("/");
  await page.keyboard.type("visitors");
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 4);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#case:not([hidden])");
  const name = await page.locator("#case-title").innerText();
  assert.match(name, /^charts\/visitors-/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("#overview:not([hidden])");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /visitors-/);
});

test("a link opens the very case, with the filters that it was found by", async (t) => {
  const hash = "#case=charts%2Fvisitors-q2%23value%40qwen3-vl-32b&q=visitors";
  const page = await openReport(t, await sample(), { hash });
  assert.equal(await page.locator("#case-title").innerText(), "charts/visitors-q2");
  assert.match(await page.locator(".position").innerText(), /of 4$/);
});

for (const [size, viewport] of [
  ["wide", wide],
  ["narrow", narrow],
]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [view, hash] of [
      ["overview", ""],
      ["case", "#case=counting%2Fseven-circles%23count%40qwen3-vl-32b"],
    ]) {
      test(`axe-core finds nothing in the ${view}, ${size} and ${colorScheme}`, async (t) => {
        const page = await openReport(t, await sample(), { hash, size: viewport, colorScheme });
        assert.deepEqual(await violations(page), []);
      });
    }
  }
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { openReport, violationsInAllLooks, wide } from "./browser.js";
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

for (const [view, hash] of [
  ["overview", ""],
  ["case", "#case=counting%2Fseven-circles%23count%40qwen3-vl-32b"],
]) {
  test(`axe-core finds nothing in the ${view}, wide and narrow, light and dark`, async (t) => {
    assert.deepEqual(await violationsInAllLooks(await openReport(t, await sample(), { hash })), []);
  });
}

test("printed in the dark, the page is light, without what is to be pressed, and with all rows", async (t) => {
  const page = await openReport(t, await sample(), { colorScheme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(await paper(), "rgb(255, 255, 255)");
  await page.emulateMedia({ media: "print" });
  assert.equal(await paper(), "rgb(255, 255, 255)");
  assert.equal(await page.locator("#cases .filters").isVisible(), false);
  assert.equal(await page.locator("#theme").isVisible(), false);
  const rows = await page.locator(".cases .unit").count();
  assert.equal(await page.locator(".cases").getAttribute("aria-rowcount"), String(rows + 1));
});

test("at a zoom of 200 % nothing is wider than the window, neither in the overview nor in a case", async (t) => {
  const zoomed = { size: { width: wide.width / 2, height: wide.height / 2 }, deviceScaleFactor: 2 };
  for (const hash of ["", "#case=counting%2Fseven-circles%23count%40qwen3-vl-32b"]) {
    const page = await openReport(t, await sample(), { hash, ...zoomed });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${wider} px wider, at ${hash}`);
  }
});

test("a reader who wants no motion gets none", async (t) => {
  for (const [reducedMotion, moves] of [["reduce", false], ["no-preference", true]]) {
    const page = await openReport(t, await sample(), { reducedMotion });
    const lengths = await page.evaluate(() =>
      [...document.querySelectorAll("*")].map((one) => parseFloat(getComputedStyle(one).transitionDuration)),
    );
    assert.equal(lengths.some((length) => length > 0), moves);
  }
});

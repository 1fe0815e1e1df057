// Runs at the edges: names without end, a single case, nothing at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { narrow, openReport, violations } from "./browser.js";
import { madeReport } from "./made_log.js";

const endless = (name) => `${name}-${"of-a-name-that-does-not-want-to-end-".repeat(5)}`;

function endlessResults() {
  return ["x", "y"].flatMap((model) =>
    ["passed", "failed"].map((status) => ({
      suite: endless("suite"),
      case: endless(`case-${status}`),
      prompt: endless("prompt"),
      model: endless(`model-${model}`),
      status,
      tags: [endless("tag")],
      cost: 12345.678,
      ms: 3723000,
      metrics: { [endless("metric")]: 0.5 },
    })),
  );
}

const wider = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("names without end keep to the page on a phone, in the overview, a case and side by side", async (t) => {
  const page = await openReport(t, await madeReport(t, endlessResults()), { size: narrow });
  assert.ok((await wider(page)) <= 0, "the overview");
  await page.locator("#beside-entry button").first().click();
  await page.waitForSelector("#beside:not([hidden]) h1");
  assert.ok((await wider(page)) <= 0, "side by side");
  await page.locator(".pair-table .case-name").first().click();
  await page.waitForSelector("#pair:not([hidden]) h1");
  assert.ok((await wider(page)) <= 0, "one case side by side");
  await page.goBack();
  await page.goBack();
  await page.locator(".cases .case-name").first().click();
  await page.waitForSelector("#case:not([hidden]) h1");
  assert.ok((await wider(page)) <= 0, "a case");
});

test("a case that the run does not have is told in a heading", async (t) => {
  const results = [{ suite: "s", case: "only", prompt: "p", model: "m", status: "passed" }];
  const page = await openReport(t, await madeReport(t, results), { hash: "#case=nobody" });
  assert.equal(await page.locator("h1:visible").innerText(), "This run has no case nobody.");
  assert.deepEqual(await violations(page), []);
});

test("a run of nothing says so, and names no suite", async (t) => {
  const page = await openReport(t, await madeReport(t, []));
  assert.match(await page.locator("#cases").innerText(), /Nothing was judged/);
  assert.match(await page.locator(".facts li").first().innerText(), /^mode/);
  assert.deepEqual(await violations(page), []);
});

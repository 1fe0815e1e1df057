// The table of cases: filters, order, search and keys, each of which stands in the URL's hash.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openReport } from "./browser.js";
import { comparedReport } from "./compared.js";
import { sampleReport, shared } from "./project.js";

const compared = shared(comparedReport);

const names = (page) => page.locator(".cases .case-name").allInnerTexts();
const shown = (page, expected) =>
  page.waitForFunction(
    (list) => JSON.stringify([...document.querySelectorAll(".cases .case-name")].map((a) => a.textContent)) === list,
    JSON.stringify(expected.map((name) => `letters/${name}`)),
  );
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test("chips filter by change, together and one by one, and tell whether they are pressed", async (t) => {
  const page = await openReport(t, await compared());
  const group = page.getByRole("group", { name: "Change since the baseline" });
  const chip = (name) => group.getByRole("button", { name });
  assert.deepEqual(await group.getByRole("button").allTextContents(), ["Newly failing2", "Fixed1", "Still failing1", "New1"]);
  await chip("Fixed").click();
  await shown(page, ["gamma"]);
  await chip(/^New ?1$/).click();
  await shown(page, ["gamma", "theta"]);
  assert.equal(await chip("Fixed").getAttribute("aria-pressed"), "true");
  await chip("Fixed").click();
  await shown(page, ["theta"]);
  assert.equal(await chip("Fixed").getAttribute("aria-pressed"), "false");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 8);
});

test("the column of changes tells what was before, and sorts by what matters most, unchanged ones last", async (t) => {
  const page = await openReport(t, await compared(), { hash: "#sort=change" });
  assert.equal(await page.locator("th.of-change").getAttribute("aria-sort"), "ascending");
  assert.deepEqual((await names(page)).slice(0, 5), ["alpha", "beta", "gamma", "delta", "theta"].map((name) => `letters/${name}`));
  assert.equal(await page.locator("td.of-change").first().innerText(), "Newly failing");
  assert.equal(await page.locator("td.of-change span[title]").first().getAttribute("title"), "before: passed");
  await page.locator("th.of-change button").click();
  assert.equal(await page.locator("th.of-change").getAttribute("aria-sort"), "descending");
  assert.deepEqual((await names(page)).slice(0, 2), ["letters/theta", "letters/delta"]);
});

test("several tags narrow the choice together, and each goes when it is pressed", async (t) => {
  const page = await openReport(t, await compared());
  const menu = page.locator(".menu.of-tag select");
  await menu.selectOption("with-t");
  await menu.selectOption("long");
  assert.match(page.url(), /tag=with-t%2Clong/);
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 2);
  assert.deepEqual((await names(page)).sort(), ["letters/delta", "letters/theta"]);
  assert.deepEqual(await menu.locator("option").allInnerTexts(), ["And tag …", "short", "without-t"]);
  await page.getByRole("button", { name: "Without the tag long" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 5);
});

test("a link restores every choice", async (t) => {
  const hash = "#q=say&status=failed&suite=letters&tag=short%2Cwithout-t&change=newly_failing%2Cstill_failing&sort=-case";
  const page = await openReport(t, await compared(), { hash: hash.replace("q=say&", "") });
  await shown(page, []);
  await page.evaluate(() => {
    location.hash = "#status=failed&tag=long&change=newly_failing%2Cstill_failing&sort=-case&q=letters";
  });
  await shown(page, ["delta", "alpha"]);
  assert.equal(await page.locator("#search").inputValue(), "letters");
  for (const name of ["Failed", "Newly failing", "Still failing"]) {
    assert.equal(await page.locator(".chip", { hasText: new RegExp(`^${name}`) }).getAttribute("aria-pressed"), "true", name);
  }
  assert.equal(await page.locator("th.of-case").getAttribute("aria-sort"), "descending");
});

test("answers by a person and by a model are told apart", async (t) => {
  const page = await openReport(t, await sampleReport(t));
  const all = await page.locator(".cases .unit").count();
  await page.locator(".menu.of-answers select").selectOption("model");
  await page.waitForFunction((before) => document.querySelectorAll(".cases .unit").length < before, all);
  assert.equal(await page.locator(".cases .tag.authored").count(), 0);
  const others = await page.locator(".cases .unit").count();
  await page.locator(".menu.of-answers select").selectOption("authored");
  await page.waitForFunction((count) => document.querySelectorAll(".cases .unit").length === count, all - others);
  assert.equal(await page.locator(".cases .tag.authored").count(), all - others);
});

test("where nothing fits, the page says what to do, and does it", async (t) => {
  const page = await openReport(t, await compared(), { hash: "#q=nothing-of-the-kind&change=fixed" });
  assert.match(await page.locator("div.none").innerText(), /Take one away/);
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 8);
  assert.equal(await page.locator("div.none").isVisible(), false);
});

test("keys go to the first and the last case, open one and come back", async (t) => {
  const page = await openReport(t, await compared(), { hash: "#sort=plan" });
  await page.keyboard.press("G");
  assert.equal(await focused(page), "letters/theta");
  await page.keyboard.press("g");
  assert.equal(await focused(page), "letters/theta");
  await page.keyboard.press("g");
  assert.equal(await focused(page), "letters/alpha");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "letters/theta");
  await page.keyboard.press("Home");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#case:not([hidden])");
  assert.equal(await page.locator("#case-title").innerText(), "letters/beta");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#overview:not([hidden])");
  assert.equal(await focused(page), "letters/beta");
});

test("? tells the keys in a dialog, which takes all keys and goes with Esc", async (t) => {
  const page = await openReport(t, await compared(), { hash: "#q=letters" });
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /the first case; Home too/);
  await page.keyboard.press("j");
  await page.keyboard.press("?");
  assert.equal(await page.locator("dialog").count(), 1);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.match(page.url(), /q=letters/);
  await page.locator(".keys-hint button").click();
  await dialog.waitFor();
  await page.evaluate(() => {  // Before the browser tells that it is closed.
    document.querySelector("dialog.help").close();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
  });
  await dialog.waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
});

test("who leaves the search walks through what was typed last", async (t) => {
  const page = await openReport(t, await sampleReport(t));
  await page.evaluate(() => {
    const field = document.getElementById("search");
    const type = (text) => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input"));
    };
    field.focus();
    type("visitors-q2");
    field.blur();
  });
  assert.equal(await page.locator(".cases .unit").count(), 2);
});

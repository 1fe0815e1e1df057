// Pages in a headless Chromium, each watched: an error on the console, a script's exception or a request that leaves the
// machine fails the test that opened the page.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { giveBack, requireModule, takeWindow } from "./windows.js";

const axe = requireModule.resolve("axe-core/axe.min.js");

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

/**
 * Opens a file, or an address of this machine, in a window that shows nothing else until the test ends. `hash` is the
 * URL's, with its "#"; `size`, `colorScheme` ("light", "dark") and `reducedMotion` ("reduce") are the window's; `first` is
 * called in the page before its own scripts run; files that are not there are no trouble where `isAlone`.
 */
export async function open(t, target, { hash = "", size = wide, colorScheme = "light", isAlone, ...rest } = {}) {
  const page = await takeWindow({ size, colorScheme, ...rest });
  const troubles = watch(page, isAlone);
  t.after(async () => {
    // In what a failed test leaves behind, keys may be held down, or the page may hang.
    if (t.error || page.isClosed()) await page.context().close();
    else await giveBack(page);
    assert.deepEqual(troubles, [], "the page is without trouble, and asks nobody for anything");
  });
  await page.goto(addressOf(target) + hash);
  return page;
}

const addressOf = (target) => (target.startsWith("http://127.0.0.1") ? target : pathToFileURL(target).href);

function watch(page, isAlone = false) {
  const troubles = [];
  page.on("console", (message) => {
    const isTrouble = message.type() === "error" && !(isAlone && message.text().includes("ERR_FILE_NOT_FOUND"));
    if (isTrouble) troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => stays(request.url()) || troubles.push(`request: ${request.url().slice(0, 200)}`));
  return troubles;
}

function stays(url) {
  return /^(file|data|blob):/.test(url) || url.startsWith("http://127.0.0.1:");
}

/** A report, once it has read its run and drawn all of its overview. */
export async function openReport(t, file, options) {
  const page = await open(t, file, options);
  await ready(page);
  return page;
}

/** Waits until a page's script has taken its loading line away, and fails with what the line says where it cannot. */
export async function loaded(page) {
  await page.waitForFunction(() => {
    const line = document.getElementById("loading");
    return !line || line.classList.contains("trouble");
  });
  assert.equal(await page.locator("#loading").count(), 0, await page.locator("#loading").allTextContents().then(String));
}

/** Waits until a page is loaded, and drawn with what follows its first frame, which moves what may be clicked next. */
export async function ready(page) {
  const broken = new Promise((_, reject) => page.once("pageerror", reject));
  await Promise.race([broken, loaded(page)]);
  await Promise.race([broken, page.waitForFunction(() => !document.querySelector("[data-drawn=rates]"))]);
}

/**
 * What axe-core finds wrong, as "rule: target, target"; [] where it finds nothing. Of "dark", given
 * where the light page is looked at whole too, it is what hangs on colours.
 */
export async function violations(page, colorScheme = "light") {
  // Evaluated by the driver, which the page's policy does not bind.
  if (await page.evaluate(() => !globalThis.axe)) await page.evaluate(await sourceOfAxe());
  // To name each element takes a fifth of the time: they are named where something is found.
  const rules = colorScheme === "dark" ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
  // What would be loaded ahead is for rules about media, which the pages have none of.
  const usual = { resultTypes: ["violations"], preload: false, ...rules };
  const run = (selectors) => page.evaluate((options) => axe.run(document, options), { ...usual, selectors });
  let { violations: found } = await run(false);
  if (found.length > 0) {
    const named = (await run(true)).violations;
    if (named.length > 0) found = named;  // Else it was seen for a moment, which counts all the same.
  }
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target = ["?"] }) => target.join(" ")).join(", ")}`);
}

const looks = [narrow, wide].flatMap((size) => ["dark", "light"].map((colorScheme) => ({ size, colorScheme })));

/**
 * What is wrong with a page in a narrow and a wide window, each dark and light: what axe-core finds, and by how much it is
 * wider than the window; [] where nothing is. One page takes all looks, one after the other: to open it takes as long as
 * to look at it. It is left wide and light.
 */
export async function violationsInAllLooks(page) {
  const found = [];
  for (const { size, colorScheme } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // The list of cases and images with shapes are laid out anew in the frame after a change of width.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const all = await violations(page, colorScheme);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) all.push(`${wider} px wider than the window`);
    found.push(...all.map((text) => `${size.width} px, ${colorScheme}: ${text}`));
  }
  return found;
}

let axeText;
async function sourceOfAxe() {
  const { readFile } = await import("node:fs/promises");
  axeText ??= await readFile(axe, "utf8");
  return axeText;
}

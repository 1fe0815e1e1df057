// Windows of a headless Chromium, used again by the tests of a file: one that is made anew takes twice as long as the page
// that it shows.

import { createRequire } from "node:module";
import { join } from "node:path";
import { after } from "node:test";
import { bringLate, lateness } from "./lateness.js";

const modules = process.env.SIGHTLINE_PAGE_MODULES ?? join(import.meta.dirname, "../../build/page/node_modules");
export const load = createRequire(join(modules, "here.js"));
const { chromium } = load("playwright-core");

let browser;
after(() => browser?.close());

async function launched() {
  browser ??= await chromium.launch({
    executablePath: process.env.SIGHTLINE_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  return browser;
}

const idle = new Map();  // By what can't be changed in a window once it is there.
const kinds = new WeakMap();

/**
 * An empty window of a `size`, which looks and moves as its user is said to like. `first` is called in its pages before
 * their own scripts run; `rest` is what Playwright takes for a new context.
 */
export async function takeWindow({ size, colorScheme, reducedMotion = null, first, ...rest }) {
  const kind = JSON.stringify({ ...rest, first: String(first) });
  const used = idle.get(kind)?.pop();
  if (used) {
    await used.setViewportSize(size);
    await used.emulateMedia({ media: null, colorScheme, reducedMotion });
    return used;
  }
  const page = await newWindow(first, { ...rest, viewport: size, colorScheme, reducedMotion });
  kinds.set(page, kind);
  return page;
}

async function newWindow(first, options) {
  const context = await (await launched()).newContext({ locale: "en-GB", ...options });
  context.setDefaultTimeout(60_000);  // Of a busy machine.
  const page = await context.newPage();
  if (lateness > 0) await page.addInitScript(bringLate, lateness);
  if (first) await page.addInitScript(first);
  return page;
}

/** Ends what a window shows, and keeps it for the next who takes one of its kind. */
export async function giveBack(page) {
  await page.mouse.move(-1, -1);
  await page.goto("about:blank");
  page.removeAllListeners();  // Not before, since what the page did last is told of now.
  const kind = kinds.get(page);
  idle.set(kind, [...(idle.get(kind) ?? []), page]);
}

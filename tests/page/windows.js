// Windows of a headless Chromium, used again by the tests of a file: one that is made anew takes twice as long as the page
// that it shows.

import { createRequire } from "node:module";
import { join } from "node:path";
import { after } from "node:test";
import { bringLate, lateness } from "./lateness.js";

const modules = process.env.SIGHTLINE_PAGE_MODULES ?? join(import.meta.dirname, "../../build/page/node_modules");
/** `require` of what `scripts/setup --tests` brought for the pages. */
export const requireModule = createRequire(join(modules, "here.js"));
const { chromium } = requireModule("playwright-core");

let browser;
after(() => browser?.close());

async function launched() {
  browser ??= await chromium.launch({
    executablePath: process.env.SIGHTLINE_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  return browser;
}

/** Windows that no test uses, by their kinds: what is fixed when one is made. */
const idle = new Map();
const kinds = new WeakMap();

/**
 * An empty window of this size, for a reader who asks for this colour scheme, and for less motion or not. `first` is called
 * in its pages before their own scripts run: it is sent as a text, and captures nothing. `rest` is what Playwright takes
 * for a new context.
 */
export async function takeWindow({ size, colorScheme, reducedMotion = "no-preference", first, ...rest }) {
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

/** What a test may listen to. Playwright has listeners of its own for other events of a page. */
const heard = ["console", "pageerror", "dialog", "request"];

/** Ends what a window shows, and keeps it for the next who takes one of its kind. */
export async function giveBack(page) {
  await page.goto("about:blank");
  await page.mouse.move(-1, -1);
  // Not before, since what the page did last is told of now.
  for (const event of heard) page.removeAllListeners(event);
  const kind = kinds.get(page);
  idle.set(kind, [...(idle.get(kind) ?? []), page]);
}

// Times report.html of 10,000 units in a headless Chromium: until it can be used, while it scrolls, while one searches.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openReport } from "../page/browser.js";
import { largeRun } from "../page/project.js";

const size = Number(process.env.SIGHTLINE_UNITS ?? 10_000);

function row(name, value, target) {
  console.log(`${name.padEnd(52)} ${value.padStart(10)}   ${target}`);
}

const ms = (value) => `${Math.round(value)} ms`;

/** Milliseconds from the beginning of the navigation to a table with rows, drawn; the median of five. */
async function interactive(t, report) {
  const times = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const page = await openReport(t, report);
    times.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
          }),
      ),
    );
    await page.context().close();
  }
  return times.sort((a, b) => a - b)[2];
}

/** Lengths of the frames, in milliseconds, while the page scrolls 200 pixels a frame through three hundred frames. */
function frames(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const lengths = [];
        let before = performance.now();
        const step = (now) => {
          lengths.push(now - before);
          before = now;
          if (lengths.length === 300) resolve(lengths.slice(1));
          else {
            scrollBy(0, 200);
            requestAnimationFrame(step);
          }
        };
        requestAnimationFrame(step);
      }),
  );
}

/** The longest task, in milliseconds, of typing a word of the search, letter by letter. */
async function typing(page) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask" });
  });
  await page.keyboard.press("/");
  await page.keyboard.type("7777 is what", { delay: 150 });
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 1);
  return page.evaluate(() => window.longest);
}

test(`report.html of ${size} units`, async (t) => {
  const report = join(await largeRun(t, size), "report.html");
  const { size: bytes } = await stat(report);
  const start = await interactive(t, report);
  const page = await openReport(t, report);
  const lengths = (await frames(page)).sort((a, b) => a - b);
  const longest = await typing(page);
  const heap = await page.evaluate(() => performance.memory.usedJSHeapSize);
  row("size of the file", `${(bytes / 1e6).toFixed(2)} MB`, "at most 6 MB");
  row("until it can be used (median of 5)", ms(start), "at most 1,500 ms");
  row("a frame while scrolling, median", ms(lengths[Math.floor(lengths.length / 2)]), "17 ms: 60 a second");
  row("a frame while scrolling, 95th of 100", ms(lengths[Math.floor(lengths.length * 0.95)]), "17 ms: 60 a second");
  row("longest task while one types a search", ms(longest), "50 ms: none is felt");
  row("memory of the script", `${(heap / 1e6).toFixed(0)} MB`, "");
});

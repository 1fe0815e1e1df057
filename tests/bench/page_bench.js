// Times report.html in a headless Chromium: of 10,000 units, until it can be used, while it scrolls, while one searches;
// of an answer of a megabyte, until it is shown. And the diffs of long texts, in Node.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { wordDiff } from "../../harness/report/page/diff.js";
import { loaded, open, openReport } from "../page/browser.js";
import { longPairs } from "../page/long_texts.js";
import { largeRun, project, sightline } from "../page/project.js";

const size = Number(process.env.SIGHTLINE_UNITS ?? 10_000);
const rowsAlone = process.env.SIGHTLINE_ROWS !== undefined;

function row(name, value, target) {
  console.log(`${name.padEnd(52)} ${value.padStart(10)}   ${target}`);
}

/** As the other programs of tests/bench/run print theirs. */
function tableRow(work, figures) {
  const measured = figures.map(({ value, unit }) => `${value}${unit}`).join(", ");
  const target = figures.map(({ most, unit }) => `at most ${most}${unit}`).join(", ");
  const met = figures.every(({ value, most }) => value <= most);
  console.log(`${work.padEnd(46)} ${measured.padStart(34)}   ${target.padEnd(46)} ${met ? "met" : "missed"}`);
}

const ms = (value) => `${Math.round(value)} ms`;

/** Milliseconds from the beginning of the navigation to a table with rows, drawn; the median of five. */
async function interactive(t, report) {
  const times = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const page = await open(t, report);
    await loaded(page);
    times.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
          }),
      ),
    );
    await page.context().close();  // The next is opened in a window of its own, as a reader's is.
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
  await page.keyboard.type(`${size - 1} is what`, { delay: 150 });
  await page.waitForFunction(() => document.querySelectorAll(".cases .unit").length === 1);
  return page.evaluate(() => window.longest);
}

test(`report.html of ${size} units`, async (t) => {
  const report = join(await largeRun(t, size), "report.html");
  const { size: bytes } = await stat(report);
  const start = await interactive(t, report);
  if (rowsAlone) {
    const figures = [
      { value: Math.round(start), unit: " ms", most: 1500 },
      { value: Math.round(bytes / 1e5) / 10, unit: " MB", most: 6 },
    ];
    return tableRow(`report.html of ${size} cases, until it can be used`, figures);
  }
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

/** The report of a run of one unit, which failed with an answer of a megabyte where another of its kind was expected. */
async function longAnswer(t) {
  const line = `${"word ".repeat(20)}\n`;
  const folder = await project(t, {
    "sightline.yaml": "version: 1\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "suites/long.yaml": `suite: long
prompts: {ask: Go on}
cases: [{id: line, assert: [{equals: ${JSON.stringify(`${line.repeat(20)}other\n`)}}]}]
`,
    "answers.jsonl": JSON.stringify({ case: "line", answer: line.repeat(10_000) }),
  });
  await sightline(folder, "score", "suites/long.yaml", "--answers", "answers.jsonl");
  return join(folder, "reports/latest/report.html");
}

test("a case with an answer of a megabyte", { skip: rowsAlone }, async (t) => {
  const page = await openReport(t, await longAnswer(t));
  const took = await page.evaluate(async () => {
    const began = performance.now();
    location.hash = "#case=long%2Fline%23ask%40m";
    await new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    document.getElementById("case").getBoundingClientRect();
    return performance.now() - began;
  });
  row("until an answer of a megabyte is shown", ms(took), "at most 300 ms");
});

test("the diffs of long texts", { skip: rowsAlone }, () => {
  for (const [name, [before, after]] of Object.entries(longPairs())) {
    const began = performance.now();
    wordDiff(before, after);
    row(`a diff: ${name}`, ms(performance.now() - began), "50 ms: none is felt");
  }
});

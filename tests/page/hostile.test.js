// What a suite, a model or a server says is text: nothing of it runs, loads, or turns the page around.

import assert from "node:assert/strict";
import { cp, readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openReport, violations } from "./browser.js";
import { everythingOpened, nothingRan, quoted, texts } from "./hostile_texts.js";
import { project, shared, sightline, temporaryFolder } from "./project.js";

const label = texts.ending + texts.override;
const suite = `suite: hostile
description: ${quoted(label)}
prompts: {ask: 'Say {{word}}'}
cases:
${Object.keys(texts)
  .map(
    (name) => `  - id: ${name}
    description: ${quoted(label)}
    tags: [plain]
    vars: {word: ${quoted(name)}}
    assert:
      - contains: {expected: ${quoted(`</script>${name}`)}, label: ${quoted(texts.image)}}
`,
  )
  .join("")}`;

const hostileRun = shared(async (t) => {
  const folder = await project(t, {
    "sightline.yaml": "version: 1\nsuites: '*.suite.yaml'\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "hostile.suite.yaml": suite,
  });
  const answers = Object.entries(texts).map(([name, answer]) => JSON.stringify({ case: name, answer }));
  await writeFile(join(folder, "answers.jsonl"), answers.join("\n"));
  const ended = await sightline(folder, "score", "hostile.suite.yaml", "--answers", "answers.jsonl", "--label", label);
  assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  return realpath(join(folder, "reports/latest"));
});

/** A run of its own, for a test that writes into it. */
async function copiedRun(t) {
  const folder = await temporaryFolder(t);
  await cp(await hostileRun(), folder, { recursive: true });
  return folder;
}

async function opened(t, report) {
  const page = await openReport(t, report);
  assert.equal(await page.locator(".cases .unit").count(), Object.keys(texts).length);
  return page;
}

test("hostile texts are shown as text in every view, and nothing runs", async (t) => {
  const page = await opened(t, join(await hostileRun(), "report.html"));
  for (const name of Object.keys(texts)) {
    await page.goto(`${page.url().split("#")[0]}#case=${encodeURIComponent(`hostile/${name}#ask@m`)}`);
    await page.waitForFunction((id) => document.getElementById("case-title")?.textContent.endsWith(id), name);
    await everythingOpened(page);
    await nothingRan(page, "#case");
  }
});

test("an override of direction is told by its name and turns nothing outside its text", async (t) => {
  const page = await opened(t, join(await hostileRun(), "report.html"));
  const text = await page.evaluate(() => document.body.innerText);
  assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(text), "no control of direction is in the page as itself");
});

test("the hostile run has no violation of accessibility", async (t) => {
  const page = await opened(t, join(await hostileRun(), "report.html"));
  assert.deepEqual(await violations(page), []);
});

test("an answer of 1 MB on one line opens, and the page stays as wide as the window", async (t) => {
  const folder = await project(t, {
    "sightline.yaml": "version: 1\nsuites: '*.suite.yaml'\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "long.suite.yaml": "suite: long\nprompts: {ask: Go on}\ncases:\n  - id: line\n    assert: [{contains: z}]\n",
    "answers.jsonl": JSON.stringify({ case: "line", answer: "<b>x".repeat(250_000) }),
  });
  const ended = await sightline(folder, "score", "long.suite.yaml", "--answers", "answers.jsonl");
  assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  const page = await openReport(t, join(folder, "reports/latest/report.html"), { hash: "#case=long%2Fline%23ask%40m" });
  assert.ok((await page.locator("#case").innerText()).includes("<b>x<b>x"));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

/** Changes a run's log as bytes and renders its report from it again. */
async function rewritten(run, change) {
  const path = join(run, "run.jsonl");
  await writeFile(path, Buffer.from(change(await readFile(path, "latin1")), "latin1"));
  const ended = await sightline(run, "report", ".", "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  return join(run, "report.html");
}

test("a log with bytes that are no UTF-8 becomes a page that opens", async (t) => {
  const run = await copiedRun(t);
  const page = await opened(t, await rewritten(run, (log) => log.replaceAll("window.ran", "window\xff\xc0ran")));
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes("window.ran"));
});

test("names that no suite may have, in a log that someone made, are text too", async (t) => {
  const run = await copiedRun(t);
  const name = '<img src=x onerror=window.ran=1>"&\'';
  const page = await opened(
    t,
    await rewritten(run, (log) =>
      log
        .replaceAll('"plain"', JSON.stringify(name))
        .replaceAll('"prompt":"ask"', `"prompt":${JSON.stringify(name)}`)
        .replaceAll('"model":"m"', `"model":${JSON.stringify(name)}`),
    ),
  );
  assert.ok((await page.locator("#matrix").innerText()).includes(name));
  await page.locator(".cases .unit a").first().click();
  await page.waitForSelector("#case:not([hidden])");
  assert.ok((await page.locator("#case").innerText()).includes(name));
  assert.equal(await page.evaluate(() => window.ran), undefined);
});

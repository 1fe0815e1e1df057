// Hostile texts in the other views: two sides beside each other, compare.html, the list of runs, boxes' labels, and the
// files that lie beside a log.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open, openReport, ready } from "./browser.js";
import { everythingOpened, nothingRan, quoted, texts } from "./hostile_texts.js";
import { png } from "./images.js";
import { binary, project, sightline } from "./project.js";

const names = Object.keys(texts);
const label = `${texts.image}${texts.ending}${texts.override}`;
const cleanups = [];
let folder;

const suite = `suite: hostile
prompts:
  ask: 'Say {{word}}'
  look: "{{picture}}Find it"
cases:
${names
  .map((name) => `  - id: ${name}
    prompts: [ask]
    vars: {word: ${name}}
    assert: [{contains: ${quoted(`</script>${name}`)}}]
`)
  .join("")}
  - id: boxes
    prompts: [look]
    vars: {picture: {image: plain.png}}
    assert: [{boxes: {expected: [{box: [10, 10, 90, 90], label: ${quoted(label)}}]}}]
`;

const box = (at) => JSON.stringify([{ bbox_2d: [at, at, 90, 90], label }]);

/** Answers of model m, and of n the same ones given to other cases. */
function answers(shift) {
  const lines = names.flatMap((name, at) => [
    { case: name, model: "m", answer: texts[names[(at + shift) % names.length]] },
    { case: name, model: "n", answer: texts[names[(at + shift + 1) % names.length]] },
  ]);
  lines.push({ case: "boxes", model: "m", answer: box(12 + shift) }, { case: "boxes", model: "n", answer: box(40) });
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

async function scored(shift, ...args) {
  await writeFile(join(folder, "answers.jsonl"), answers(shift));
  const given = ["--answers", "answers.jsonl", "--model", "m", "--model", "n", "--label", label, ...args];
  const ended = await sightline(folder, "score", "hostile.suite.yaml", ...given);
  assert.ok(ended.code <= 1, ended.stdout + ended.stderr);
}

before(async () => {
  const model = (name) => `  ${name}: {base_url: 'http://127.0.0.1:9', model: ${name}, coordinates: pixels}\n`;
  folder = await project({ after: (cleanup) => cleanups.push(cleanup) }, {
    "sightline.yaml": `version: 1\nsuites: '*.suite.yaml'\nmodels:\n${model("m")}${model("n")}`,
    "hostile.suite.yaml": suite,
    "plain.png": png(320, 240),
  });
  await scored(0, "--out", "reports/base");
  await scored(3, "--out", "reports/next", "--baseline", "reports/base");
});
after(async () => {
  for (const cleanup of cleanups) await cleanup();
});

/** Every case of a page, one after the other. */
async function walked(page, hash, title) {
  for (const name of [...names, "boxes"]) {
    const prompt = name === "boxes" ? "look" : "ask";
    await page.goto(`${page.url().split("#")[0]}#${hash}case=${encodeURIComponent(`hostile/${name}#${prompt}`)}${title.at}`);
    await page.waitForFunction(([id, text]) => document.getElementById(id)?.textContent.endsWith(text), [title.id, name]);
    await everythingOpened(page);
    await nothingRan(page);
  }
}

test("two models side by side show hostile texts as text", async (t) => {
  const page = await openReport(t, join(folder, "reports/next/report.html"), { hash: "#beside=model%3Am%2Cn" });
  await walked(page, "beside=model%3Am%2Cn&", { id: "pair-title", at: "" });
});

test("compare.html shows hostile texts as text", async (t) => {
  const page = await openReport(t, join(folder, "reports/next/compare.html"));
  await nothingRan(page);
  await walked(page, "", { id: "pair-title", at: "%40m" });
});

test("labels of boxes are text in the drawing, its list and the viewer", async (t) => {
  const hash = "#case=hostile%2Fboxes%23look%40m";
  const page = await openReport(t, join(folder, "reports/next/report.html"), { hash });
  await page.locator("#case .overlaid svg").first().waitFor();
  assert.ok((await page.locator("#case").innerText()).includes("<img src=x onerror="));
  await everythingOpened(page);
  await nothingRan(page);
});

test("the list of runs, and the pages that it serves, show hostile texts as text", async (t) => {
  const child = spawn(binary, ["view", "--port", "0"], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  t.after(async () => {
    child.kill("SIGTERM");
    assert.equal(await ended, 0);
  });
  let told = "";
  let url;
  for await (const piece of child.stderr) {
    told += piece;
    url = /http:\/\/127\.0\.0\.1:\d+\//.exec(told)?.[0];
    if (url) break;
  }
  const page = await open(t, url);
  await ready(page);
  assert.ok((await page.locator(".runs").innerText()).includes("<img src=x onerror="));
  await nothingRan(page);
  for (const path of ["runs/next/", "runs/next/compare?base=base"]) {
    await page.goto(url + path);
    await ready(page);
    await nothingRan(page);
  }
});

/** A copy of a run whose companions say other things; its report, rendered again. */
async function withCompanions(t, name, change) {
  const run = join(folder, "reports", name);
  await cp(join(folder, "reports/next"), run, { recursive: true });
  for (const file of ["compare.json", "trend.json"]) {
    await writeFile(join(run, file), change(await readFile(join(run, file), "utf8")));
  }
  const ended = await sightline(folder, "report", run, "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  return openReport(t, join(run, "report.html"));
}

test("what compare.json says is text, whoever wrote it", async (t) => {
  const evil = JSON.stringify(`told: ${label}`).slice(1, -1);
  const page = await withCompanions(t, "told", (text) =>
    text
      .replace(/"sentence":"[^"]*"/g, `"sentence":"${evil}"`)
      .replace(/"reason":"(?:[^"\\]|\\.)*"/g, `"reason":"${evil}"`)
      .replace(/"measure":"[^"]*"/g, `"measure":"${evil}"`)
      .replace(/"label":"(?:[^"\\]|\\.)*"/g, `"label":"${evil}"`)
      .replace('"notes":[', `"notes":["${evil}",`)
      .replace('",]', '"]')
      .replace(/"path":"[^"]*"/g, '"path":"javascript:window.ran=1"'),
  );
  assert.ok((await page.locator("body").innerText()).includes("told: <img src=x onerror="));
  await everythingOpened(page);
  await nothingRan(page);
});

for (const [name, text] of Object.entries({
  empty: "",
  deep: '{"sightline_compare":1,"x":' + "[".repeat(1_000_000),
  newer: '{"sightline_compare":99,"sightline_trend":99}',
  types: '{"sightline_compare":1,"slices":{"a":[]},"changes":"none","sightline_trend":1,"runs":{"id":[]}}',
  numbers: '{"sightline_compare":1,"slices":[{"kind":"all","fates":{"fixed":-1e999}}],"sightline_trend":1,"runs":[NaN]}',
})) {
  test(`companions that are ${name} are as good as none`, async (t) => {
    const page = await withCompanions(t, `broken-${name}`, () => text);
    assert.equal(await page.locator(".compare-link").count(), 0);
    assert.equal(await page.locator(".cases .unit").count(), 2 * names.length + 2);
  });
}

test("evidence of 50,000 boxes opens, and says what it leaves out", async (t) => {
  const run = join(folder, "reports/huge");
  await cp(join(folder, "reports/next"), run, { recursive: true });
  const path = join(run, "run.jsonl");
  const lines = (await readFile(path, "utf8")).split("\n");
  const at = lines.findIndex((line) => line.includes('"case":"boxes"') && line.includes('"model":"m"'));
  const result = JSON.parse(lines[at]);
  const evidence = result.assertions[0].evidence;
  const list = Object.keys(evidence).find((key) => Array.isArray(evidence[key]) && evidence[key].length > 0);
  assert.ok(list, JSON.stringify(evidence));
  evidence[list] = Array.from({ length: 50_000 }, () => evidence[list][0]);
  lines[at] = JSON.stringify(result);
  await writeFile(path, lines.join("\n"));
  const ended = await sightline(folder, "report", run, "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  const page = await openReport(t, join(run, "report.html"), { hash: "#case=hostile%2Fboxes%23look%40m" });
  await page.waitForFunction(() => document.getElementById("case-title")?.textContent.endsWith("boxes"));
  assert.ok((await page.evaluate(() => document.querySelectorAll("#case *").length)) < 20_000);
  await nothingRan(page);
});

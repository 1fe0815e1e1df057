// The pages that `sightline view` serves: the list of runs, two of them compared, a report, and a run that goes on.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFile, cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { narrow, open, ready, violations, violationsInAllLooks } from "./browser.js";
import { binary, exampleProject, logOf, run, shared, temporaryFolder } from "./project.js";

/** `sightline view` in a folder, until the test ends; gives the address that it prints. */
async function view(t, folder, ...args) {
  const child = spawn(binary, ["view", "--port", "0", ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  t.after(async () => {
    child.kill("SIGTERM");
    assert.equal(await ended, 0, "a signal ends it well");
  });
  let told = "";
  for await (const piece of child.stderr) {
    told += piece;
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*?(?=;)/.exec(told);
    if (url) return url[0];
  }
  throw new Error(told);
}

/** Sets the start of a run an hour back, so that one made in the same second is newer; gives the log's head. */
async function startedEarlier(log) {
  const [head, ...rest] = (await readFile(log, "utf8")).split("\n");
  const told = JSON.parse(head);
  told.started = new Date(Date.parse(told.started) - 3_600_000).toISOString().replace(".000Z", "Z");
  await writeFile(log, [JSON.stringify(told), ...rest].join("\n"));
  return told;
}

const made = shared(async (t) => {
  const folder = await exampleProject(t);
  const first = await startedEarlier(join(await run(folder), "run.jsonl"));
  const [second] = await logOf(await run(folder, ["suites/receipts.yaml", "--label", "<b>second</b>"]));
  return { folder, first, second };
});

/** A project with two runs of the example suites; the second has a label that looks like markup. */
async function twoRuns(t) {
  const { folder, first, second } = await made();
  const copy = await temporaryFolder(t);
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
  return { folder: copy, first, second };
}

const names = (page) => page.locator(".runs .case-name").allTextContents();

test("runs are listed, the newest first, each with its verdict", async (t) => {
  const { folder, first } = await twoRuns(t);
  const page = await open(t, await view(t, folder));
  await ready(page);
  assert.deepEqual(await names(page), ["<b>second</b>", first.id]);
  assert.deepEqual(await page.locator(".runs tbody .of-status .badge").allTextContents(), ["Passed", "Passed"]);
  await page.locator(".runs tbody .of-rate b").first().waitFor();
  assert.equal(await page.locator("#view-lost").isHidden(), true);
});

test("filters and search narrow the list, and the address keeps them", async (t) => {
  const { folder, first } = await twoRuns(t);
  const url = await view(t, folder);
  const page = await open(t, url);
  await ready(page);
  await page.keyboard.press("/");
  await page.keyboard.type("second");
  await page.waitForURL(/q=second/);
  assert.deepEqual(await names(page), ["<b>second</b>"]);
  await page.reload();
  await ready(page);
  assert.deepEqual(await names(page), ["<b>second</b>"]);
  await page.locator("#search").fill("");
  await page.waitForFunction(() => document.querySelectorAll(".runs .case-name").length === 2);
  await page.locator(".menu.of-suite select").selectOption("charts");
  assert.deepEqual(await names(page), [first.id]);
  await page.locator("#search").fill("nothing fits this");
  await page.locator(".none:visible").waitFor();
});

test("two runs are picked by keys and compared, the older as the base", async (t) => {
  const { folder, first, second } = await twoRuns(t);
  const page = await open(t, await view(t, folder));
  await ready(page);
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  const link = page.locator(".compare-picked");
  assert.match(await link.getAttribute("href"), new RegExp(`base=${first.id}&candidate=${second.id}`));
  await page.getByRole("button", { name: "Swap" }).click();
  assert.match(await link.getAttribute("href"), new RegExp(`base=${second.id}&candidate=${first.id}`));
  await page.getByRole("button", { name: "Swap" }).click();
  await page.keyboard.press("c");
  await page.waitForURL(/compare\?/);
  await page.locator("h1").first().waitFor();
  assert.deepEqual(await violations(page), []);
});

test("a run is opened with its images, downloads nothing, and leads back to the list", async (t) => {
  const { folder, first } = await twoRuns(t);
  const url = await view(t, folder, first.id);
  assert.ok(url.endsWith(`/runs/${first.id}/`));
  const page = await open(t, url);
  await ready(page);
  assert.equal(await page.locator("#verdict-title").textContent(), "Passed");
  assert.equal(await page.locator(".live").count(), 0);
  const [picture] = (await readdir(join(folder, "reports", first.id, "images"))).filter((name) => name.endsWith(".png"));
  const size = await page.evaluate(async (name) => {
    const image = new Image();
    image.src = `images/${name}`;
    await image.decode();
    return image.naturalWidth;
  }, picture);
  assert.ok(size > 0, "the images beside the page are served as images");
  await page.getByRole("link", { name: "All runs" }).click();
  await ready(page);
  assert.equal((await names(page)).length, 2);
});

test("a run that goes on is followed: results come, and the reader stays where they are", async (t) => {
  const { folder, first } = await twoRuns(t);
  const lines = (await readFile(join(folder, "reports", first.id, "run.jsonl"), "utf8")).trimEnd().split("\n");
  const isResult = (line) => line.startsWith('{"suite"');
  const half = lines.findIndex((line, at) => lines.slice(0, at + 1).filter(isResult).length === 10) + 1;
  const going = join(folder, "reports/going");
  await mkdir(going);
  const log = join(going, "run.jsonl");
  // Torn: the next line is not there whole.
  await writeFile(log, `${lines.slice(0, half).join("\n")}\n${lines[half].slice(0, 30)}`);
  const url = await view(t, folder);
  const list = await open(t, url);
  await list.locator(".going progress").waitFor();
  const page = await open(t, `${url}runs/going/`);
  await ready(page);
  const planned = JSON.parse(lines[0]).planned_results;
  const said = (words) => page.waitForFunction((text) => document.querySelector(".live-line")?.textContent === text, words);
  await said(`Running: 10 of ${planned}`);
  assert.deepEqual(await violations(page), []);
  await page.locator("#search").fill("c");
  await page.waitForURL(/q=c/);
  await page.locator("#search").focus();
  await appendFile(log, `${lines[half].slice(30)}\n${lines.slice(half + 1, -1).join("\n")}\n`);
  await said(`Running: ${planned} of ${planned}`);
  await page.waitForFunction(
    (all) => document.querySelector("#cases .tally").textContent.includes(`of ${all}`),
    new Set(lines.filter(isResult).map((line) => JSON.stringify(Object.values(JSON.parse(line)).slice(0, 4)))).size,
  );
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  assert.equal(await page.locator("#search").inputValue(), "c");
  assert.equal(await page.locator("#verdict-title").textContent(), "Running");
  assert.equal(await page.locator(".facts code", { hasText: "--resume" }).count(), 0);
  await page.keyboard.press("Escape");
  for (let row = 0; row < 3; row += 1) await page.keyboard.press("j");
  const focused = () => page.evaluate(() => [document.activeElement.className, document.activeElement.textContent]);
  const before = await focused();
  assert.equal(before[0], "case-name");
  await appendFile(log, `${lines.at(-1)}\n`);
  await page.waitForFunction(() => document.getElementById("verdict-title").textContent === "Passed");
  assert.deepEqual(await focused(), before);
  await page.waitForFunction(() => document.querySelector(".live").dataset.kind === "ended");
  await list.waitForFunction(() => document.getElementById("going").hidden);
});

test("a case that is open stays open while results come", async (t) => {
  const { folder, first } = await twoRuns(t);
  const lines = (await readFile(join(folder, "reports", first.id, "run.jsonl"), "utf8")).trimEnd().split("\n");
  const going = join(folder, "reports/going");
  await mkdir(going);
  const log = join(going, "run.jsonl");
  await writeFile(log, `${lines.slice(0, -2).join("\n")}\n`);
  const page = await open(t, `${await view(t, folder)}runs/going/`);
  await ready(page);
  await page.locator("#cases .case-name").first().click();
  const title = await page.locator("#case-title").textContent();
  await page.evaluate(() => document.getElementById("case-title").setAttribute("data-mine", ""));
  await appendFile(log, `${lines.slice(-2).join("\n")}\n`);
  await page.waitForFunction(() => document.querySelector(".live").dataset.kind === "ended");
  assert.equal(await page.locator("#case-title").textContent(), title);
  assert.equal(await page.locator("#case-title[data-mine]").count(), 1, "the open case is not made anew");
  assert.ok(await page.locator("#overview").isHidden());
});

test("a run that was killed is told as not running", async (t) => {
  const { folder, first } = await twoRuns(t);
  const text = await readFile(join(folder, "reports", first.id, "run.jsonl"), "utf8");
  const killed = join(folder, "reports/killed");
  await mkdir(killed);
  await writeFile(join(killed, "run.jsonl"), `${text.split("\n").slice(0, 8).join("\n")}\n`);
  await writeFile(join(killed, ".lock"), "");
  const page = await open(t, `${await view(t, folder)}runs/killed/`);
  await page.waitForFunction(() => document.querySelector(".live")?.dataset.kind === "stopped");
  assert.match(await page.locator(".live-line").textContent(), /^Not running: .*sightline run --resume/);
  assert.ok(await page.locator(".live progress").isHidden());
  assert.equal(await page.locator("#verdict-title").textContent(), "Unfinished");
  assert.deepEqual(await violations(page), []);
});

test("? tells the keys of the list, and g g and G go to its ends", async (t) => {
  const { folder, first } = await twoRuns(t);
  const page = await open(t, await view(t, folder));
  await ready(page);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("G");
  assert.equal(await focused(), first.id);
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  assert.equal(await focused(), "<b>second</b>");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /compare the two that are picked/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("x");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.locator(".pick-box:checked").count(), 0);
});

test("on a phone the trend shows its newest run, is reached by keys, and its table keeps to the page", async (t) => {
  const { folder } = await twoRuns(t);
  await run(folder, ["suites/receipts.yaml"]);
  const page = await open(t, await view(t, folder), { size: narrow });
  await ready(page);
  const chart = page.locator(".trend-chart");
  await page.locator(".trend-point").last().waitFor();
  const newest = await page.locator(".trend-dot").last().boundingBox();
  const frame = await chart.boundingBox();
  assert.ok(newest.x > frame.x && newest.x + newest.width < frame.x + frame.width, "the newest run is in sight");
  const letters = await page.locator(".trend-text").first().boundingBox();
  assert.ok(letters.height >= 11, `letters are ${letters.height} px high`);
  await page.locator("#trend summary").click();
  assert.deepEqual(await violations(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test("folders that cannot be read are told with the reason", async (t) => {
  const { folder } = await twoRuns(t);
  await mkdir(join(folder, "reports/<img src=x>"));
  await writeFile(join(folder, "reports/<img src=x>/run.jsonl"), "hello\n");
  const page = await open(t, await view(t, folder));
  await ready(page);
  assert.match(await page.locator(".unreadable li").textContent(), /^<img src=x>no run log/);
  assert.equal(await page.locator("main img").count(), 0);
});

test("axe finds nothing in the list, wide and narrow, light and dark, and nothing sticks out of it", async (t) => {
  const { folder } = await twoRuns(t);
  const page = await open(t, await view(t, folder));
  await ready(page);
  await page.locator(".pick-box").first().check();
  await page.locator(".pick-box").nth(1).check();
  assert.deepEqual(await violationsInAllLooks(page), []);
});

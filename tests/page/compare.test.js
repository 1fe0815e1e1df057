// compare.html: two runs of the example suites, the second with some answers of its own.

import assert from "node:assert/strict";
import { cp, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { narrow, openReport, violations, violationsInAllLooks } from "./browser.js";
import { exampleProject, run, shared, sightline } from "./project.js";

let page;
let folder;

const ANSWERS = {
  "red-circle": '```json\n[\n\t{"bbox_2d": [171, 300, 388, 694], "label": "red circle"}\n]\n```',
  customer: "The Museum of Locks <script>alert(1)</script>",
};

async function answerOtherwise(project) {
  for (const suite of await readdir(join(project, "fixtures"))) {
    for (const file of await readdir(join(project, "fixtures", suite))) {
      const answer = Object.entries(ANSWERS).find(([name]) => file.startsWith(name))?.[1];
      if (!answer) continue;
      const path = join(project, "fixtures", suite, file);
      const recording = JSON.parse(await readFile(path, "utf8"));
      for (const response of recording.responses) {
        response.body.choices[0].message.content = answer;
        delete response.sha256;
      }
      await writeFile(path, JSON.stringify(recording));
    }
  }
}

const setUp = shared(async (t) => {
  folder = await exampleProject(t);
  await cp(await run(folder), join(folder, "base"), { recursive: true, dereference: true });
  await answerOtherwise(folder);
  const ended = await sightline(folder, "run");
  assert.ok(ended.code <= 1, ended.stderr);
  await cp(join(folder, "reports/latest"), join(folder, "candidate"), { recursive: true, dereference: true });
  const compared = await sightline(folder, "compare", "base", "candidate", "--out", "candidate", "--format", "html");
  assert.equal(compared.code, 0, compared.stderr);
  page = join(folder, "candidate/compare.html");
});
before(setUp);

const RED = "#case=grounding%2Fred-circle%23find%40qwen3-vl-32b";

test("the page says what the command says", async (t) => {
  const opened = await openReport(t, page);
  const said = (await sightline(folder, "compare", "base", "candidate", "--quiet")).stdout.trim();
  const sentence = await opened.locator(".sentence").innerText();
  const finding = await opened.locator("#verdict-title").innerText();
  assert.equal(`${finding}: ${sentence}`.toLowerCase(), `${said}.`.toLowerCase(), "heading and sentence say it once");
  assert.equal(await opened.locator(".plot .lane .point").count() > 0, true);
  assert.match(await opened.locator(".card:has(.plot) .aside").first().innerText(), /^with 95.% intervals; shaded: within the margin/);
  assert.match(await opened.locator(".methods").innerText(), /margin/);
});

test("an outcome chooses its units, and the keys walk, open and come back", async (t) => {
  const opened = await openReport(t, page);
  await opened.locator(".chip", { hasText: "Newly failing" }).click();
  await opened.waitForFunction(() => document.querySelectorAll(".pair-table .unit").length === 2);
  assert.match(opened.url(), /fate=newly_failing/);
  await opened.keyboard.press("j");
  await opened.keyboard.press("Enter");
  await opened.waitForSelector("#pair:not([hidden]) h1");
  const first = await opened.locator("#pair-title").innerText();
  await opened.keyboard.press("j");
  await opened.waitForFunction((name) => document.getElementById("pair-title").innerText !== name, first);
  await opened.keyboard.press("Escape");
  await opened.waitForSelector("#overview:not([hidden])");
  assert.equal(await opened.evaluate(() => document.activeElement.className), "case-name");
});

test("the search finds a unit by what it answered", async (t) => {
  const opened = await openReport(t, page);
  await opened.keyboard.press("/");
  await opened.keyboard.type("alert(1)");
  await opened.waitForFunction(() => document.querySelectorAll(".pair-table .unit").length === 1);
  assert.match(await opened.locator(".pair-table .unit").innerText(), /customer/);
});

test("a link opens the very unit, with both answers and the words in which they differ", async (t) => {
  const opened = await openReport(t, page, { hash: "#q=customer" });
  await opened.locator(".pair-table .case-name").first().click();
  await opened.waitForSelector("#pair:not([hidden])");
  const again = await openReport(t, page, { hash: new URL(opened.url()).hash });
  assert.equal(await again.locator("#pair-title").innerText(), "documents/customer");
  assert.match((await again.locator("#pair ins").allInnerTexts()).join(" "), /Locks/);
  assert.match(await again.locator(".answered-beside").innerText(), /<script>alert\(1\)<\/script>/);
});

test("the boxes of both sides are drawn over the image, and each assertion has both verdicts", async (t) => {
  const opened = await openReport(t, page, { hash: RED });
  await opened.waitForSelector("#pair img");
  const asked = await opened.locator(".asked").innerText();
  assert.match(asked, /A: predicted/);
  assert.match(asked, /B: predicted/);
  const verdicts = await opened.locator(".judged-beside .changed .badge").allInnerTexts();
  assert.deepEqual(verdicts, ["Pass", "Fail"]);
});

test("on a phone no figure sticks out of its field, nor is a finding cut", async (t) => {
  const compared = await sightline(folder, "compare", "base", "base", "--out", "alike", "--format", "html");
  assert.equal(compared.code, 0, compared.stderr);
  const opened = await openReport(t, join(folder, "alike/compare.html"), { size: narrow });
  assert.match(await opened.locator(".figures .figure").first().innerText(), /^100\.0 → 100\.0 %$/);
  const cut = await opened.locator(".figures .figure, .measures .found:visible").evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
  );
  assert.deepEqual(cut, []);
});

test("? tells the keys, whose dialog has no violation of accessibility", async (t) => {
  const opened = await openReport(t, page);
  await opened.getByRole("button", { name: "all keys" }).click();
  const dialog = opened.getByRole("dialog", { name: "Keys" });
  await dialog.waitFor();
  assert.deepEqual(await violations(opened), []);
  await opened.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await opened.keyboard.press("?");
  await dialog.waitFor();
});

test("what is folded away on the screen is there on paper", async (t) => {
  const opened = await openReport(t, page);
  const plot = opened.locator(".slice:not([open]) .plot").first();
  await plot.waitFor({ state: "attached" });
  assert.equal(await plot.evaluate((folded) => folded.checkVisibility({ contentVisibilityAuto: true })), false);
  await opened.emulateMedia({ media: "print" });
  assert.equal(await plot.evaluate((folded) => folded.checkVisibility({ contentVisibilityAuto: true })), true);
});

test("a name that no unit has is told", async (t) => {
  const opened = await openReport(t, page, { hash: "#case=nobody" });
  assert.match(await opened.locator("#pair").innerText(), /No unit of both sides is nobody/);
});

for (const [view, hash] of [["overview", ""], ["unit", RED], ["unknown unit", "#case=nobody"]]) {
  test(`axe-core finds nothing in the comparison's ${view}, wide and narrow, light and dark`, async (t) => {
    assert.deepEqual(await violationsInAllLooks(await openReport(t, page, { hash })), []);
  });
}

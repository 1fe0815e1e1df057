// A run of a small suite with a baseline and runs before it, for the tests of what the page tells of changes.

import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { project, sightline } from "./project.js";

const cases = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"];

const suiteOf = (names) => `suite: letters
prompts: {ask: 'Say {{word}}.'}
cases:
${names
  .map((name) => `  - {id: ${name}, vars: {word: ${name}}, tags: [${tagsOf(name)}], assert: [{contains: yes}]}`)
  .join("\n")}
`;

const tagsOf = (name) => [name.includes("t") ? "with-t" : "without-t", name.length > 4 ? "long" : "short"].join(", ");

/** Scores answers of which those to the named cases are wrong; gives the run's folder. */
async function score(folder, names, wrong, ...args) {
  await writeFile(join(folder, "suites/letters.yaml"), suiteOf(names));
  const lines = names.map((name) => JSON.stringify({ case: name, answer: wrong.includes(name) ? "no" : "yes" }));
  await writeFile(join(folder, "answers.jsonl"), lines.join("\n"));
  const given = ["score", "suites/letters.yaml", "--answers", "answers.jsonl", "--gate", "pass_rate=0.1"];
  const ended = await sightline(folder, ...given, ...args);
  assert.ok(ended.code <= 1 || ended.code === 4, ended.stdout + ended.stderr);
  return join(folder, "reports/latest");
}

/**
 * The report of a run with a baseline, after two others: alpha and beta are newly failing, gamma is fixed, delta still
 * fails, theta is new, and old is gone.
 */
export async function comparedReport(t) {
  const folder = await project(t, {
    "sightline.yaml": "version: 1\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "suites/letters.yaml": "",
  });
  const before = ["old", ...cases.slice(0, -1)];
  await score(folder, before, ["gamma", "delta", "zeta"], "--baseline", "none", "--label", "earliest");
  await score(folder, before, ["gamma", "delta"], "--baseline", "none", "--label", "main");
  const gate = ["--gate", "non_inferior=0.02"];
  return join(await score(folder, cases, ["alpha", "beta", "delta"], "--baseline", "latest", ...gate), "report.html");
}

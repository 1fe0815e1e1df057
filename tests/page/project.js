// Runs for the pages to show, made by the program itself: of the example suites, and of suites of a test's own.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";

export const source = join(import.meta.dirname, "../..");
export const binary = process.env.SIGHTLINE_BINARY ?? join(source, "build/sightline");

/** A folder that is gone after the test. */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), "sightline-page-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A function that gives what `make` makes, once for all tests of a file. `make` is called with what stands in for a test:
 * what is to be gone afterwards goes after the last of them.
 */
export function shared(make) {
  const ends = [];
  let made;
  after(async () => {
    for (const end of ends) await end();
  });
  return () => (made ??= make({ after: (end) => ends.push(end) }));
}

/** Runs the program in a folder and gives { code, stdout, stderr }. */
export function sightline(folder, ...args) {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, NO_COLOR: "1", CI: "" }, maxBuffer: 1 << 26 };
    execFile(binary, args, options, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

/** A project in a temporary folder, of files by their path: texts, or buffers. */
export async function project(t, files) {
  const folder = await temporaryFolder(t);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** A project with the example suites and their recordings. */
export async function exampleProject(t) {
  const folder = await temporaryFolder(t);
  for (const part of ["sightline.yaml", "suites", "fixtures"]) {
    await cp(join(source, part), join(folder, part), { recursive: true });
  }
  return folder;
}

const TAIL = "is what is said of this subject: one of many that are much alike, and nothing more is known of";
const shortAnswer = (number) => `${number} ${TAIL}`.slice(0, 100);

/**
 * The folder of a run of `size` units of one prompt, with answers of 100 bytes that no two are equal; every tenth fails.
 * `answerOf(number)` gives other answers.
 */
export async function largeRun(t, size, answerOf = shortAnswer) {
  const numbers = Array.from({ length: size }, (_, index) => index);
  const folder = await project(t, {
    "sightline.yaml": "version: 1\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "suites/large.yaml": `suite: large
prompts: {ask: 'What is said of {{name}}?'}
datasets:
  - file: names.csv
    id: "{{name}}"
    assert: [{contains: is what}, {not: {contains: "0 is"}}, {length: {max: 200}}]
`,
    "suites/names.csv": `name\n${numbers.map((number) => `subject-${number}`).join("\n")}\n`,
    "answers.jsonl": numbers
      .map((number) => JSON.stringify({ case: `subject-${number}`, answer: answerOf(number) }))
      .join("\n"),
  });
  const ended = await sightline(folder, "score", "suites/large.yaml", "--answers", "answers.jsonl");
  assert.equal(ended.code, 1, ended.stdout + ended.stderr);
  return join(folder, "reports/latest");
}

/** The newest run's folder below a project. `code` is the exit code that is expected of the run. */
export async function run(folder, args = [], code = 0) {
  const ended = await sightline(folder, "run", ...args);
  assert.equal(ended.code, code, ended.stdout + ended.stderr);
  return join(folder, "reports/latest");
}

/** The committed sample, rendered by today's program: the path of its report. */
export async function sampleReport(t) {
  const folder = await temporaryFolder(t);
  await cp(join(source, "reports/sample"), join(folder, "sample"), { recursive: true });
  const ended = await sightline(folder, "report", "sample", "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  return join(folder, "sample/report.html");
}

/** The lines of a run's log, parsed. */
export async function logOf(runFolder) {
  const text = await readFile(join(runFolder, "run.jsonl"), "utf8");
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

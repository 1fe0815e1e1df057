// Logs of runs that never were, for what takes many units, models or repeats: what the program makes of them is real.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sightline, temporaryFolder } from "./project.js";

/**
 * The report of a run with these results: each has `suite`, `case`, `prompt`, `model`, `status`, and where it matters
 * `score`, `tags`, `cost`, `ms`, `repeat`, `repeats` (how many are planned), `copy` (of an earlier answer) and `metrics`
 * (scores by their names).
 */
export async function madeReport(t, results) {
  const folder = await madeRun(await temporaryFolder(t), results);
  const ended = await sightline(folder, "report", ".", "--format", "html");
  assert.equal(ended.code, 0, ended.stderr);
  return join(folder, "report.html");
}

/** Writes the log into a folder, which it gives back. */
export async function madeRun(folder, results) {
  await mkdir(folder, { recursive: true });
  const lines = [header(results), ...results.map(resultLine), footer];
  await writeFile(join(folder, "run.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return folder;
}

const unique = (items) => [...new Set(items)];

function header(results) {
  return {
    sightline_run: 1,
    id: "20261120T093000Z-made-0001",
    version: "0.1.0",
    command: ["run"],
    started: "2026-11-20T09:30:00Z",
    host: "vm",
    mode: "live",
    seed: 1,
    suites: unique(results.map((r) => r.suite)).map((name) => ({ name, path: `suites/${name}.yaml` })),
    models: unique(results.map((r) => r.model)).map((name) => ({ name, model: name })),
    planned_results: results.length,
  };
}

const footer = { finished: "2026-11-20T09:40:00Z", wall_ms: 600000, complete: true, gates: [], exit_code: 0 };

function resultLine(made, sequence) {
  const { suite, case: id, prompt, model, status, repeat = 0, repeats = 1, tags = [], cost, ms, copy } = made;
  const score = made.score ?? (status === "passed" ? 1 : 0);
  const place = { file: `suites/${suite}.yaml`, line: 5, column: 5 };
  const usage = { prompt_tokens: 800, completion_tokens: 40 };
  const reply = { text: `answer ${sequence}`, finish_reason: "stop", usage };
  const line = { suite, case: id, prompt, model, repeat, sequence, status, score, tags };
  if (status === "failed") line.reason = "expected 42, got 41";
  if (repeats > 1) line.repeats = { n: repeats, pass: 1 };
  if (cost !== undefined) Object.assign(line, { cost, cost_source: "stated" });
  const key = sequence.toString(16).padStart(64, "0");
  const timing = ms === undefined ? {} : { total_ms: ms };
  line.exchanges = [{ key, reply, timing, provenance: { source: "live", ...(copy ? { copy } : {}) } }];
  line.assertions = Object.entries(made.metrics ?? {}).map(([metric, value]) => ({
    name: "number",
    text: "number: 42",
    metric,
    status: value >= 0.5 ? "pass" : "fail",
    score: value,
    place,
  }));
  return { ...line, place };
}

/** Numbers in [0, 1) that are the same at each run. */
export function numbersFrom(seed) {
  let at = seed;
  return () => {
    at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
    return at / 2 ** 32;
  };
}

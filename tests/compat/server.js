// A `sightline serve` of a test's own, on a free port.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const binary = process.env.SIGHTLINE_BINARY ?? join(import.meta.dirname, "../../build/sightline");
export const fixtures = join(import.meta.dirname, "fixtures");

/** How long a server may take to come up, or to end: much, for builds with sanitizers on busy machines. */
const patience = 30_000;

/** A folder that is gone after the test. */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), "sightline-compat-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a server that ends with the test. `options` stand on its command line, `env` is added to its environment. */
export async function serve(t, { folder = fixtures, options = [], env = {}, scheme = "http" } = {}) {
  const portFile = join(await temporaryFolder(t), "port");
  const child = spawn(binary, ["serve", folder, "--port", "0", "--port-file", portFile, ...options], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  await once(child, "spawn");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const ended = once(child, "exit");
  t.after(() => stop(child, ended, () => output));
  const port = await portOf(portFile, child, () => output);
  return new Server(`${scheme}://127.0.0.1:${port}`, () => output);
}

/** The port that the server wrote, once it has. */
async function portOf(file, child, output) {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(5)) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text.endsWith("\n")) return Number(text);
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${output()}`);
  }
  throw new Error(`the server did not listen in time: ${output()}`);
}

/** A server ends well when it is asked to, whatever its clients did before. */
async function stop(child, ended, output) {
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), patience);
  const [code, signal] = await ended;
  clearTimeout(killer);
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, output());
}

class Server {
  constructor(origin, output) {
    this.origin = origin;
    this.baseURL = `${origin}/v1`;
    this.output = output;
  }

  /** The base URL of a session. */
  session(name) {
    return `${this.origin}/s/${name}/v1`;
  }

  /** What reached the server, in order. `query` chooses among it: {verdict: "miss"}. */
  async journal(query = {}) {
    const answer = await fetch(`${this.origin}/__sightline/journal?${new URLSearchParams(query)}`);
    assert.equal(answer.status, 200, "the journal is served");
    return (await answer.json()).entries;
  }
}

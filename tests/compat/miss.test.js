import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, recording } from "./client.js";
import { serve } from "./server.js";

/** What a client with its usual retries is told of a request that was not recorded; it must have asked once. */
async function missed(t, request) {
  const server = await serve(t);
  const client = clientOf(server);
  assert.equal(client.maxRetries, 2);
  const error = await client.chat.completions.create(request).catch((failure) => failure);
  assert.ok(error instanceof OpenAI.NotFoundError, String(error));
  assert.equal(error.headers.get("x-should-retry"), "false");
  assert.equal(error.headers.get("x-sightline-verdict"), "miss");
  assert.equal(error.code, "missing_fixture");
  const entries = await server.journal();
  assert.deepEqual(
    entries.map((entry) => [entry.verdict, entry.status, entry.retry]),
    [["miss", 404, 0]],
  );
  return { message: error.message, entry: entries[0] };
}

test("a changed prompt is told with the nearest recording, the place and both texts", async (t) => {
  const { request } = await recording("plain/greeting");
  const { message, entry } = await missed(t, {
    ...request,
    messages: [{ role: "user", content: "Say hello to the ship." }],
  });
  assert.match(message, /plain\/greeting\.json/);
  assert.match(message, /\/messages\/0\/content/);
  assert.match(message, /Say hello to the crew\./);
  assert.match(message, /Say hello to the ship\./);
  assert.match(message, /sightline .*record/);
  assert.match(entry.nearest, /plain\/greeting\.json$/);
});

test("a changed parameter is told by its name and both values", async (t) => {
  const { request } = await recording("plain/greeting");
  const { message } = await missed(t, { ...request, temperature: 0.5 });
  assert.match(message, /plain\/greeting\.json/);
  assert.match(message, /\/temperature/);
  assert.match(message, /recorded: +0\b/);
  assert.match(message, /asked: +0\.5/);
});

test("another model is a miss", async (t) => {
  const { request } = await recording("plain/greeting");
  const { message } = await missed(t, { ...request, model: "gpt-4o-mini" });
  assert.match(message, /\/model/);
});

test("a stream where a plain answer was recorded is a miss that says so", async (t) => {
  const { request } = await recording("plain/greeting");
  const { message } = await missed(t, { ...request, stream: true });
  assert.match(message, /plain\/greeting\.json/);
  assert.match(message, /stream/);
});

test("a repeat that was not recorded is a miss that counts", async (t) => {
  const server = await serve(t);
  const client = clientOf(server);
  const { request } = await recording("repeats/dice");
  for (const text of ["Four.", "Two."]) {
    assert.equal((await client.chat.completions.create(request)).choices[0].message.content, text);
  }
  const error = await client.chat.completions.create(request).catch((failure) => failure);
  assert.match(error.message, /2 of 3 repeats recorded/);
  assert.equal((await server.journal({ verdict: "miss" })).length, 1);
});

test("coverage names what was used, what was not, and what was missed", async (t) => {
  const server = await serve(t);
  const client = clientOf(server);
  const { request } = await recording("plain/greeting");
  await client.chat.completions.create(request);
  await client.chat.completions.create({ ...request, temperature: 1 }).catch(() => null);
  const coverage = await (await fetch(`${server.origin}/__sightline/coverage`)).json();
  assert.match(JSON.stringify(coverage.used), /plain\/greeting\.json/);
  assert.equal(coverage.used.length, 1);
  assert.equal(coverage.missed.length, 1);
  assert.match(JSON.stringify(coverage.unused), /stream\/weather\.json/);
  assert.doesNotMatch(JSON.stringify(coverage.unused), /plain\/greeting\.json/);
});

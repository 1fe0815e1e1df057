import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, readAll, recording, textOf } from "./client.js";
import { serve } from "./server.js";

const words = ["", "Grüße", " aus", " Zürich:", " 11", " °C,", " Regen", " 🌧.", "", ""];

/** A client whose every request is answered with a fault. */
async function faulty(t, fault, options = {}) {
  const server = await serve(t);
  const client = clientOf(server, { maxRetries: 0, defaultHeaders: { "X-Sightline-Fault": fault }, ...options });
  const { request } = await recording("stream/weather");
  return { server, client, request };
}

/** What the client sees of a faulty stream, and what the server's journal tells of it. */
async function seen(t, fault) {
  const { server, client, request } = await faulty(t, fault);
  const { items, error } = await readAll(await client.chat.completions.create(request));
  const [entry, ...more] = await server.journal();
  assert.deepEqual(more, []);
  assert.equal(entry.verdict, "fault");
  assert.deepEqual(entry.faults, [fault]);
  return { items, error };
}

function assertFirst(items, count) {
  assert.equal(items.length, count);
  assert.equal(textOf(items), words.slice(0, count).join(""));
}

for (let count = 0; count <= words.length; ++count) {
  test(`of a stream that is cut after ${count} events the client has exactly those, and an error`, async (t) => {
    const { items, error } = await seen(t, `cut=${count}`);
    assertFirst(items, count);
    assert.ok(error instanceof TypeError);
    assert.equal(error.message, "terminated");
  });
}

test("of a stream that is cut after its last event the client wants nothing more", async (t) => {
  const { items, error } = await seen(t, `cut=${words.length + 1}`);
  assertFirst(items, words.length);
  assert.equal(error, null);
});

for (const [after, count] of [
  [3, 3],
  [4, 5],
]) {
  test(`cut in the next long letter after ${after} events, a stream gives the ${count} before it`, async (t) => {
    const { items, error } = await seen(t, `cut_character=${after}`);
    assertFirst(items, count);
    assert.ok(error instanceof TypeError);
  });
}

test("a stream that is reset gives the events before it, and an error", async (t) => {
  const { items, error } = await seen(t, "reset=5");
  assertFirst(items, 5);
  assert.ok(error instanceof TypeError);
  assert.equal(error.message, "terminated");
});

test("a stream that ends too early, but well, passes for a whole one", async (t) => {
  const { items, error } = await seen(t, "truncate=5");
  assertFirst(items, 5);
  assert.equal(error, null);
});

test("the stream helper sees that a stream ended too early", async (t) => {
  const { client, request } = await faulty(t, "truncate=5");
  await assert.rejects(client.chat.completions.stream(request).finalContent(), (error) => {
    assert.ok(error instanceof OpenAI.OpenAIError);
    assert.match(error.message, /finish_reason/);
    return true;
  });
});

test("the stream helper tells of a cut after all deltas that came before it", async (t) => {
  const { client, request } = await faulty(t, "cut=5");
  const stream = client.chat.completions.stream(request);
  const deltas = [];
  stream.on("content", (delta) => deltas.push(delta));
  await assert.rejects(stream.done(), OpenAI.OpenAIError);
  assert.equal(deltas.join(""), words.slice(0, 5).join(""));
});

test("an event that is no JSON ends a stream with a syntax error after the events before it", async (t) => {
  const { items, error } = await seen(t, "malformed_json=3");
  assertFirst(items, 3);
  assert.ok(error instanceof SyntaxError);
});

test("an error frame is an error of the API after the events before it", async (t) => {
  const { items, error } = await seen(t, "error_frame=3");
  assertFirst(items, 3);
  assert.ok(error instanceof OpenAI.APIError);
  assert.equal(error.type, "server_error");
  assert.match(error.message, /error/);
});

test("a stream of the wrong content type is read all the same", async (t) => {
  const { items, error } = await seen(t, "content_type=text/html");
  assertFirst(items, words.length);
  assert.equal(error, null);
});

test("a stall stops a stream at its event for its time, and then the stream goes on", async (t) => {
  const { client, request } = await faulty(t, "stall=3,for=400ms");
  const times = [];
  for await (const _ of await client.chat.completions.create(request)) times.push(performance.now());
  assert.equal(times.length, words.length);
  const pauses = times.slice(1).map((time, i) => time - times[i]);
  assert.equal(pauses.indexOf(Math.max(...pauses)), 2);
  assert.ok(pauses[2] >= 300, `the pause was ${pauses[2]} ms`);
});

test("a delayed first byte leaves the head in time", async (t) => {
  const { client, request } = await faulty(t, "delay_first_byte=600ms");
  const started = performance.now();
  const stream = await client.chat.completions.create(request);
  const head = performance.now();
  const { items } = await readAll(stream);
  const end = performance.now();
  assertFirst(items, words.length);
  assert.ok(end - started >= 590, `the answer took ${end - started} ms`);
  assert.ok(end - head >= 200, `the head came ${end - head} ms before the end`);
});

test("a head that is later than the client's timeout is a timeout, once for each try", async (t) => {
  const { server, client, request } = await faulty(t, "delay_headers=1500ms", { timeout: 150, maxRetries: 1 });
  await assert.rejects(client.chat.completions.create(request), OpenAI.APIConnectionTimeoutError);
  const entries = await server.journal();
  assert.deepEqual(
    entries.map((entry) => entry.retry),
    [0, 1],
  );
});

test("faults go together: a stall and then the cut", async (t) => {
  const { server, client, request } = await faulty(t, "stall=2,for=300ms+cut=4");
  const started = performance.now();
  const { items, error } = await readAll(await client.chat.completions.create(request));
  assertFirst(items, 4);
  assert.ok(error instanceof TypeError);
  assert.ok(performance.now() - started >= 290);
  const [entry] = await server.journal();
  assert.equal(entry.faults.length, 2);
});

test("a fault that an answer is too short for does not fire, and the journal says so", async (t) => {
  const { server, client, request } = await faulty(t, "cut=50");
  const { items, error } = await readAll(await client.chat.completions.create(request));
  assertFirst(items, words.length);
  assert.equal(error, null);
  const [entry] = await server.journal();
  assert.equal(entry.verdict, "hit");
  assert.match(JSON.stringify(entry), /cut=50/);
});

test("a stream that was spoiled is given again whole", async (t) => {
  const server = await serve(t, { options: ["--fault", "cut=2,times=1"] });
  const client = clientOf(server);
  const { request } = await recording("stream/lighthouse");
  const first = await readAll(await client.chat.completions.create(request));
  assert.equal(first.items.length, 2);
  assert.ok(first.error);
  const second = await readAll(await client.chat.completions.create(request));
  assert.equal(second.error, null);
  assert.equal(textOf(second.items), "The old lighthouse counted every ship that came home.");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, readAll, recording, textOf } from "./client.js";
import { serve } from "./server.js";

const text = "Grüße aus Zürich: 11 °C, Regen 🌧.";

/** The chunks of a recorded stream. */
async function chunksOf(t, name) {
  const client = clientOf(await serve(t));
  const { request, responses } = await recording(name);
  const { items, error } = await readAll(await client.chat.completions.create(request));
  assert.equal(error, null);
  return { chunks: items, recorded: responses[0] };
}

test("a stream arrives event by event as it was recorded", async (t) => {
  const { chunks, recorded } = await chunksOf(t, "stream/weather");
  const { template, events } = recorded.stream;
  assert.deepEqual(
    chunks,
    events.map((event) => ({ ...template, ...event })),
  );
  assert.equal(textOf(chunks), text);
});

test("the first chunk says the role, and only the first", async (t) => {
  const { chunks } = await chunksOf(t, "stream/weather");
  assert.deepEqual(
    chunks.map((chunk) => chunk.choices[0]?.delta.role),
    ["assistant", ...Array(9).fill(undefined)],
  );
});

test("a client that stops reading early leaves the server well", async (t) => {
  const server = await serve(t, { options: ["--speed", "1"] });
  const client = clientOf(server);
  const { request } = await recording("stream/slow");
  const stream = await client.chat.completions.create(request);
  for await (const chunk of stream) {
    if (chunk.choices[0].delta.content === "One,") break;
  }
  const { request: next, answer } = await recording("plain/greeting");
  assert.equal((await client.chat.completions.create(next)).id, answer.id);
});

test("at recorded speed the pauses between events are kept", async (t) => {
  const client = clientOf(await serve(t, { options: ["--speed", "1"] }));
  const { request } = await recording("stream/slow");
  const started = performance.now();
  const arrived = [];
  for await (const chunk of await client.chat.completions.create(request)) {
    arrived.push([chunk.choices[0].delta.content, performance.now() - started]);
  }
  const at = Object.fromEntries(arrived);
  assert.ok(at["One,"] >= 90, `the first word came after ${at["One,"]} ms`);
  assert.ok(at[" two."] >= 590, `the last word came after ${at[" two."]} ms`);
  assert.ok(at[" two."] - at["One,"] >= 200, "the words came apart");
});

test("a pace of the server's own holds the first token and the rate of those after it", async (t) => {
  const client = clientOf(await serve(t, { options: ["--ttft", "400ms", "--tokens-per-second", "20"] }));
  const { request } = await recording("stream/weather");
  const started = performance.now();
  let first;
  for await (const chunk of await client.chat.completions.create(request)) {
    if (chunk.choices[0]?.delta.content) first ??= performance.now() - started;
  }
  const whole = performance.now() - started;
  assert.ok(first >= 390, `the first word came after ${first} ms`);
  assert.ok(whole >= 690, `seven words at twenty a second took ${whole} ms`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, readAll, recording, textOf } from "./client.js";
import { serve } from "./server.js";

const text = "Grüße aus Zürich: 11 °C, Regen 🌧.";

/** The chunks of a recorded stream. `usage` says whether its usage is asked for; undefined: not a word of it. */
async function chunksOf(t, name, usage) {
  const client = clientOf(await serve(t));
  const { request } = await recording(name);
  const { stream_options: _, ...asked } = request;
  if (usage !== undefined) asked.stream_options = { include_usage: usage };
  const { items, error } = await readAll(await client.chat.completions.create(asked));
  assert.equal(error, null);
  return items;
}

for (const usage of [undefined, false]) {
  test(`a stream with include_usage ${usage} has no usage chunk, and choices in each`, async (t) => {
    const chunks = await chunksOf(t, "stream/weather", usage);
    assert.equal(textOf(chunks), text);
    assert.equal(chunks.length, 9);
    assert.ok(chunks.every((chunk) => chunk.choices.length === 1 && !chunk.usage));
    assert.equal(chunks.at(-1).choices[0].finish_reason, "stop");
  });
}

test("a stream with include_usage ends with one chunk of usage and no choices", async (t) => {
  const chunks = await chunksOf(t, "stream/weather", true);
  assert.ok(chunks.every((chunk) => Array.isArray(chunk.choices)));
  assert.deepEqual(
    chunks.filter((chunk) => chunk.usage).map((chunk) => [chunk.choices, chunk.usage]),
    [[[], { prompt_tokens: 15, completion_tokens: 9, total_tokens: 24 }]],
  );
  assert.equal(chunks.at(-1).usage.total_tokens, 24);
});

test("a stream that was made from a written answer has usage exactly where it is asked for", async (t) => {
  const without = await chunksOf(t, "stream/lighthouse", undefined);
  assert.ok(without.every((chunk) => !chunk.usage));
  const chunks = await chunksOf(t, "stream/lighthouse", true);
  assert.equal(textOf(chunks), "The old lighthouse counted every ship that came home.");
  assert.deepEqual(chunks.at(-1).usage, { prompt_tokens: 13, completion_tokens: 10, total_tokens: 23 });
});

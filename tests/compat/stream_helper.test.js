import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, recording } from "./client.js";
import { serve } from "./server.js";

const text = "Grüße aus Zürich: 11 °C, Regen 🌧.";

async function streamOf(t, name) {
  const client = clientOf(await serve(t));
  const { request } = await recording(name);
  return client.chat.completions.stream(request);
}

test("the stream helper puts the answer together", async (t) => {
  const stream = await streamOf(t, "stream/weather");
  assert.equal(await stream.finalContent(), text);
  const completion = await stream.finalChatCompletion();
  assert.equal(completion.id, "chatcmpl-weather");
  assert.equal(completion.choices[0].finish_reason, "stop");
  assert.deepEqual(await stream.totalUsage(), {
    ...(await stream.totalUsage()),
    prompt_tokens: 15,
    completion_tokens: 9,
    total_tokens: 24,
  });
});

test("the stream helper's events come in order, each delta once", async (t) => {
  const stream = await streamOf(t, "stream/weather");
  const events = [];
  for (const name of ["connect", "chunk", "content.delta", "content.done", "finalContent", "end", "error"]) {
    stream.on(name, () => events.push(name));
  }
  const deltas = [];
  stream.on("content", (delta) => deltas.push(delta));
  await stream.done();
  assert.equal(deltas.join(""), text);
  assert.equal(events[0], "connect");
  assert.equal(events.at(-1), "end");
  assert.equal(events.filter((event) => event === "chunk").length, 10);
  assert.equal(events.filter((event) => event === "content.done").length, 1);
  assert.ok(!events.includes("error"));
});

test("the stream helper passes a stream on as a readable stream", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("stream/weather");
  const lines = [];
  const decoder = new TextDecoder();
  for await (const bytes of client.chat.completions.stream(request).toReadableStream())
    lines.push(decoder.decode(bytes));
  const chunks = lines
    .join("")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""), text);
});

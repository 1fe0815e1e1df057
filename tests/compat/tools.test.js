import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, readAll, recording } from "./client.js";
import { serve } from "./server.js";

const call = { name: "get_weather", arguments: '{"city":"Zürich"}' };

/** The recorded tool as the client's runner wants it: `seen` is told what it is called with. */
function runnable(tools, seen) {
  const answer = ({ city }) => (seen.push(city), { celsius: 11, sky: "rain" });
  return tools.map((tool) => ({ ...tool, function: { ...tool.function, parse: JSON.parse, function: answer } }));
}

test("a tool call arrives as it was recorded", async (t) => {
  const client = clientOf(await serve(t));
  const { request, answer } = await recording("tools/call");
  const { choices } = await client.chat.completions.create(request);
  assert.deepEqual(choices[0].message.tool_calls, answer.choices[0].message.tool_calls);
  assert.equal(choices[0].message.content, null);
  assert.equal(choices[0].finish_reason, "tool_calls");
});

test("a streamed tool call comes in pieces that join to the recorded one", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("tools/call-stream");
  const { items } = await readAll(await client.chat.completions.create(request));
  const pieces = items.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
  assert.ok(pieces.length > 1);
  assert.ok(pieces.every((piece) => piece.index === 0));
  assert.deepEqual(pieces.map((piece) => piece.id).filter(Boolean), ["call_stream"]);
  assert.equal(pieces.map((piece) => piece.function?.arguments ?? "").join(""), call.arguments);
  assert.equal(items.at(-1).choices[0].finish_reason, "tool_calls");
});

test("the stream helper puts a streamed tool call together", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("tools/call-stream");
  const { tool_calls: calls } = await client.chat.completions.stream(request).finalMessage();
  assert.deepEqual(
    calls.map(({ id, function: { name, arguments: text } }) => ({ id, name, arguments: text })),
    [{ id: "call_stream", ...call }],
  );
});

for (const suffix of ["", "-stream"]) {
  test(`runTools goes through the call and the answer that follows it${suffix && ", streamed"}`, async (t) => {
    const client = clientOf(await serve(t));
    const { request } = await recording(`tools/runner-1${suffix}`);
    const seen = [];
    const runner = client.chat.completions.runTools({ ...request, tools: runnable(request.tools, seen) });
    assert.equal(await runner.finalContent(), "It rains in Zürich, at 11 °C.");
    assert.deepEqual(seen, ["Zürich"]);
  });
}

test("a tool that answers otherwise asks for something that was not recorded", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("tools/runner-2");
  const messages = request.messages.with(-1, { ...request.messages.at(-1), content: '{"celsius":12,"sky":"rain"}' });
  await assert.rejects(client.chat.completions.create({ ...request, messages }), (error) => {
    assert.equal(error.status, 404);
    assert.match(error.message, /runner-2\.json/);
    assert.match(error.message, /\/messages\/2\/content/);
    return true;
  });
});

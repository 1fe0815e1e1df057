import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, recording } from "./client.js";
import { serve } from "./server.js";

test("a plain answer arrives as it was recorded, members that the client does not know included", async (t) => {
  const client = clientOf(await serve(t));
  const { request, answer } = await recording("plain/greeting");
  assert.deepEqual({ ...(await client.chat.completions.create(request)) }, answer);
});

test("an answer with several choices keeps them all, in order", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("plain/two-choices");
  const { choices } = await client.chat.completions.create(request);
  assert.deepEqual(
    choices.map((choice) => [choice.index, choice.message.content]),
    [
      [0, "Green."],
      [1, "Blue."],
    ],
  );
});

test("two servers give the same bytes under the same request id", async (t) => {
  const { request } = await recording("plain/greeting");
  const answers = [];
  for (let run = 0; run < 2; ++run) {
    const client = clientOf(await serve(t));
    const response = await client.chat.completions.create(request).asResponse();
    answers.push({ id: response.headers.get("x-request-id"), bytes: await response.text() });
  }
  assert.ok(answers[0].id);
  assert.deepEqual(answers[0], answers[1]);
});

test("what delivers or files an answer is no part of what is asked", async (t) => {
  const client = clientOf(await serve(t));
  const { request, answer } = await recording("plain/greeting");
  const filed = { ...request, user: "someone", metadata: { run: "7" }, store: true };
  assert.deepEqual({ ...(await client.chat.completions.create(filed)) }, answer);
});

test("structured output is parsed by the client's own helper", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("plain/structured");
  const { choices } = await client.chat.completions.parse(request);
  assert.deepEqual(choices[0].message.parsed, { total: 12.5, currency: "CHF" });
});

test("many requests at a time are each given their own answer", async (t) => {
  const client = clientOf(await serve(t));
  const greeting = await recording("plain/greeting");
  const choices = await recording("plain/two-choices");
  const asked = Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? greeting : choices));
  const given = await Promise.all(asked.map(({ request }) => client.chat.completions.create(request)));
  assert.deepEqual(
    given.map((answer) => answer.id),
    asked.map(({ answer }) => answer.id),
  );
});

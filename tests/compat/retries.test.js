import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, recording } from "./client.js";
import { serve } from "./server.js";

/** Asks for the greeting; how long that took. */
async function askGreeting(client) {
  const { request, answer } = await recording("plain/greeting");
  const started = performance.now();
  const given = await client.chat.completions.create(request);
  assert.equal(given.id, answer.id);
  return performance.now() - started;
}

function outlines(entries) {
  return entries.map(({ verdict, status, retry, repeat }) => ({ verdict, status, retry, repeat }));
}

const twiceThenAnswer = [
  { verdict: "fault", status: 429, retry: 0, repeat: 0 },
  { verdict: "fault", status: 429, retry: 1, repeat: 0 },
  { verdict: "hit", status: 200, retry: 2, repeat: 0 },
];

test("two 429s with Retry-After and then the answer: three requests, and the client waited", async (t) => {
  const server = await serve(t, { options: ["--fault", "status=429,retry_after=1s,times=2"] });
  const took = await askGreeting(clientOf(server));
  assert.ok(took >= 1990, `it took ${took} ms`);
  assert.deepEqual(outlines(await server.journal()), twiceThenAnswer);
});

test("a Retry-After of no whole second is told in milliseconds too, and honoured", async (t) => {
  const server = await serve(t, { options: ["--fault", "status=429,retry_after=1200ms,times=1"] });
  const took = await askGreeting(clientOf(server));
  assert.ok(took >= 1190, `it took ${took} ms`);
});

test("Retry-After stands in the client's error, rounded up, and in milliseconds beside it", async (t) => {
  const server = await serve(t, { options: ["--fault", "status=429,retry_after=1200ms"] });
  const { request } = await recording("plain/greeting");
  const error = await clientOf(server, { maxRetries: 0 })
    .chat.completions.create(request)
    .catch((failure) => failure);
  assert.equal(error.headers.get("retry-after-ms"), "1200");
  assert.equal(error.headers.get("retry-after"), "2");
});

test("more 429s than the client has tries are the caller's, and the next call has the answer", async (t) => {
  const server = await serve(t, { options: ["--fault", "status=429,retry_after=0s,times=3"] });
  const client = clientOf(server);
  const { request } = await recording("plain/greeting");
  await assert.rejects(client.chat.completions.create(request), OpenAI.RateLimitError);
  assert.equal((await server.journal()).length, 3);
  await askGreeting(client);
  assert.deepEqual(outlines(await server.journal()).at(-1), { verdict: "hit", status: 200, retry: 0, repeat: 0 });
});

test("each session has its own count of faults", async (t) => {
  const server = await serve(t, { options: ["--fault", "status=503,retry_after=0s,times=1"] });
  for (const session of ["one", "two"]) {
    await askGreeting(clientOf(server, { baseURL: server.session(session) }));
    const entries = await server.journal({ session });
    assert.deepEqual(
      entries.map((entry) => [entry.session, entry.verdict]),
      [
        [session, "fault"],
        [session, "hit"],
      ],
    );
  }
});

for (const status of [400, 401, 403, 404, 422]) {
  test(`a ${status} is asked once`, async (t) => {
    const server = await serve(t, { options: ["--fault", `status=${status}`] });
    const { request } = await recording("plain/greeting");
    await assert.rejects(clientOf(server).chat.completions.create(request), { status });
    assert.equal((await server.journal()).length, 1);
  });
}

for (const status of [409, 500, 502, 504]) {
  test(`a ${status} is asked again`, async (t) => {
    const server = await serve(t, { options: ["--fault", `status=${status},retry_after=0s,times=1`] });
    await askGreeting(clientOf(server));
    assert.equal((await server.journal()).length, 2);
  });
}

test("what was retried before an answer was recorded is left out", async (t) => {
  const server = await serve(t);
  const { request } = await recording("errors/overloaded");
  const { choices } = await clientOf(server).chat.completions.create(request);
  assert.equal(choices[0].message.content, "Now there is room.");
  assert.deepEqual(outlines(await server.journal()), [{ verdict: "hit", status: 200, retry: 0, repeat: 0 }]);
});

test("what was retried before an answer was recorded comes first where it is wanted", async (t) => {
  const server = await serve(t, { options: ["--replay-attempts"] });
  const { request } = await recording("errors/overloaded");
  const { choices } = await clientOf(server).chat.completions.create(request);
  assert.equal(choices[0].message.content, "Now there is room.");
  assert.deepEqual(outlines(await server.journal()), [
    { verdict: "hit", status: 503, retry: 0, repeat: 0 },
    { verdict: "hit", status: 200, retry: 1, repeat: 0 },
  ]);
});

test("a recorded error that the client sends again after is the same each time", async (t) => {
  const server = await serve(t);
  const { request } = await recording("errors/down");
  await assert.rejects(clientOf(server).chat.completions.create(request), { status: 503, code: "down" });
  const down = (retry) => ({ verdict: "hit", status: 503, retry, repeat: 0 });
  assert.deepEqual(outlines(await server.journal()), [down(0), down(1), down(2)]);
});

test("a reset and then the answer: the client connects again by itself", async (t) => {
  const server = await serve(t, { options: ["--fault", "reset,times=1"] });
  await askGreeting(clientOf(server));
  assert.equal((await server.journal()).length, 2);
});

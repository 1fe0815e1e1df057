import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { OpenAI, clientOf, recording } from "./client.js";
import { serve, temporaryFolder } from "./server.js";

/** Asks with a fault: the error or the answer that the client gives, and the server's journal. */
async function askedWith(t, fault, options = {}) {
  const server = await serve(t);
  const client = clientOf(server, { maxRetries: 0, defaultHeaders: { "X-Sightline-Fault": fault }, ...options });
  const { request, answer } = await recording("plain/greeting");
  let given;
  const error = await client.chat.completions.create(request).then(
    (result) => ((given = result), null),
    (failure) => failure,
  );
  return { error, given, answer, entries: await server.journal() };
}

const classes = {
  400: OpenAI.BadRequestError,
  401: OpenAI.AuthenticationError,
  402: OpenAI.APIError,
  403: OpenAI.PermissionDeniedError,
  404: OpenAI.NotFoundError,
  409: OpenAI.ConflictError,
  422: OpenAI.UnprocessableEntityError,
  429: OpenAI.RateLimitError,
  500: OpenAI.InternalServerError,
  502: OpenAI.InternalServerError,
  503: OpenAI.InternalServerError,
  504: OpenAI.InternalServerError,
  599: OpenAI.InternalServerError,
};

for (const [status, expected] of Object.entries(classes)) {
  test(`a ${status} in place of an answer is the client's ${expected.name}`, async (t) => {
    const { error, entries } = await askedWith(t, `status=${status}`);
    assert.equal(error?.constructor, expected);
    assert.equal(error.status, Number(status));
    assert.ok(error.requestID);
    assert.equal(error.headers.get("x-sightline-fault"), `status=${status}`);
    assert.deepEqual(
      entries.map((entry) => [entry.verdict, entry.status, entry.faults]),
      [["fault", Number(status), [`status=${status}`]]],
    );
  });
}

test("of a plain answer that is cut the client has nothing but an error", async (t) => {
  const { error, entries } = await askedWith(t, "cut=100");
  assert.ok(error instanceof TypeError);
  assert.equal(error.message, "terminated");
  assert.equal(entries.length, 1);
});

test("a plain answer that ends too early, but well, is no JSON", async (t) => {
  const { error } = await askedWith(t, "truncate=100");
  assert.ok(error instanceof SyntaxError);
});

test("a plain answer that is no JSON is a syntax error", async (t) => {
  const { error } = await askedWith(t, "malformed_json");
  assert.ok(error instanceof SyntaxError);
});

test("a plain answer of the wrong content type reaches the caller as text", async (t) => {
  const { given, answer } = await askedWith(t, "content_type=text/html");
  assert.equal(typeof given, "string");
  assert.deepEqual(JSON.parse(given), answer);
});

test("a connection that is reset before any byte is tried again, three times in all", async (t) => {
  const { error, entries } = await askedWith(t, "reset", { maxRetries: 2 });
  assert.equal(error?.constructor, OpenAI.APIConnectionError);
  assert.deepEqual(
    entries.map((entry) => [entry.verdict, entry.retry]),
    [
      ["fault", 0],
      ["fault", 1],
      ["fault", 2],
    ],
  );
});

test("an answer whose head is late is late, and whole", async (t) => {
  const started = performance.now();
  const { given, answer } = await askedWith(t, "delay_headers=300ms");
  assert.ok(performance.now() - started >= 300);
  assert.equal(given.id, answer.id);
});

test("a body that is later than the client's timeout is a timeout", async (t) => {
  const { error } = await askedWith(t, "delay_first_byte=1500ms", { timeout: 300 });
  assert.equal(error?.constructor, OpenAI.APIConnectionTimeoutError);
});

test("a fault that is not understood is refused, and says what was meant", async (t) => {
  const { error } = await askedWith(t, "cutt=3");
  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.match(error.message, /'cutt'.*'cut'/s);
});

test("a fault meets only the recordings that it names", async (t) => {
  const server = await serve(t, { options: ["--fault", "status=500,fixture=stream/*"] });
  const client = clientOf(server, { maxRetries: 0 });
  const plain = await recording("plain/greeting");
  assert.equal((await client.chat.completions.create(plain.request)).id, plain.answer.id);
  const stream = await recording("stream/weather");
  await assert.rejects(client.chat.completions.create(stream.request), OpenAI.InternalServerError);
});

test("a file of faults names the case that each is for", async (t) => {
  const file = join(await temporaryFolder(t), "faults.yaml");
  await writeFile(file, "faults:\n  - {status: 500, case: plain/greeting}\n  - {status: 503, case: repeats/*}\n");
  const client = clientOf(await serve(t, { options: ["--faults", file] }), { maxRetries: 0 });
  const statusOf = async (name) => {
    const { request } = await recording(name);
    return client.chat.completions.create(request).then(
      () => 200,
      (error) => error.status,
    );
  };
  assert.equal(await statusOf("plain/greeting"), 500);
  assert.equal(await statusOf("repeats/dice"), 503);
  assert.equal(await statusOf("plain/two-choices"), 200);
});

test("faults by chance fall alike for the same seed", async (t) => {
  const { request } = await recording("plain/greeting");
  const runs = [];
  for (let run = 0; run < 2; ++run) {
    const options = ["--fault", "status=500,probability=0.5", "--seed", "7"];
    const client = clientOf(await serve(t, { options }), { maxRetries: 0 });
    const fallen = [];
    for (let i = 0; i < 24; ++i) {
      fallen.push(
        await client.chat.completions.create(request).then(
          () => 200,
          (error) => error.status,
        ),
      );
    }
    runs.push(fallen);
  }
  assert.deepEqual(runs[0], runs[1]);
  assert.deepEqual([...new Set(runs[0])].sort(), [200, 500]);
});

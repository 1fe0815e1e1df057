import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, recording } from "./client.js";
import { serve } from "./server.js";

const key = "authored-key-of-this-test-4711";

function guarded(t) {
  return serve(t, { options: ["--require-key", "SIGHTLINE_COMPAT_KEY"], env: { SIGHTLINE_COMPAT_KEY: key } });
}

test("a client with the key is served", async (t) => {
  const client = clientOf(await guarded(t), { apiKey: key });
  const { request, answer } = await recording("plain/greeting");
  assert.equal((await client.chat.completions.create(request)).id, answer.id);
});

for (const [what, apiKey] of [
  ["another key", "none"],
  ["the key and a letter", `${key}1`],
  ["the key less a letter", key.slice(0, -1)],
  ["an empty key", " "],
]) {
  test(`a client with ${what} is not`, async (t) => {
    const server = await guarded(t);
    const client = clientOf(server, { apiKey });
    const { request } = await recording("plain/greeting");
    const error = await client.chat.completions.create(request).catch((failure) => failure);
    assert.equal(error.constructor, OpenAI.AuthenticationError);
    assert.equal(error.status, 401);
    assert.ok(!error.message.includes(key));
    assert.ok(!server.output().includes(key));
  });
}

test("the list of models wants the key too", async (t) => {
  const client = clientOf(await guarded(t), { apiKey: "none" });
  await assert.rejects(async () => await client.models.list(), OpenAI.AuthenticationError);
});

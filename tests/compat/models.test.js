import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, model } from "./client.js";
import { serve } from "./server.js";

test("the models that have recordings are listed", async (t) => {
  const client = clientOf(await serve(t));
  const ids = [];
  for await (const one of client.models.list()) {
    assert.equal(one.object, "model");
    ids.push(one.id);
  }
  assert.deepEqual(ids, [model, "gpt-4o-mini", "text-embedding-3-small"]);
});

test("a model whose name has a slash is found by the client, which escapes it", async (t) => {
  const client = clientOf(await serve(t));
  assert.equal((await client.models.retrieve(model)).id, model);
});

test("a model without a recording is not found", async (t) => {
  const client = clientOf(await serve(t));
  await assert.rejects(client.models.retrieve("gpt-2"), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, "model_not_found");
    assert.match(error.message, /'gpt-2'/);
    return true;
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, recording } from "./client.js";
import { serve } from "./server.js";

const vectors = [
  [0.5, -0.25, 0.125],
  [1, 0, -2],
];

test("embeddings arrive as numbers where numbers were asked for", async (t) => {
  const client = clientOf(await serve(t));
  const { request, answer } = await recording("embeddings/harbour-float");
  assert.deepEqual({ ...(await client.embeddings.create(request)) }, answer);
});

test("embeddings in base64, which the client asks for by itself, are decoded by it", async (t) => {
  const client = clientOf(await serve(t));
  const { request } = await recording("embeddings/harbour-base64");
  const { encoding_format: _, ...asked } = request;
  const { data, usage } = await client.embeddings.create(asked);
  assert.deepEqual(
    data.map((item) => Array.from(item.embedding)),
    vectors,
  );
  assert.equal(usage.total_tokens, 6);
});

test("embeddings of another text are a miss that names a near recording", async (t) => {
  const server = await serve(t);
  const { request } = await recording("embeddings/harbour-float");
  const input = ["a lighthouse", "a port"];
  const error = await clientOf(server)
    .embeddings.create({ ...request, input })
    .catch((failure) => failure);
  assert.ok(error instanceof OpenAI.NotFoundError, String(error));
  assert.match(error.message, /embeddings\/harbour-(float|base64)\.json/);
  assert.match(error.message, /\/input\/1/);
  assert.equal((await server.journal()).length, 1);
});

test("of two recordings of embeddings the nearest is the one that differs in less", async (t) => {
  const client = clientOf(await serve(t));
  for (const format of ["float", "base64"]) {
    const { request } = await recording(`embeddings/harbour-${format}`);
    const error = await client.embeddings.create({ ...request, input: "a port" }).catch((failure) => failure);
    assert.match(error.message, new RegExp(`embeddings/harbour-${format}\\.json`));
  }
});

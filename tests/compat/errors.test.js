import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, model, recording } from "./client.js";
import { dataURL } from "./picture.js";
import { serve } from "./server.js";

const unknown = { model, messages: [{ role: "user", content: "Nobody recorded this." }] };

/** A request's error as the client gives it, and the body as it came. */
async function failed(server, request, options = {}) {
  let body;
  const watching = async (...call) => {
    const response = await fetch(...call);
    body = await response.clone().json();
    return response;
  };
  const client = clientOf(server, { maxRetries: 0, fetch: watching, ...options });
  const error = await client.chat.completions.create(request).catch((failure) => failure);
  assert.ok(error instanceof OpenAI.APIError, String(error));
  return { error, body };
}

const ofOpenAI = ["message", "type", "param", "code"];
const ofAimlapi = ["message", "path", "requestId", "statusCode", "timestamp"];

test("the openai dialect fills the client's error", async (t) => {
  const { error, body } = await failed(await serve(t, { options: ["--errors", "openai"] }), unknown);
  assert.equal(error.constructor, OpenAI.NotFoundError);
  assert.equal(error.code, "missing_fixture");
  assert.equal(error.type, "not_found_error");
  assert.match(error.message, /^404 no recording of this request/);
  assert.deepEqual(Object.keys(body), ["error"]);
  assert.deepEqual(Object.keys(body.error), ofOpenAI);
});

test("the aimlapi dialect leaves this client with the class and the status, as that API does", async (t) => {
  const { error, body } = await failed(await serve(t, { options: ["--errors", "aimlapi"] }), unknown);
  assert.equal(error.constructor, OpenAI.NotFoundError);
  assert.equal(error.status, 404);
  assert.equal(error.code, undefined);
  assert.deepEqual(Object.keys(body).sort(), [...ofAimlapi].sort());
  assert.match(body.message, /no recording of this request/);
  assert.equal(body.statusCode, 404);
  assert.equal(body.path, "/v1/chat/completions");
});

for (const options of [[], ["--errors", "hybrid"]]) {
  test(`the hybrid dialect carries both${options.length === 0 ? ", and is the default" : ""}`, async (t) => {
    const { error, body } = await failed(await serve(t, { options }), unknown);
    assert.equal(error.code, "missing_fixture");
    assert.deepEqual(Object.keys(body).sort(), ["error", ...ofAimlapi].sort());
    assert.equal(body.message, body.error.message);
  });
}

for (const [dialect, isTold] of [
  ["openai", (body) => body.error.message && !("statusCode" in body)],
  ["aimlapi", (body) => body.statusCode === 429 && !("error" in body)],
  ["hybrid", (body) => body.statusCode === 429 && body.error.message],
]) {
  test(`an injected 429 speaks the ${dialect} dialect`, async (t) => {
    const server = await serve(t, { options: ["--errors", dialect] });
    const { request } = await recording("plain/greeting");
    const { error, body } = await failed(server, request, { defaultHeaders: { "X-Sightline-Fault": "status=429" } });
    assert.equal(error.constructor, OpenAI.RateLimitError);
    assert.ok(isTold(body), JSON.stringify(body));
  });
}

test("an error that was recorded is served in the words in which it came", async (t) => {
  const { request, answer } = await recording("errors/credits");
  const { error, body } = await failed(await serve(t, { options: ["--errors", "openai"] }), request);
  assert.equal(error.constructor, OpenAI.PermissionDeniedError);
  assert.deepEqual(body, answer);
});

const bad = {
  "messages that are missing": [{ model }, /messages/],
  "a role that there is not": [{ model, messages: [{ role: "captain", content: "Hi" }] }, /role/],
  "a content part of no known type": [{ model, messages: [{ role: "user", content: [{ type: "smell" }] }] }, /type/],
  "an image whose bytes are not what they say": [
    {
      model,
      messages: [
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url: dataURL(Buffer.from("GIF89a, or so it says"), "image/png") } },
          ],
        },
      ],
    },
    /image/,
  ],
  "a temperature in words": [{ ...unknown, temperature: "warm" }, /temperature/],
};

for (const [what, [request, names]] of Object.entries(bad)) {
  test(`${what}: a 400 that names the place, once`, async (t) => {
    const server = await serve(t);
    const { error } = await failed(server, request, { maxRetries: 2 });
    assert.equal(error.constructor, OpenAI.BadRequestError, error.message);
    assert.match(error.message, /Body validation error/);
    assert.match(error.message, names);
    assert.deepEqual(
      (await server.journal()).map((entry) => [entry.verdict, entry.status]),
      [["invalid", 400]],
    );
  });
}

test("the place of what is wrong is the client's error.param", async (t) => {
  const [request] = bad["a role that there is not"];
  const { error } = await failed(await serve(t), request);
  assert.equal(error.param, "messages[0].role");
});

test("a parameter that nobody knows passes", async (t) => {
  const { error } = await failed(await serve(t), { ...unknown, shininess: 3 });
  assert.equal(error.code, "missing_fixture");
});

test("aimlapi's ranges are held only where they are asked for", async (t) => {
  const hot = { ...unknown, top_p: 0.001 };
  assert.equal((await failed(await serve(t), hot)).error.code, "missing_fixture");
  const { error } = await failed(await serve(t, { options: ["--validate", "aimlapi"] }), hot);
  assert.equal(error.constructor, OpenAI.BadRequestError);
  assert.match(error.message, /top_p/);
});

test("without validation a bad request is a miss like any other", async (t) => {
  const [request] = bad["a role that there is not"];
  const { error } = await failed(await serve(t, { options: ["--validate", "off"] }), request);
  assert.equal(error.code, "missing_fixture");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenAI, clientOf, model } from "./client.js";
import { changed, dataURL, largePicture, pixel } from "./picture.js";
import { serve } from "./server.js";

/** As a program that was written for this API asks about an image. */
function question(text, url, detail) {
  const image = { url, ...(detail && { detail }) };
  const content = [
    { type: "text", text },
    { type: "image_url", image_url: image },
  ];
  return { model, temperature: 0, messages: [{ role: "user", content }] };
}

const small = "What colour is this pixel?";
const large = "What is in this large picture?";

async function answerTo(client, request) {
  return (await client.chat.completions.create(request)).choices[0].message.content;
}

/** What the client is told of an image that was not recorded. */
async function missed(client, request) {
  const error = await client.chat.completions.create(request).catch((error) => error);
  assert.ok(error instanceof OpenAI.NotFoundError, String(error));
  return error.message;
}

test("a small image in a data: URL finds its answer", async (t) => {
  const client = clientOf(await serve(t));
  assert.equal(await answerTo(client, question(small, dataURL(pixel))), "Green.");
});

test("an image is known by its bytes, not by how they are written", async (t) => {
  const client = clientOf(await serve(t));
  const url = dataURL(pixel);
  const broken = `${url.slice(0, 60)}\n${url.slice(60)}`;
  assert.equal(await answerTo(client, question(small, broken)), "Green.");
});

test("an image of more than a megabyte finds its answer", async (t) => {
  const client = clientOf(await serve(t));
  const bytes = largePicture();
  assert.ok(bytes.length > 1_500_000);
  assert.equal(await answerTo(client, question(large, dataURL(bytes))), "One pixel and a long comment.");
});

test("one changed bit of an image is a miss that names the image's file and digest", async (t) => {
  const client = clientOf(await serve(t));
  const message = await missed(client, question(small, dataURL(changed(pixel, 60))));
  assert.match(message, /images\/pixel\.json/);
  assert.match(message, /\/messages\/0\/content\/1\/image_url\/url/);
  assert.match(message, /6b7fa434f92a/);
});

for (const [place, at] of [
  ["in the middle", 700_000],
  ["at the end", -1],
]) {
  test(`one changed bit ${place} of a large image is a miss, never the old answer`, async (t) => {
    const client = clientOf(await serve(t));
    const bytes = largePicture();
    const message = await missed(client, question(large, dataURL(changed(bytes, at < 0 ? bytes.length + at : at))));
    assert.match(message, /images\/large\.json/);
    assert.ok(message.length < 4096, "the message holds no megabytes");
  });
}

test("a detail that was not recorded is a miss", async (t) => {
  const client = clientOf(await serve(t));
  assert.match(await missed(client, question(small, dataURL(pixel), "low")), /detail/);
});

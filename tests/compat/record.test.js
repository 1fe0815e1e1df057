import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { OpenAI, clientOf, model, readAll, recording } from "./client.js";
import { dataURL, largePicture } from "./picture.js";
import { serve, temporaryFolder } from "./server.js";

const key = "authored-key-of-this-test-0815-4711";

/** A server that stands for the API, and before it one that records what it does not have yet. */
async function recorder(t, upstreamOptions = []) {
  const upstream = await serve(t, { options: upstreamOptions });
  const folder = await temporaryFolder(t);
  const server = await serve(t, { folder, options: ["--record", "--upstream", upstream.baseURL] });
  return { upstream, folder, server, client: clientOf(server, { apiKey: key }) };
}

/** A client of a server that has nothing but what was recorded. */
async function replayOf(t, folder) {
  return clientOf(await serve(t, { folder }));
}

/** The texts of all files below a folder, by name. */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(name, "utf8")])));
}

/** The texts of a folder's recordings, once there are `count`: a client stops reading at the [DONE] of a stream. */
async function recordingsIn(folder, count) {
  for (const deadline = Date.now() + 60_000; ; await pause(5)) {
    const texts = [...(await filesBelow(folder).catch(() => []))].filter(([name]) => name.endsWith(".json"));
    if (texts.length === count) return texts.map(([, text]) => text);
    assert.ok(Date.now() < deadline, `${texts.length} recordings, not ${count}`);
  }
}

test("what a client asks through the recorder is answered by the API, kept, and replayed alike", async (t) => {
  const { upstream, folder, server, client } = await recorder(t);
  const { request, answer } = await recording("plain/greeting");
  assert.deepEqual({ ...(await client.chat.completions.create(request)) }, answer);
  assert.equal((await upstream.journal()).length, 1);
  assert.deepEqual(
    (await server.journal()).map((entry) => [entry.verdict, entry.status]),
    [["recorded", 200]],
  );
  const kept = JSON.parse((await recordingsIn(folder, 1))[0]);
  assert.equal(kept.recorded.source, "proxy");
  assert.deepEqual(kept.request.body.messages, request.messages);
  assert.deepEqual({ ...(await (await replayOf(t, folder)).chat.completions.create(request)) }, answer);
});

test("a stream passes the recorder event by event, and is replayed with the same events", async (t) => {
  const { folder, client } = await recorder(t);
  const { request } = await recording("stream/weather");
  const live = await readAll(await client.chat.completions.create(request));
  assert.equal(live.error, null);
  assert.equal(live.items.length, 10);
  await recordingsIn(folder, 1);
  const replayed = await readAll(await (await replayOf(t, folder)).chat.completions.create(request));
  assert.equal(replayed.error, null);
  assert.deepEqual(replayed.items, live.items);
});

test("a stream that was recorded with its usage is replayed without it to those who do not ask", async (t) => {
  const { folder, client } = await recorder(t);
  const { request } = await recording("stream/weather");
  await readAll(await client.chat.completions.create(request));
  await recordingsIn(folder, 1);
  const { stream_options: _, ...asked } = request;
  const { items } = await readAll(await (await replayOf(t, folder)).chat.completions.create(asked));
  assert.equal(items.length, 9);
  assert.ok(items.every((chunk) => !chunk.usage));
});

test("a large image goes up whole and is kept by its digest alone", async (t) => {
  const { folder, client } = await recorder(t);
  const url = dataURL(largePicture());
  const content = [
    { type: "text", text: "What is in this large picture?" },
    { type: "image_url", image_url: { url } },
  ];
  const request = { model, temperature: 0, messages: [{ role: "user", content }] };
  const { choices } = await client.chat.completions.create(request);
  assert.equal(choices[0].message.content, "One pixel and a long comment.");
  const [text] = await recordingsIn(folder, 1);
  assert.ok(text.length < 4096, `the file has ${text.length} bytes`);
  assert.match(text, /sha256:[0-9a-f]{64}/);
  const again = await (await replayOf(t, folder)).chat.completions.create(request);
  assert.equal(again.choices[0].message.content, "One pixel and a long comment.");
});

test("the client's key stands in no file, in no journal and in nothing that the recorder prints", async (t) => {
  const { folder, server, client } = await recorder(t);
  for (const name of ["plain/greeting", "tools/call", "errors/credits"]) {
    const { request } = await recording(name);
    await client.chat.completions.create(request).catch(() => null);
  }
  await recordingsIn(folder, 3);
  const files = [...(await filesBelow(folder))].flat();
  const written = [...files, JSON.stringify(await server.journal()), server.output()];
  const secrets = [key, Buffer.from(key).toString("base64").replace(/=+$/, ""), "Bearer "];
  for (const secret of secrets) assert.ok(!written.some((text) => text.includes(secret)));
});

test("what another session recorded does not reach the API again", async (t) => {
  const { upstream, server, client } = await recorder(t);
  const { request, answer } = await recording("plain/greeting");
  assert.equal((await client.chat.completions.create(request)).id, answer.id);
  const other = clientOf(server, { apiKey: key, baseURL: server.session("other") });
  assert.equal((await other.chat.completions.create(request)).id, answer.id);
  assert.equal((await upstream.journal()).length, 1);
});

test("a stream is kept by the time that the client has read its end", async (t) => {
  for (let round = 0; round < 6; ++round) {
    const { upstream, folder, server, client } = await recorder(t);
    const { request } = await recording("stream/weather");
    const { error } = await readAll(await client.chat.completions.create(request));
    assert.equal(error, null);
    assert.equal((await filesBelow(folder)).size, 1);
    const other = clientOf(server, { apiKey: key, baseURL: server.session("other") });
    await readAll(await other.chat.completions.create(request));
    assert.equal((await upstream.journal()).length, 1);
  }
});

test("the same request once more is a second repeat in the same file", async (t) => {
  const { folder, client } = await recorder(t);
  const { request } = await recording("repeats/dice");
  const ask = async (asked) => (await asked.chat.completions.create(request)).choices[0].message.content;
  assert.deepEqual([await ask(client), await ask(client)], ["Four.", "Two."]);
  await recordingsIn(folder, 1);
  const replay = await replayOf(t, folder);
  assert.deepEqual([await ask(replay), await ask(replay)], ["Four.", "Two."]);
});

test("a 429 of the API passes with its Retry-After, and only the answer is kept", async (t) => {
  const { upstream, folder, client } = await recorder(t, ["--fault", "status=429,retry_after=1s,times=1"]);
  const { request, answer } = await recording("plain/greeting");
  const started = performance.now();
  assert.equal((await client.chat.completions.create(request)).id, answer.id);
  assert.ok(performance.now() - started >= 990);
  assert.deepEqual(
    (await upstream.journal()).map((entry) => [entry.status, entry.retry]),
    [
      [429, 0],
      [200, 1],
    ],
  );
  const [text] = await recordingsIn(folder, 1);
  assert.equal(JSON.parse(text).responses.at(-1).status, 200);
});

test("a stream that broke off is not kept", async (t) => {
  const { folder, client } = await recorder(t, ["--fault", "cut=3,times=1"]);
  const { request } = await recording("stream/weather");
  const broken = await readAll(await client.chat.completions.create(request));
  assert.equal(broken.items.length, 3);
  assert.ok(broken.error);
  assert.equal((await filesBelow(folder)).size, 0);
  const whole = await readAll(await client.chat.completions.create(request));
  assert.equal(whole.items.length, 10);
  const [text] = await recordingsIn(folder, 1);
  assert.equal(JSON.parse(text).responses.length, 1);
});

test("an API that is not there is an error that the client may try again", async (t) => {
  const folder = await temporaryFolder(t);
  const server = await serve(t, { folder, options: ["--record", "--upstream", "http://127.0.0.1:1/v1"] });
  const { request } = await recording("plain/greeting");
  const error = await clientOf(server, { maxRetries: 0 })
    .chat.completions.create(request)
    .catch((failure) => failure);
  assert.ok(error instanceof OpenAI.InternalServerError, String(error));
  assert.equal((await filesBelow(folder)).size, 0);
});

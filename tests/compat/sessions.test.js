import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, recording } from "./client.js";
import { serve } from "./server.js";

async function thrown(client) {
  const { request } = await recording("repeats/dice");
  return (await client.chat.completions.create(request)).choices[0].message.content;
}

test("sessions by base path each have the repeats in order, for themselves", async (t) => {
  const server = await serve(t);
  const one = clientOf(server, { baseURL: server.session("one") });
  const two = clientOf(server, { baseURL: server.session("two") });
  assert.deepEqual([await thrown(one), await thrown(two)], ["Four.", "Four."]);
  assert.deepEqual([await thrown(two), await thrown(one)], ["Two.", "Two."]);
  await assert.rejects(thrown(one), { status: 404 });
  const entries = await server.journal({ session: "one" });
  assert.deepEqual(
    entries.map((entry) => [entry.session, entry.repeat, entry.verdict]),
    [
      ["one", 0, "hit"],
      ["one", 1, "hit"],
      ["one", 2, "miss"],
    ],
  );
});

test("a session by header is the session of that name", async (t) => {
  const server = await serve(t);
  const byPath = clientOf(server, { baseURL: server.session("same") });
  const byHeader = clientOf(server, { defaultHeaders: { "X-Sightline-Session": "same" } });
  assert.deepEqual([await thrown(byPath), await thrown(byHeader)], ["Four.", "Two."]);
});

test("a session has the other routes too", async (t) => {
  const server = await serve(t);
  const client = clientOf(server, { baseURL: server.session("one") });
  const ids = [];
  for await (const one of client.models.list()) ids.push(one.id);
  assert.ok(ids.includes("gpt-4o-mini"));
});

test("a reset begins every session and the journal anew", async (t) => {
  const server = await serve(t);
  const client = clientOf(server);
  assert.equal(await thrown(client), "Four.");
  const reset = await fetch(`${server.origin}/__sightline/reset`, { method: "POST" });
  assert.ok(reset.ok);
  assert.deepEqual(await server.journal(), []);
  assert.equal(await thrown(client), "Four.");
});

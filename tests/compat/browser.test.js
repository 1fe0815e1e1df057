import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, recording } from "./client.js";
import { serve } from "./server.js";

/** What a browser asks before the client's request: its headers are those that this client sends. */
function preflight(server, origin) {
  return fetch(`${server.baseURL}/chat/completions`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,x-stainless-os,x-stainless-retry-count",
    },
  });
}

const names = (list) => (list ?? "").toLowerCase().split(/ *, */);

for (const origin of ["http://localhost:5173", "http://127.0.0.1:8000", "http://[::1]:3000"]) {
  test(`a page of ${origin} may ask, with the headers that the client sends`, async (t) => {
    const answer = await preflight(await serve(t), origin);
    assert.ok(answer.ok, String(answer.status));
    assert.equal(answer.headers.get("access-control-allow-origin"), origin);
    assert.ok(names(answer.headers.get("access-control-allow-methods")).includes("post"));
    const allowed = names(answer.headers.get("access-control-allow-headers"));
    for (const header of ["authorization", "content-type", "x-stainless-os", "x-stainless-retry-count"]) {
      assert.ok(allowed.includes(header), `${header} among ${allowed}`);
    }
  });
}

for (const origin of ["https://example.com", "http://localhost.example.com", "null"]) {
  test(`a page of ${origin} may not ask`, async (t) => {
    const answer = await preflight(await serve(t), origin);
    assert.equal(answer.headers.get("access-control-allow-origin"), null);
  });
}

test("the answer itself may be read by the page that asked", async (t) => {
  const origin = "http://localhost:5173";
  const client = clientOf(await serve(t), { dangerouslyAllowBrowser: true, defaultHeaders: { origin } });
  const { request, answer } = await recording("plain/greeting");
  const { data, response } = await client.chat.completions.create(request).withResponse();
  assert.equal(data.id, answer.id);
  assert.equal(response.headers.get("access-control-allow-origin"), origin);
});

test("an error may be read by the page that asked", async (t) => {
  const origin = "http://localhost:5173";
  const client = clientOf(await serve(t), { dangerouslyAllowBrowser: true, defaultHeaders: { origin } });
  const { request } = await recording("plain/greeting");
  const error = await client.chat.completions.create({ ...request, temperature: 1 }).catch((failure) => failure);
  assert.equal(error.status, 404);
  assert.equal(error.headers.get("access-control-allow-origin"), origin);
});

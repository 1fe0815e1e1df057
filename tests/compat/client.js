// The real client. It lies below build/, where `scripts/setup --tests` puts it, with the Node that runs this.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fixtures } from "./server.js";

const modules = process.env.SIGHTLINE_COMPAT_MODULES ?? join(import.meta.dirname, "../../build/compat/node_modules");
export const { default: OpenAI } = await import(pathToFileURL(join(modules, "openai/index.mjs")));

// Nothing of the environment is for the client: no address, no key, no headers.
for (const name of Object.keys(process.env)) {
  if (name.startsWith("OPENAI_")) delete process.env[name];
}

export const model = "alibaba/qwen3-vl-32b-instruct";

/** A client as its users make one, its retries (2) included. */
export function clientOf(server, options = {}) {
  return new OpenAI({
    apiKey: "none",
    baseURL: server.baseURL,
    organization: null,
    project: null,
    timeout: 20_000,
    logLevel: "off",
    ...options,
  });
}

/** The request and the answers of a recording: what is asked here and what must come back stand in one place. */
export async function recording(name) {
  const { request, responses } = JSON.parse(await readFile(join(fixtures, `${name}.json`), "utf8"));
  return { request: request.body, responses, answer: responses[0].body };
}

/** All that an iterator gives, and the error that ended it, if one did. */
export async function readAll(stream) {
  const items = [];
  try {
    for await (const item of stream) items.push(item);
  } catch (error) {
    return { items, error };
  }
  return { items, error: null };
}

/** The text of a stream's chunks. */
export function textOf(chunks) {
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
}

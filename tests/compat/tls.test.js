import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { serve, temporaryFolder } from "./server.js";

const run = promisify(execFile);

/** An authority of this test's own, and a certificate for 127.0.0.1 that it signed. */
async function certificates(t) {
  const folder = await temporaryFolder(t);
  const file = (name) => join(folder, name);
  const openssl = (...words) => run("openssl", words);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const authority = ["-x509", "-days", "2", "-subj", "/CN=Test authority"];
  await openssl("req", ...key, ...authority, "-keyout", file("ca.key"), "-out", file("ca.pem"));
  await openssl("req", ...key, "-subj", "/CN=127.0.0.1", "-keyout", file("server.key"), "-out", file("server.csr"));
  await writeFile(file("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  const signed = ["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-set_serial", "1", "-days", "2"];
  await openssl(
    "x509",
    "-req",
    "-in",
    file("server.csr"),
    ...signed,
    "-extfile",
    file("names"),
    "-out",
    file("server.pem"),
  );
  return { ca: file("ca.pem"), certificate: file("server.pem"), key: file("server.key") };
}

/** The client reads its authorities when its process begins. */
async function askedInProcess(baseURL, env) {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, "ask.js"), baseURL], {
    env: { ...rest, ...env },
  });
  return stdout.trim();
}

test("a client that trusts the server's authority is served over TLS", async (t) => {
  const { ca, certificate, key } = await certificates(t);
  const server = await serve(t, { options: ["--tls-cert", certificate, "--tls-key", key], scheme: "https" });
  assert.equal(await askedInProcess(server.baseURL, { NODE_EXTRA_CA_CERTS: ca }), "Hello, crew! Grüezi mitenand. 👋");
});

test("a client that does not know the authority does not talk to the server", async (t) => {
  const { certificate, key } = await certificates(t);
  const server = await serve(t, { options: ["--tls-cert", certificate, "--tls-key", key], scheme: "https" });
  assert.match(await askedInProcess(server.baseURL, {}), /^APIConnectionError/);
});

test("plain HTTP is not answered where TLS is served, and the server goes on", async (t) => {
  const { ca, certificate, key } = await certificates(t);
  const server = await serve(t, { options: ["--tls-cert", certificate, "--tls-key", key], scheme: "https" });
  const plain = server.baseURL.replace("https:", "http:");
  assert.match(await askedInProcess(plain, {}), /^APIConnectionError/);
  assert.match(await askedInProcess(server.baseURL, { NODE_EXTRA_CA_CERTS: ca }), /^Hello, crew!/);
});

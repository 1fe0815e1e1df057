// The pictures of the page in docs/images. Each carries, in its text chunk "Source", the digest of the report that it shows.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { source } from "./project.js";

export const report = join(source, "reports/sample/report.html");

/** File, hash of the view, size of the window, and what has to be in the window's upper edge. */
export const pictures = [
  { file: "docs/images/report.png", hash: "", size: { width: 1440, height: 1000 } },
  {
    file: "docs/images/case.png",
    hash: `#case=${encodeURIComponent("grounding/all-shapes#find@qwen3-vl-8b")}`,
    size: { width: 1440, height: 1000 },
  },
];

const keyword = "Source\0sha256:";
const headEnd = 8 + 25;  // The signature and the chunk IHDR.

/** SHA-256 of the committed report. */
export async function digestOfReport() {
  return createHash("sha256").update(await readFile(report)).digest("hex");
}

/** Writes a picture with the digest of what it shows. */
export async function writePicture(file, png, digest) {
  const body = Buffer.from(`tEXt${keyword}${digest}`, "latin1");
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  await writeFile(join(source, file), Buffer.concat([png.subarray(0, headEnd), chunk, png.subarray(headEnd)]));
}

/** The digest that a picture carries, or "". */
export async function digestIn(file) {
  const text = await readFile(join(source, file), "latin1");
  const at = text.indexOf(keyword);
  return at < 0 ? "" : text.slice(at + keyword.length, at + keyword.length + 64);
}

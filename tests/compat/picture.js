// Images by their bytes.

import { crc32 } from "node:zlib";

/** A green pixel, 70 bytes. */
export const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const afterHeader = 33;

/** The pixel with a comment of many bytes: a PNG of more than 1.5 MB. */
export function largePicture() {
  const comment = chunk("tEXt", Buffer.from(`Comment\0${"0123456789abcdef".repeat((1536 * 1024) / 16)}`));
  return Buffer.concat([pixel.subarray(0, afterHeader), comment, pixel.subarray(afterHeader)]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The same but for one bit of the byte at `at`. */
export function changed(bytes, at) {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
}

export function dataURL(bytes, mime = "image/png") {
  return `data:${mime};base64,${bytes.toString("base64")}`;
}

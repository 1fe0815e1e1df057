import assert from "node:assert/strict";
import { test } from "node:test";
import { digestIn, digestOfReport, pictures } from "./screenshots.js";

test("the pictures in docs/images show the committed sample", async () => {
  const digest = await digestOfReport();
  for (const { file } of pictures) assert.equal(await digestIn(file), digest, `${file} is old: run scripts/screenshots`);
});

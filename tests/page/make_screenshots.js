// Takes the pictures of docs/images from the committed sample.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openReport } from "./browser.js";
import { source } from "./project.js";
import { digestOfReport, pictures, report, writePicture } from "./screenshots.js";

test("the pictures of the page", async (t) => {
  await mkdir(join(source, "docs/images"), { recursive: true });
  const digest = await digestOfReport();
  for (const { file, hash, size } of pictures) {
    const page = await openReport(t, report, { hash, size, reducedMotion: "reduce" });
    await page.evaluate(() => document.activeElement?.blur());
    await writePicture(file, await page.screenshot(), digest);
  }
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, cp, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { openReport, violations } from "./browser.js";
import { RGBA, chunk, pngOf, turned } from "./images.js";
import { binary, logOf, project, sightline } from "./project.js";

/** Bytes that make an image larger than what is its own thumbnail. */
const ballast = Buffer.alloc(60_000, 7);

/** 48 × 32 pixels, of which the 16 × 16 at the upper left are red, and the rest is blue. */
const jpeg = Buffer.from(
  "/9j/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw" +
    "4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAgADADASIAAhEBAxEB/8QAFQAB" +
    "AQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAgG/8QAFBEBAAAAAAAAAAAAAAAAAA" +
    "AAAP/aAAwDAQACEQMRAD8Am4DDqoTwBZCPwAAAAAAAH//Z",
  "base64",
);

/** The JPEG with that EXIF orientation, and with a long segment before its size. */
function turnedJpeg(orientation) {
  const length = ballast.length + 2;
  const segment = Buffer.concat([Buffer.from([0xff, 0xef, length >> 8, length & 255]), ballast]);
  return turned(Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]), orientation);
}

/** A PNG whose left half is transparent and whose right half is green; `rows` may be cut short. */
function halfClear(width, height, rows = height) {
  const row = Buffer.alloc(1 + width * 4);
  for (let x = Math.floor(width / 2); x < width; x += 1) row.writeUInt32BE(0x00c000ff, 1 + x * 4);
  const size = { width, height, colours: RGBA };
  return pngOf(size, Buffer.concat(Array(rows).fill(row)), [chunk("noIs", ballast)]);
}

const turns = [1, 2, 3, 4, 5, 6, 7, 8];
const images = {
  ...Object.fromEntries(turns.map((n) => [`turn-${n}.jpg`, turnedJpeg(n)])),
  "alpha.png": halfClear(1200, 600),
  "small.png": halfClear(40, 20),
  "cut.png": halfClear(64, 64, 3),
};

/** A project with a case for each image, one of them twice; its answers fail nothing but what `failing` names. */
async function pictures(t, { files = images, failing = [] } = {}) {
  const names = Object.keys(files);
  const cases = [...names, names[0]].map((name, at) => {
    const vars = `vars: {photo: {image: images/${name}}}`;
    return `  - id: case-${at}\n    ${vars}\n    assert: [{contains: ${failing.includes(name) ? "never" : "yes"}}]\n`;
  });
  const answers = cases.map((_, at) => JSON.stringify({ case: `case-${at}`, answer: "yes" }));
  return project(t, {
    "sightline.yaml": "version: 1\nsuites: '*.suite.yaml'\nmodels: {m: {base_url: 'http://127.0.0.1:9', model: m}}\n",
    "pictures.suite.yaml": `suite: pictures\nprompts: {ask: "{{photo}}Is it so?"}\ncases:\n${cases.join("")}`,
    "answers.jsonl": answers.join("\n"),
    ...Object.fromEntries(names.map((name) => [`images/${name}`, files[name]])),
  });
}

/** The program at another place, where it finds no module. */
async function bareProgram(folder) {
  const bare = join(folder, "bin/sightline");
  await mkdir(dirname(bare));
  await cp(binary, bare);
  return (...args) =>
    new Promise((resolve) => {
      execFile(bare, args, { cwd: folder }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stderr }));
    });
}

const scoring = (...args) => ["score", "pictures.suite.yaml", "--answers", "answers.jsonl", ...args];

async function scored(folder, ...args) {
  const ended = await sightline(folder, ...scoring(...args));
  assert.ok(ended.code <= 1, ended.stderr);
  return { run: join(folder, "reports/latest"), ...ended };
}

const caseHash = (at) => `#case=${encodeURIComponent(`pictures/case-${at}#ask@m`)}`;

/** The picture of a case: what it is loaded from, its size, and the colours at the four corners. */
async function shown(page, at) {
  await page.goto(page.url().split("#")[0] + caseHash(at));
  await page.waitForFunction((id) => document.getElementById("case-title")?.textContent.endsWith(`/${id}`), `case-${at}`);
  await page.waitForFunction(() => document.querySelector("#case figure img")?.naturalWidth > 0);
  return page.evaluate(() => {
    const image = document.querySelector("#case figure img");
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const colour = (x, y) => {
      const [red, green, blue, alpha] = pen.getImageData(x, y, 1, 1).data;
      if (alpha < 40) return "clear";
      return red > 150 ? "red" : blue > 120 ? "blue" : green > 120 ? "green" : "other";
    };
    const corners = [colour(2, 2), colour(width - 3, 2), colour(2, height - 3), colour(width - 3, height - 3)];
    return { source: image.src.slice(0, 16), width, height, corners: corners.join(" ") };
  });
}

/** The lines of the page's pictures, as [digest, width, height, mime, length]. */
async function held(report) {
  const [, text] = (await readFile(report, "utf8")).match(/<template id="pictures">([^<]*)</);
  return text
    .split("\n")
    .slice(1)
    .map((line) => line.split(" "));
}

const withModule = await access(join(dirname(binary), "sightline_pictures.so")).then(
  () => true,
  () => false,
);
const module = { skip: !withModule && "this build has no module for images" };

test("the page alone shows thumbnails, upright and with what is transparent", module, async (t) => {
  const { run } = await scored(await pictures(t));
  await rename(join(run, "images"), join(run, "moved"));
  const page = await openReport(t, join(run, "report.html"), { isAlone: true });
  const corner = { 1: 0, 2: 1, 3: 3, 4: 2, 5: 0, 6: 1, 7: 3, 8: 2 };
  for (const n of turns) {
    const corners = ["blue", "blue", "blue", "blue"];
    corners[corner[n]] = "red";
    const [width, height] = n < 5 ? [48, 32] : [32, 48];
    const picture = await shown(page, n - 1);
    assert.deepEqual(picture, { source: "data:image/webp;", width, height, corners: corners.join(" ") }, `turn ${n}`);
  }
  const alpha = await shown(page, 8);
  assert.deepEqual(alpha, { source: "data:image/webp;", width: 512, height: 256, corners: "clear green clear green" });
  assert.match(await page.locator("#case figcaption").first().innerText(), /1,200 × 600/);
  await page.getByText("The original is not beside the report; this is its thumbnail, enlarged.").waitFor();
});

test("the original is asked for where it is shown larger than its thumbnail, unless that is the image itself", module, async (t) => {
  // A WebP too, as thumbnails are.
  const { run: before } = await scored(await pictures(t, { files: { "turn-1.jpg": images["turn-1.jpg"] } }));
  const thumbnails = join(before, "images/thumbs");
  const webp = await readFile(join(thumbnails, (await readdir(thumbnails))[0]));
  const { run } = await scored(await pictures(t, { files: { ...images, "own.jpg": jpeg, "own.webp": webp } }));
  const page = await openReport(t, join(run, "report.html"), { size: { width: 1300, height: 800 } });
  const asked = [];
  page.on("request", (request) => request.url().startsWith("file:") && asked.push(request.url()));
  const opened = (number) => page.goto(page.url().split("#")[0] + caseHash(number));

  for (const [number, type] of [
    [11, "jpeg"],
    [12, "webp"],
  ]) {
    await opened(number);
    await page.waitForFunction((type) => {
      const image = document.querySelector("#case figure img");
      const isEnlarged = image?.getBoundingClientRect().width > 1.1 * image?.naturalWidth;
      return isEnlarged && image.naturalWidth === 48 && image.src.startsWith(`data:image/${type};`);
    }, type);
  }
  for (const [number, width, end] of [
    [8, 1200, ".png"],
    [0, 48, ".jpg"],
  ]) {
    await opened(number);
    await page.waitForFunction(
      ([width, end]) => {
        const image = document.querySelector("#case figure img");
        return image?.naturalWidth === width && image.src.endsWith(end);
      },
      [width, end],
    );
  }
  assert.equal(asked.filter((url) => url.includes("/images/")).length, 2);
});

test("each image is in the page once, and what failed comes first", module, async (t) => {
  const { run } = await scored(await pictures(t, { failing: ["alpha.png"] }));
  const lines = await held(join(run, "report.html"));
  assert.equal(lines.length, new Set(lines.map(([digest]) => digest)).size);
  assert.equal(lines.length, Object.keys(images).length);
  assert.deepEqual(lines[0].slice(1, 4), ["1200", "600", "image/webp"]);
  assert.ok(lines.every(([, width, height]) => width > 0 && height > 0));
});

test("a cut image has no thumbnail, and the page says where it is", module, async (t) => {
  const { run } = await scored(await pictures(t, { files: { "cut.png": images["cut.png"] } }));
  const [[digest, , , ...data]] = await held(join(run, "report.html"));
  assert.deepEqual(data, []);
  const page = await openReport(t, join(run, "report.html"), { hash: caseHash(0) });
  assert.match(await page.locator("#pictures-told").innerText(), /^1 of its 1 images are not in the page, but in the/);
  const link = await page.locator("#case figure a").first().getAttribute("href");
  assert.equal(link, `images/${digest}.png`);
  await access(join(run, link));
  assert.deepEqual(await violations(page), []);
});

test("a report is the same with the module and without, and without it a run ends as well", module, async (t) => {
  const folder = await pictures(t);
  const { run } = await scored(folder);
  const whole = await readFile(join(run, "report.html"));
  const bare = await bareProgram(folder);
  for (const render of [(...args) => sightline(folder, ...args), bare]) {
    const ended = await render("report", "latest", "--format", "html");
    assert.equal(ended.code, 0, ended.stderr);
    assert.ok(whole.equals(await readFile(join(run, "report.html"))));
  }
  const ended = await bare(...scoring("--out", "bare"));
  assert.equal(ended.code, 0, ended.stderr);
  assert.equal((await readdir(join(folder, "bare/images"))).length, Object.keys(images).length);
  assert.ok((await held(join(folder, "bare/report.html"))).every((line) => line.length === 3));
});

test("thumbnails of an earlier run are taken over, and need no module", module, async (t) => {
  const folder = await pictures(t);
  const thumbs = await readdir(join((await scored(folder)).run, "images/thumbs"));
  assert.ok(thumbs.length > 8);
  const ended = await (await bareProgram(folder))(...scoring());
  assert.equal(ended.code, 0, ended.stderr);
  assert.deepEqual(await readdir(join(folder, "reports/latest/images/thumbs")), thumbs);
});

test("--images thumbs keeps the thumbnails and drops the originals", module, async (t) => {
  const files = { "alpha.png": images["alpha.png"], "turn-6.jpg": images["turn-6.jpg"] };
  const { run } = await scored(await pictures(t, { files }), "--images", "thumbs");
  assert.deepEqual(await readdir(join(run, "images")), ["thumbs"]);
  const page = await openReport(t, join(run, "report.html"));
  assert.match(await page.locator("#pictures-told").innerText(), /the originals were not kept/);
  assert.equal((await shown(page, 1)).corners, "blue red blue blue");
  assert.equal(await page.locator("#case figure a").count(), 0);
});

test("--images none leaves no image and no data of one behind", async (t) => {
  const { run } = await scored(await pictures(t), "--images", "none");
  assert.deepEqual((await readdir(run)).filter((name) => name === "images"), []);
  assert.equal((await logOf(run))[0].images, "none");
  const log = await readFile(join(run, "run.jsonl"), "utf8");
  assert.ok(log.includes("sha256:") && !log.includes("data:") && !log.includes("base64"));
  const page = await openReport(t, join(run, "report.html"), { hash: caseHash(0) });
  assert.equal(await page.locator("#pictures-told").innerText(), "The run kept no images.");
  await page.waitForSelector("#case .absent");
  assert.equal(await page.locator("#case figure img").count(), 0);
});

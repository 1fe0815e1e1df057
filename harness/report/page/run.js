// The run that the page carries: deflated JSON lines in base64. The first line is the head; each unit has two more, its
// row of the table, and its repeats with the requests that they sent, which is read when it is asked for.

export class Run {
  #details;
  #images;

  constructor(lines) {
    this.head = JSON.parse(lines[0]);
    const rows = [];
    this.#details = [];
    for (let at = 1; at + 1 < lines.length; at += 2) {
      rows.push(lines[at]);
      this.#details.push(lines[at + 1]);
    }
    this.units = JSON.parse(`[${rows.join(",")}]`);
    this.units.forEach((unit, index) => {
      unit.index = index;
      unit.name = unitName(unit);
    });
    this.#images = new Map(this.head.images.map((file) => [file.split(".")[0], file]));
  }

  /** Index of the unit of that name, or -1. */
  find(name) {
    return this.units.findIndex((unit) => unit.name === name);
  }

  /** A unit's `repeats`, its `requests` by key, and the command that is its `rerun`. */
  detail(index) {
    return JSON.parse(this.#details[index]);
  }

  /** Path of an image beside the page, or "" where the run kept none of that digest. */
  image(digest) {
    const file = this.#images.get(digest);
    return /^[0-9a-f]{64}\.[a-z]{3,4}$/.test(file ?? "") ? `images/${file}` : "";
  }
}

/** "receipts/cafe#terse@qwen3-vl-32b", as every selector of the command line takes it. */
function unitName({ suite, case: id, prompt, model }) {
  return `${suite}/${id}${prompt && `#${prompt}`}${model && `@${model}`}`;
}

/** Reads the run out of the page. Throws an Error whose message tells a person what to do. */
export async function readRun(text) {
  if (typeof DecompressionStream === "undefined") {
    throw new Error(
      "This browser cannot unpack the report's data (it has no DecompressionStream). Open the page in " +
        "Chrome or Edge 123, Firefox 120, Safari 17.5, or anything newer.",
    );
  }
  let lines;
  try {
    lines = (await inflate(text)).split("\n");
  } catch {
    throw new Error(
      "The report's data is damaged: the file may have been cut. Write it again with `sightline report`.",
    );
  }
  return new Run(lines);
}

function inflate(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

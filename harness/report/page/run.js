// The run that the page carries: deflated JSON lines in base64. The first line is the head; each unit has two more, its
// row of the table, and its repeats with the requests that they sent, which is read when it is asked for.

import { Pictures } from "./pictures.js";

class Run {
  #details;
  #pictures;
  /** Whether the answers of all units were read, for searches in them. */
  isRead = false;

  constructor(lines, pictures) {
    const { head, rows, details } = unpacked(lines);
    this.head = head;
    this.units = rows;
    this.#details = details;
    this.#pictures = new Pictures(pictures, this.head.images);
  }

  /** Index of the unit of that name, or -1. */
  find(name) {
    return this.units.findIndex((unit) => unit.name === name);
  }

  /** A unit's `repeats`, its `requests` by key, and the command that is its `rerun`. */
  detail(index) {
    return JSON.parse(this.#details[index]);
  }

  /** Whether a unit has the very detail that another one has in `other`. */
  hasSameDetail(index, other, otherIndex) {
    return this.#details[index] === other.#details[otherIndex];
  }

  /**
   * What the run knows of the image of that digest: `thumbnail` ("data:…"), `original` (its path beside the page), each ""
   * where there is none, `isMade`, whether the thumbnail is another image than that, and `width` and `height` as it is displayed, 0 where they are not known. Null: nothing.
   */
  picture(digest) {
    return this.#pictures.of(digest);
  }

  /** What the page does not hold of the images, in a sentence, or "". */
  get picturesTold() {
    return this.#pictures.told(this.head.run.images ?? "full");
  }
}

/**
 * What a page's lines hold: the `head`, and of each unit a row, with its `index` and `name`, and a text with its details,
 * "" where the page does not hold them.
 */
export function unpacked(lines) {
  const texts = [];
  const details = [];
  for (let at = 1; at + 1 < lines.length; at += 2) {
    texts.push(lines[at]);
    details.push(lines[at + 1]);
  }
  const rows = JSON.parse(`[${texts.join(",")}]`);
  rows.forEach((row, index) => {
    row.index = index;
    row.name = unitName(row);
  });
  return { head: JSON.parse(lines[0]), rows, details };
}

/** "receipts/cafe#terse@qwen3-vl-32b", as every selector of the command line takes it. */
export function unitName({ suite, case: id, prompt, model }) {
  return `${suite}/${id}${prompt && `#${prompt}`}${model && `@${model}`}`;
}

/**
 * Reads the run out of the page, from the texts of its data and of its pictures. Throws an Error whose message tells a
 * person what to do.
 */
export async function readRun(text, pictures = "") {
  return new Run(await readLines(text), pictures);
}

/** The lines that a page carries. Throws as readRun() does. */
export async function readLines(text) {
  if (typeof DecompressionStream === "undefined") {
    throw new Error(
      "This browser cannot unpack the report's data (it has no DecompressionStream). Open the page in " +
        "Chrome or Edge 123, Firefox 120, Safari 17.5, or anything newer.",
    );
  }
  try {
    return (await inflate(text)).split("\n");
  } catch {
    throw new Error(
      "The report's data is damaged: the file may have been cut. Write it again with `sightline report`.",
    );
  }
}

function inflate(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

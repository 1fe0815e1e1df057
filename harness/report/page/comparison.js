// The comparison that compare.html carries: a head, and for each unit that both sides have its row and, where the page
// holds them, the repeats and requests of both sides, which are read when they are asked for.

import { Pictures } from "./pictures.js";
import { readLines, unpacked } from "./run.js";

/**
 * What the table and the view of a pair are made of: `sides` are the names of both, `shortSides` those for headings,
 * `pairs` the rows, each with `index`, `name`, `fate`, `base` and `candidate`.
 */
class Comparison {
  #details;
  #pictures;

  constructor(lines, pictures) {
    const { head, rows, details } = unpacked(lines);
    this.head = head;
    this.pairs = rows;
    this.#details = details;
    this.sides = [this.head.words.base, this.head.words.candidate];
    this.shortSides = this.head.comparison.axis === "runs" ? ["Base", "Candidate"] : this.sides;
    this.#pictures = new Pictures(pictures, this.head.images);
  }

  find(name) {
    return this.pairs.findIndex((pair) => pair.name === name);
  }

  /** True where the page holds what was asked and answered. */
  holds(index) {
    return this.#details[index] !== "";
  }

  /** `{ base, candidate }`, each `{ repeats, requests }` or null; null where the page does not hold them. */
  detail(index) {
    return this.holds(index) ? JSON.parse(this.#details[index]) : null;
  }

  /** As Run.picture(). */
  picture(digest) {
    return this.#pictures.of(digest);
  }
}

/** Reads the comparison out of the page. Throws an Error whose message tells a person what to do. */
export async function readComparison(text, pictures) {
  return new Comparison(await readLines(text), pictures);
}

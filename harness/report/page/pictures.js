// The images of a run: thumbnails that stand in the page, and the files beside it that they were made of.

import { count } from "./format.js";

export class Pictures {
  #known = new Map();

  /**
   * `text` has a line for each image, "SHA256 WIDTH HEIGHT MIME BASE64", and "made" where that is not the image itself; of
   * one that the page does not hold the line ends behind its size. `files` are the names of those that lie in the folder
   * `images` beside the page.
   */
  constructor(text, files) {
    for (const line of text.split("\n")) {
      const [digest, width, height, mime, data, made] = line.split(" ");
      if (!isDigest(digest)) continue;
      const thumbnail = thumbnailOf(mime, data);
      this.#known.set(digest, { thumbnail, isMade: made === "made", original: "", width: +width, height: +height });
    }
    for (const file of files) this.#addFile(file);
  }

  /** `{ thumbnail, isMade, original, width, height }`, or null where nothing is known of that digest. */
  of(digest) {
    return this.#known.get(digest) ?? null;
  }

  /** What the page does not hold of them, in a sentence; `kept` is what was asked for with --images. */
  told(kept) {
    if (kept === "none") return "The run kept no images.";
    const all = [...this.#known.values()];
    const absent = all.filter((picture) => !picture.thumbnail).length;
    return [
      absent > 0 && `${count(absent)} of its ${count(all.length)} images are not in the page, but in the folder images beside it.`,
      kept === "thumbs" && all.length > 0 && "Of large images it has thumbnails; the originals were not kept.",
    ]
      .filter(Boolean)
      .join(" ");
  }

  #addFile(file) {
    if (!/^[0-9a-f]{64}\.[a-z]{3,4}$/.test(file)) return;
    const digest = file.slice(0, 64);
    const known = this.#known.get(digest) ?? { thumbnail: "", isMade: false, width: 0, height: 0 };
    this.#known.set(digest, { ...known, original: `images/${file}` });
  }
}

const isDigest = (text) => /^[0-9a-f]{64}$/.test(text);

function thumbnailOf(mime, data) {
  return /^image\/(png|jpeg|gif|webp)$/.test(mime ?? "") && data ? `data:${mime};base64,${data}` : "";
}

// What a viewer shows of an image: its thumbnail, the original in its place where more is to be seen, or an empty grid.

import { element } from "./element.js";

/** From this many CSS pixels on, a pixel of the image is shown as a square. */
const PIXELATED_FROM = 4;

/**
 * Content for a viewer: its `node`, whether there is a picture (`isThere`), and `setScale`, to be told how many CSS
 * pixels a pixel of the image takes. `onSize` is called when the image's size becomes known, `onTrouble` with a
 * sentence.
 */
export function pictureContent(picture, size, name, { onSize, onTrouble }) {
  const source = picture?.thumbnail || picture?.original;
  if (!source) return { node: emptyGrid(name), isThere: false, setScale() {} };
  const holder = element("div", { class: "picture-content" });
  const isKnown = picture.width > 0;
  const image = element("img", {
    src: source,
    alt: name,
    loading: "lazy",
    draggable: "false",
    onload: () => {
      if (!isKnown) onSize({ width: image.naturalWidth, height: image.naturalHeight });
      askWhereMoreIsSeen();
    },
    onerror: () => {
      holder.replaceChildren(emptyGrid(name));
      onTrouble("The file of this image is not beside the report.");
    },
  });
  holder.append(image);
  let asked = !picture.thumbnail || !picture.original || !picture.isMade;
  let shown = 0;
  const askWhereMoreIsSeen = () => {
    const held = image.naturalWidth;  // 0 until the thumbnail is read.
    if (asked || held === 0 || shown <= held * 1.05) return;
    asked = true;
    const original = element("img", {
      alt: name,
      draggable: "false",
      class: image.className,
      onload: () => image.replaceWith(original),
      onerror: () => onTrouble("The original is not beside the report; this is its thumbnail, enlarged."),
      src: picture.original,
    });
  };
  return {
    node: holder,
    isThere: true,
    setScale(scale) {
      holder.classList.toggle("is-pixelated", scale >= PIXELATED_FROM);
      shown = size.width * scale * devicePixelRatio;
      askWhereMoreIsSeen();
    },
  };
}

function emptyGrid(name) {
  return element("div", { class: "empty-grid", role: "img", "aria-label": `${name} (not kept)` });
}

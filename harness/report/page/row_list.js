// Rows of a table. Of a long one only those near the window are there, between two rows that take the room of all
// others; a short one is there whole, so that the browser's own search finds what is in it.

import { element } from "./element.js";

const SHORT = 200;
const BEYOND = 8;

export class RowList {
  #body;
  #makeRow;
  #items = [];
  #rows = new Map();
  #height = 52;
  #above;
  #below;
  #measured = false;
  #awaited = 0;
  #closing = new AbortController();

  /** `makeRow(item, position)` gives a `<tr>` of so many cells; all rows are of one height. */
  constructor(body, cells, makeRow) {
    this.#body = body;
    this.#makeRow = makeRow;
    this.#above = spacer(cells);
    this.#below = spacer(cells);
    const { signal } = this.#closing;
    addEventListener("scroll", () => this.#renderSoon(), { passive: true, signal });
    addEventListener("resize", () => this.#measureSoon(), { signal });
    addEventListener("beforeprint", () => this.#place(0, this.#items.length), { signal });
    addEventListener("afterprint", () => this.render(), { signal });
  }

  /** Listens to the window no more: another list takes its place. */
  close() {
    this.#closing.abort();
  }

  /** Exchanges all rows. */
  show(items) {
    this.#items = items;
    this.#rows.clear();
    this.#body.replaceChildren(this.#above, this.#below);
    this.render();
  }

  render() {
    if (this.#items.length <= SHORT) return this.#place(0, this.#items.length);
    if (this.#body.offsetParent === null) return;
    if (!this.#measured) this.#measure();
    const top = -this.#body.getBoundingClientRect().top;
    const first = Math.floor(top / this.#height) - BEYOND;
    const last = Math.ceil((top + innerHeight) / this.#height) + BEYOND;
    this.#place(this.#clamped(first), this.#clamped(last));
  }

  /** Brings a row into the window and gives it. */
  reveal(position) {
    if (!this.#measured) this.#measure();
    const top = this.#body.getBoundingClientRect().top + position * this.#height;
    const head = this.#body.parentElement.tHead.offsetHeight;
    if (top < head) scrollBy(0, top - head - this.#height);
    else if (top + this.#height > innerHeight) scrollBy(0, top + 2 * this.#height - innerHeight);
    this.render();
    return this.#rows.get(position);
  }

  /** Scrolls until a row begins that far below the window's upper edge. */
  bringTo(position, top) {
    if (!this.#measured) this.#measure();
    scrollBy(0, Math.round(this.#body.getBoundingClientRect().top + position * this.#height - top));
    this.render();
  }

  /** The row at that place, where it is in the document. */
  at(position) {
    return this.#rows.get(position);
  }

  #clamped(position) {
    return Math.min(Math.max(position, 0), this.#items.length);
  }

  #measureSoon() {
    this.#measured = false;
    this.#renderSoon();
  }

  #renderSoon() {
    if (this.#awaited) return;
    this.#awaited = requestAnimationFrame(() => {
      this.#awaited = 0;
      this.render();
    });
  }

  /** The height is the style sheet's: it changes with the width of the window and the size of the type. */
  #measure() {
    if (this.#rows.size === 0 && this.#items.length > 0) this.#place(0, 1);
    const [row] = this.#rows.values();
    const height = row?.getBoundingClientRect().height;
    if (!height) return;
    this.#height = height;
    this.#measured = true;
  }

  #place(first, last) {
    for (const [position, row] of this.#rows) {
      if (position >= first && position < last) continue;
      row.remove();
      this.#rows.delete(position);
    }
    let next = this.#above.nextSibling;
    for (let position = first; position < last; position += 1) {
      const row = this.#rowAt(position);
      if (row === next) next = row.nextSibling;
      else this.#body.insertBefore(row, next);
    }
    stretch(this.#above, first * this.#height);
    stretch(this.#below, (this.#items.length - last) * this.#height);
  }

  #rowAt(position) {
    if (!this.#rows.has(position)) this.#rows.set(position, this.#makeRow(this.#items[position], position));
    return this.#rows.get(position);
  }
}

function spacer(cells) {
  return element("tr", { class: "spacer", "aria-hidden": "true", hidden: true }, element("td", { colspan: cells }));
}

function stretch(row, height) {
  row.hidden = height <= 0;
  row.firstChild.style.height = `${Math.max(height, 0)}px`;
}

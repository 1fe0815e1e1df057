// Text that a model, a server or a suite's author wrote, shown as what it is.

import { element } from "./element.js";

// Control characters but tab and line feed, marks that turn the direction of what follows, and marks without width.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const MOST_CHARACTERS = 3000;
const MOST_LINES = 40;

/** A text as nodes, in which characters that cannot be seen, or that reorder others, stand as their code points. */
export function visible(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(HIDDEN)) {
    nodes.push(text.slice(from, found.index), element("span", { class: "control-character" }, nameOf(found[0])));
    from = found.index + found[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}

/** The same as a text, for places that take no elements. */
export function visibleText(text) {
  return text.replace(HIDDEN, nameOf);
}

function nameOf(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A block of foreign text with its line breaks. A long one is cut, with a button for the rest. */
export function textBlock(text, className = "") {
  const block = element("div", { class: `foreign ${className}`.trim(), dir: "auto" });
  const shown = beginning(text);
  block.append(...visible(shown));
  if (shown.length === text.length) return block;
  const showAll = () => block.replaceChildren(...visible(text));
  block.append(
    "… ",
    element(
      "button",
      { type: "button", class: "quiet", onclick: showAll },
      `Show all ${text.length.toLocaleString("en")} characters`,
    ),
  );
  return block;
}

/** As much of a text as is read at a glance; all of it where only a little would be left out. */
function beginning(text) {
  const lines = text
    .split("\n", MOST_LINES + 1)
    .slice(0, MOST_LINES)
    .join("\n");
  const shown = lines.length > MOST_CHARACTERS ? lines.slice(0, cutBefore(lines, MOST_CHARACTERS)) : lines;
  return shown.length * 1.25 > text.length ? text : shown;
}

/** `at`, or one less where a cut there would part a surrogate pair. */
export function cutBefore(text, at) {
  const next = text.charCodeAt(at);
  return next >= 0xdc00 && next < 0xe000 ? at - 1 : at;
}

/** Foreign text within a line: it cannot change the order of what stands around it. */
export function inline(text, attributes = {}) {
  return element("bdi", attributes, visible(text));
}

/** JSON for reading, or the text itself where it is none. */
export function prettyJson(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** True for what is read more easily in type of one width: JSON, and blocks between fences. */
export function isCode(text) {
  return /^\s*(```|[[{])/.test(text);
}

// What Markdown marks within a paragraph: emphasis, code, links and images, both of them as text.

import { element } from "./element.js";
import { inline, visible } from "./text.js";

const LONGEST_MARKED = 20_000;
const MOST_OPEN = 20;
const LONGEST_LABEL = 1000;
const LONGEST_ADDRESS = 2000;
const ELEMENT_OF = { "**": "strong", __: "strong", "*": "em", _: "em", "~~": "s" };

/** The nodes of a paragraph's text. One that is longer than any that people write stays as it is. */
export function markdownInline(text) {
  if (text.length > LONGEST_MARKED) return visible(text);
  return new InlineReader(text).read();
}

class InlineReader {
  #text;
  #at = 0;
  #plain = "";
  #frames = [{ mark: "", nodes: [] }];
  #unclosed = new Set();

  constructor(text) {
    this.#text = text;
  }

  read() {
    while (this.#at < this.#text.length) this.#step();
    this.#flush();
    while (this.#frames.length > 1) this.#giveUp();
    return this.#frames[0].nodes;
  }

  #step() {
    const character = this.#text[this.#at];
    if (character === "\\" && /[!-/:-@[-`{-~]/.test(this.#text[this.#at + 1] ?? "")) {
      this.#plain += this.#text[this.#at + 1];
      this.#at += 2;
    } else if (character === "`") this.#code();
    else if (character === "[") this.#link(false);
    else if (this.#text.startsWith("![", this.#at)) this.#link(true);
    else if (character === "*" || character === "_" || character === "~") this.#emphasis(character);
    else {
      this.#plain += character;
      this.#at += 1;
    }
  }

  #put(node) {
    this.#flush();
    this.#frames.at(-1).nodes.push(node);
  }

  #flush() {
    if (this.#plain === "") return;
    this.#frames.at(-1).nodes.push(...visible(this.#plain));
    this.#plain = "";
  }

  #code() {
    const mark = /`+/.exec(this.#text.slice(this.#at, this.#at + 100))[0];
    const end = this.#unclosed.has(mark) ? -1 : this.#text.indexOf(mark, this.#at + mark.length);
    if (end < 0) {
      this.#unclosed.add(mark);
      this.#plain += mark;
      this.#at += mark.length;
      return;
    }
    this.#put(element("code", {}, visible(this.#text.slice(this.#at + mark.length, end).trim())));
    this.#at = end + mark.length;
  }

  /** A link is its text and its address; nothing leads there. */
  #link(isImage) {
    const begin = this.#at + (isImage ? 2 : 1);
    const middle = this.#near("](", begin, LONGEST_LABEL);
    const end = middle < 0 ? -1 : this.#addressEnd(middle + 2);
    if (end < 0) {
      this.#plain += this.#text.slice(this.#at, begin);
      this.#at = begin;
      return;
    }
    const label = this.#text.slice(begin, middle);
    const address = this.#text.slice(middle + 2, end);
    const shown = [inline(label), " (", inline(address, { class: "markdown-address" }), ")"];
    this.#put(element("span", {}, isImage ? ["[image: ", shown, "]"] : shown));
    this.#at = end + 1;
  }

  /** Where the bracket closes that opened before `from`; -1 where none does. */
  #addressEnd(from) {
    let depth = 1;
    for (let at = from; at < Math.min(from + LONGEST_ADDRESS, this.#text.length); at += 1) {
      if (this.#text[at] === "(") depth += 1;
      if (this.#text[at] === ")") depth -= 1;
      if (depth === 0) return at;
    }
    return -1;
  }

  #near(sought, from, within) {
    const at = this.#text.slice(from, from + within).indexOf(sought);
    return at < 0 ? -1 : from + at;
  }

  #emphasis(character) {
    const doubled = this.#text[this.#at + 1] === character;
    const mark = doubled ? character.repeat(2) : character;
    const before = this.#text[this.#at - 1] ?? " ";
    const after = this.#text[this.#at + mark.length] ?? " ";
    this.#at += mark.length;
    const isInWord = character === "_" && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    const open = this.#frames.findLastIndex((frame) => frame.mark === mark);
    if (!ELEMENT_OF[mark] || isInWord) this.#plain += mark;
    else if (open > 0 && /\S/.test(before)) this.#close(open);
    else if (/\S/.test(after) && this.#frames.length < MOST_OPEN) {
      this.#flush();
      this.#frames.push({ mark, nodes: [] });
    } else this.#plain += mark;
  }

  #close(open) {
    this.#flush();
    while (this.#frames.length > open + 1) this.#giveUp();
    const { mark, nodes } = this.#frames.pop();
    this.#frames.at(-1).nodes.push(element(ELEMENT_OF[mark], {}, nodes));
  }

  /** The innermost mark opens nothing after all. */
  #giveUp() {
    const { mark, nodes } = this.#frames.pop();
    this.#frames.at(-1).nodes.push(mark, ...nodes);
  }
}

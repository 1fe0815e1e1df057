// Markdown as elements, for reading: no markup of the text's own is made, no address is followed and no image loaded.

import { element } from "./element.js";
import { markdownInline } from "./markdown_inline.js";
import { visible } from "./text.js";

const MOST_LEVELS = 12;
const LONGEST_STRUCTURE = 5000;
const SAMPLED = 20_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?: (.*))?$/;
const RULE = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}|$)/;
const SIGNS = [/^ {0,3}#{1,6} \S/m, /^ {0,3}(?:[-*+]|\d{1,3}[.)]) \S/m, /^ {0,3}(?:```|~~~)/m, /\*\*[^*\n]{1,200}\*\*/];
SIGNS.push(/`[^`\n]{1,200}`/, /\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)/, /^ {0,3}> \S/m, /^ {0,3}\|? {0,20}:?-{3,}/m);

/** True where a text has marks that Markdown would take away. */
export function looksLikeMarkdown(text) {
  const sample = text.slice(0, SAMPLED);
  return SIGNS.some((sign) => sign.test(sample));
}

/** The text rendered: elements and text nodes alone. */
export function markdownView(text) {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n");
  return element("div", { class: "markdown", dir: "auto" }, markdownBlocks(lines, 0));
}

/** The blocks of some lines. What is nested deeper than anyone writes stays text. */
function markdownBlocks(lines, level) {
  if (level > MOST_LEVELS) return [element("p", {}, visible(lines.join("\n")))];
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at, level);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

/** The block that begins at a line, and the line after it. */
function blockAt(lines, at, level) {
  const line = lines[at];
  if (line.trim() === "") return [null, at + 1];
  if (line.length > LONGEST_STRUCTURE) return paragraph(lines, at);
  if (FENCE.test(line)) return fencedCode(lines, at);
  const heading = HEADING.exec(line);
  if (heading) {
    const text = markdownInline((heading[2] ?? "").replace(/ +#+ *$/, ""));
    return [element("p", { class: `markdown-heading of-${heading[1].length}` }, text), at + 1];
  }
  if (RULE.test(line)) return [element("hr"), at + 1];
  if (QUOTE.test(line)) return quoteBlock(lines, at, level);
  if (ITEM.test(line)) return listBlock(lines, at, level);
  if (isTable(lines, at)) return tableBlock(lines, at);
  return paragraph(lines, at);
}

function fencedCode(lines, at) {
  const mark = FENCE.exec(lines[at])[1];
  let end = at + 1;
  while (end < lines.length && !isFenceEnd(lines[end], mark)) end += 1;
  const code = element("code", { class: "foreign code" }, visible(lines.slice(at + 1, end).join("\n")));
  return [element("pre", { tabindex: "0", role: "group", "aria-label": "Code" }, code), end + 1];
}

/** As long as the mark that opened it, or longer, and nothing after it. */
function isFenceEnd(line, mark) {
  const found = FENCE.exec(line)?.[1];
  return found !== undefined && found.startsWith(mark) && line.trim() === found;
}

function quoteBlock(lines, at, level) {
  const inner = [];
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) inner.push(lines[end++].replace(QUOTE, ""));
  return [element("blockquote", {}, markdownBlocks(inner, level + 1)), end];
}

function listBlock(lines, at, level) {
  const isOrdered = (line) => /\d/.test(ITEM.exec(line)[2]);
  const ordered = isOrdered(lines[at]);
  const items = [];
  let next = at;
  while (next < lines.length && ITEM.test(lines[next]) && isOrdered(lines[next]) === ordered) {
    if (RULE.test(lines[next])) break;
    const [inner, end] = itemLines(lines, next);
    items.push(element("li", {}, tightened(markdownBlocks(inner, level + 1))));
    next = end;
  }
  if (items.length === 0) return paragraph(lines, at);
  const first = Number.parseInt(ITEM.exec(lines[at])[2], 10);
  return [ordered ? element("ol", { start: first === 1 ? null : first }, items) : element("ul", {}, items), next];
}

/** The lines of one item without its mark, and the line after it. */
function itemLines(lines, at) {
  const mark = ITEM.exec(lines[at]);
  const inner = [lines[at].slice(mark[0].length)];
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end];
    const indent = line.length - line.trimStart().length;
    if (line.trim() === "") {
      if (!/^ {2,}\S/.test(lines[end + 1] ?? "")) break;
    } else if (indent < 2 && (ITEM.test(line) || startsBlock(line) || lines[end - 1].trim() === "")) break;
    inner.push(indent >= 2 ? line.slice(Math.min(indent, mark[0].length)) : line);
  }
  while (end < lines.length && lines[end].trim() === "") end += 1;
  return [inner, end];
}

/** An item of one paragraph is that paragraph's text. */
function tightened(blocks) {
  const [first, ...rest] = blocks;
  if (first?.tagName !== "P" || first.className !== "") return blocks;
  return [[...first.childNodes], rest];
}

const startsBlock = (line) => FENCE.test(line) || HEADING.test(line) || QUOTE.test(line);

function isTable(lines, at) {
  const next = lines[at + 1];
  if (next === undefined || next.length > LONGEST_STRUCTURE || !lines[at].includes("|")) return false;
  const cells = cellsOf(next);
  return cells.every((cell) => /^:?-+:?$/.test(cell)) && cells.length === cellsOf(lines[at]).length;
}

function cellsOf(line) {
  const inner = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function tableBlock(lines, at) {
  const heads = cellsOf(lines[at]);
  let end = at + 2;
  const rows = [];
  while (end < lines.length && lines[end].trim() !== "" && lines[end].length <= LONGEST_STRUCTURE) {
    if (!lines[end].includes("|")) break;
    const cells = cellsOf(lines[end++]);
    rows.push(heads.map((_, column) => element("td", {}, markdownInline(cells[column] ?? ""))));
  }
  const head = heads.map((cell) => element("th", { scope: "col" }, markdownInline(cell)));
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, rows.map((cells) => element("tr", {}, cells))),
  );
  return [element("div", { class: "scrolled", tabindex: "0", role: "group", "aria-label": "Table" }, table), end];
}

function paragraph(lines, at) {
  let end = at + 1;
  const goesOn = (line) => line.trim() !== "" && !startsBlock(line) && !ITEM.test(line) && !RULE.test(line);
  while (end < lines.length && goesOn(lines[end]) && !isTable(lines, end)) end += 1;
  return [element("p", {}, markdownInline(lines.slice(at, end).join("\n"))), end];
}

// What differs between two texts: by words, and where texts are long by lines first. The work is bounded whatever the
// texts are; what is too different stands there whole, twice.

import { joined, sequenceDiff } from "./edits.js";
import { element } from "./element.js";
import { count } from "./format.js";
import { cutBefore, visible } from "./text.js";

const MOST_STEPS = 2_000_000;
const MOST_CHARACTERS_BY_WORDS = 40_000;
const MOST_LINES_COMPARED = 40_000;
const LONGEST_WORD = 500;
const LONGEST_WAY_BACK = 2000;

// Scripts that part words by no space: each of their characters is a word.
const SPACELESS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => `\\p{Script=${script}}`)
  .join("");
const MARKS = "[\\p{M}\\p{Emoji_Modifier}\\u200c]*(?:\\u200d[^\\s\\p{M}]?[\\p{M}\\p{Emoji_Modifier}]*)*";
const IN_WORD = `(?![${SPACELESS}])[\\p{L}\\p{N}_]${MARKS}`;
const IN_NUMBER = "(?<=\\p{N})[.,](?=\\p{N})";
const WORD = new RegExp(
  `\\r\\n|\\s(?!\\p{M})|\\p{RI}\\p{RI}|(?:${IN_WORD}|${IN_NUMBER}){1,${LONGEST_WORD}}|[^]${MARKS}`,
  "gu",
);
const LINE = /[^\n]*\n|[^\n]+/g;

const LONGEST_SAME = 1200;
const KEPT_OF_SAME = 300;
const LONGEST_CHANGE = 6000;
const MOST_PARTS = 600;
// White space that would not be seen: alone, in runs, or other than a space.
const UNSEEN_SPACE = /\r\n|[^\S ]| {2,}|^ +$/g;
const SPACE_SIGNS = { " ": "·", "\t": "→\t", "\n": "↵\n", "\r\n": "␍↵\n", "\r": "␍" };

/**
 * What leads from one text to another: a list of { kind, text } with kind "same", "gone" or "come". All that is same or
 * gone, joined, is `before`; all that is same or come is `after`. No two neighbours are of one kind, and what came in
 * the place of what is gone follows it.
 */
export function wordDiff(before, after) {
  const [head, tail] = commonEnds(before, after);
  const budget = { steps: MOST_STEPS };
  const old = before.slice(head, before.length - tail);
  const young = after.slice(head, after.length - tail);
  return readable([
    { kind: "same", text: before.slice(0, head) },
    ...(byWords(old, young, budget) ?? byLines(old, young, budget) ?? bothWhole(old, young)),
    { kind: "same", text: before.slice(before.length - tail) },
  ]);
}

/** Lengths of the equal beginning and the equal end, both cut at white space, where words end for sure. */
function commonEnds(before, after) {
  if (before === after) return [before.length, 0];
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  const head = backToCut(same, (at) => isCut(before, at) && isCut(after, at));
  const [last, lastOfAfter] = [before.length - 1, after.length - 1];
  same = 0;
  while (same < most - head && before.charCodeAt(last - same) === after.charCodeAt(lastOfAfter - same)) same += 1;
  return [head, backToCut(same, (at) => isCut(before, last + 1 - at) && isCut(after, lastOfAfter + 1 - at))];
}

/** The nearest length at or below `same` that cuts; 0 where none is near. */
function backToCut(same, cuts) {
  for (let at = same; at > Math.max(same - LONGEST_WAY_BACK, 0); at -= 1) {
    if (cuts(at)) return at;
  }
  return 0;
}

/** True at the end, and before a white space that is no part of what stands before it. */
function isCut(text, at) {
  return at === text.length || (/\s/.test(text[at]) && !(text[at] === "\n" && text[at - 1] === "\r"));
}

function bothWhole(before, after) {
  return [
    { kind: "gone", text: before },
    { kind: "come", text: after },
  ];
}

/** null where the texts are too long or too different for the budget. */
function byWords(before, after, budget) {
  if (before === "" || after === "") return bothWhole(before, after);
  if (before.length + after.length > MOST_CHARACTERS_BY_WORDS) return null;
  return sequenceDiff(before.match(WORD), after.match(WORD), budget);
}

function byLines(before, after, budget) {
  const [old, young] = [before.match(LINE), after.match(LINE)];
  if (old.length + young.length > MOST_LINES_COMPARED) return null;
  const hunks = sequenceDiff(old, young, budget);
  if (!hunks) return null;
  const parts = [];
  for (let at = 0; at < hunks.length; at += 1) {
    const [gone, come] = [hunks[at], hunks[at + 1]];
    if (gone.kind === "gone" && come?.kind === "come") {
      parts.push(...(byWords(gone.text, come.text, budget) ?? [gone, come]));
      at += 1;
    } else parts.push(gone);
  }
  return parts;
}

/** Words that changed in a row are one change, although the spaces between them are the same. */
function readable(parts) {
  const whole = joined(parts);
  const spread = whole.map((part, at) => {
    const between = part.kind === "same" && /^[^\S\n]+$/.test(part.text);
    if (!between || !replaces(whole, at - 1, -1) || !replaces(whole, at + 1, 1)) return part;
    return [
      { kind: "gone", text: part.text },
      { kind: "come", text: part.text },
    ];
  });
  return joined(spread.flat());
}

/** True where words are gone and others came, counted from `at` in a direction. */
function replaces(parts, at, direction) {
  const [near, far] = [parts[at], parts[at + direction]];
  return near !== undefined && far !== undefined && near.kind !== "same" && far.kind !== "same";
}

/** An element with both texts; a name says what each of them is. */
export function diffView(before, after, { beforeName = "Before", afterName = "After" } = {}) {
  const parts = wordDiff(before, after);
  if (parts.every(({ kind }) => kind === "same")) {
    return element("div", { class: "diff" }, diffSide("both", `${beforeName} and ${afterName.toLowerCase()}`, parts));
  }
  return element(
    "div",
    { class: "diff" },
    diffSide("before", beforeName, parts.filter(({ kind }) => kind !== "come")),
    diffSide("after", afterName, parts.filter(({ kind }) => kind !== "gone")),
  );
}

function diffSide(side, name, parts) {
  const text = element("div", { class: "foreign diff-text", dir: "auto" });
  if (parts.length === 0) text.append(element("span", { class: "absent" }, "(empty)"));
  const put = (all) => {
    const laid = all ? parts.map(wholePart) : parts.slice(0, MOST_PARTS).map(shortPart);
    text.replaceChildren(...laid.flat(Infinity));
    if (!all && hidesSome(parts)) text.append(" ", showAllButton(parts, () => put(true)));
  };
  if (parts.length > 0) put(false);
  return element("div", { class: `diff-side of-${side}` }, element("div", { class: "diff-name" }, name), text);
}

function hidesSome(parts) {
  return parts.length > MOST_PARTS || parts.some((part) => beginningOf(part) !== part.text);
}

function showAllButton(parts, onclick) {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  return element("button", { type: "button", class: "quiet", onclick }, `Show all ${count(length)} characters`);
}

/** What is laid out of a part at first: an equal run keeps its two ends, a change its beginning. */
function beginningOf({ kind, text }) {
  if (kind === "same" && text.length > LONGEST_SAME) {
    return text.slice(0, cutBefore(text, KEPT_OF_SAME)) + text.slice(cutBefore(text, text.length - KEPT_OF_SAME));
  }
  return text.length > LONGEST_CHANGE ? text.slice(0, cutBefore(text, LONGEST_CHANGE)) : text;
}

function shortPart(part) {
  const shown = beginningOf(part);
  if (shown === part.text) return wholePart(part);
  const left = part.text.length - shown.length;
  if (part.kind !== "same") return [wholePart({ ...part, text: shown }), `… ${count(left)} more characters`];
  const fold = element("span", { class: "diff-fold" }, ` … ${count(left)} equal characters … `);
  const end = cutBefore(part.text, KEPT_OF_SAME);
  return [visible(shown.slice(0, end)), fold, visible(shown.slice(end))];
}

function wholePart({ kind, text }) {
  if (kind === "same") return visible(text);
  return element(kind === "gone" ? "del" : "ins", {}, spacesSeen(text));
}

/** A changed text in which no white space hides. */
function spacesSeen(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(UNSEEN_SPACE)) {
    nodes.push(visible(text.slice(from, found.index)), spaceSign(found[0]));
    from = found.index + found[0].length;
  }
  return [nodes, visible(text.slice(from))];
}

function spaceSign(space) {
  const sign = /^ +$/.test(space) ? SPACE_SIGNS[" "].repeat(space.length) : (SPACE_SIGNS[space] ?? pointOf(space));
  return element("span", { class: "space-sign" }, sign);
}

function pointOf(space) {
  return `U+${space.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { wordDiff } from "../../harness/report/page/diff.js";
import { sequenceDiff } from "../../harness/report/page/edits.js";
import { integersFrom, longPairs } from "./long_texts.js";

const beforeOf = (parts) => parts.filter(({ kind }) => kind !== "come").map(({ text }) => text).join("");
const afterOf = (parts) => parts.filter(({ kind }) => kind !== "gone").map(({ text }) => text).join("");
const SIGNS = { same: "=", gone: "-", come: "+" };
const told = (before, after) => wordDiff(before, after).map(({ kind, text }) => SIGNS[kind] + text);

function assertJoins(before, after, parts = wordDiff(before, after)) {
  assert.equal(beforeOf(parts), before);
  assert.equal(afterOf(parts), after);
  for (const [at, { kind, text }] of parts.entries()) {
    assert.notEqual(text, "");
    assert.notEqual(kind, parts[at - 1]?.kind);
    assert.ok(kind !== "gone" || parts[at - 1]?.kind !== "come", "what is gone comes first");
  }
}

test("a diff changes the words that differ, and no more", () => {
  assert.deepEqual(told("", ""), []);
  assert.deepEqual(told("same", "same"), ["=same"]);
  assert.deepEqual(told("", "new"), ["+new"]);
  assert.deepEqual(told("old", ""), ["-old"]);
  assert.deepEqual(told("a b c d", "a x c d"), ["=a ", "-b", "+x", "= c d"]);
  assert.deepEqual(told("the cat", "the big cat"), ["=the", "+ big", "= cat"]);
  assert.deepEqual(told("total 1,234.50 EUR", "total 1,234.55 EUR"), ["=total ", "-1,234.50", "+1,234.55", "= EUR"]);
  assert.deepEqual(told("one\ntwo\nthree\n", "one\nthree\n"), ["=one", "-\ntwo", "=\nthree\n"]);
});

test("words that changed in a row are one change", () => {
  assert.deepEqual(told("the cat sat", "a dog sat"), ["-the cat", "+a dog", "= sat"]);
});

test("white space is compared as it is", () => {
  assert.deepEqual(told("a b", "a  b"), ["=a", "+ ", "= b"]);
  assert.deepEqual(told("a\r\nb", "a\nb"), ["=a", "-\r\n", "+\n", "=b"]);
  assert.deepEqual(told("a\u00a0b", "a b"), ["=a", "-\u00a0", "+ ", "=b"]);
  assert.deepEqual(told("a ", "a"), ["=a", "- "]);
});

test("no character is cut in two, and scripts without spaces are compared by character", () => {
  assert.deepEqual(told("合計は千円です", "合計は二千円です"), ["=合計は", "+二", "=千円です"]);
  assert.deepEqual(told("👨‍👩‍👧 family", "👨‍👩‍👦 family"), ["-👨‍👩‍👧", "+👨‍👩‍👦", "= family"]);
  assert.deepEqual(told("🇩🇪🇫🇷", "🇩🇪🇮🇹"), ["=🇩🇪", "-🇫🇷", "+🇮🇹"]);
  assert.deepEqual(told("👍🏽", "👍🏿"), ["-👍🏽", "+👍🏿"]);
  assert.deepEqual(told("x e\u0301", "x e"), ["=x ", "-e\u0301", "+e"]);
  assert.deepEqual(told("a b\u0301", "a b"), ["=a ", "-b\u0301", "+b"]);
  assert.deepEqual(told("שלום עולם", "שלום לך עולם"), ["=שלום", "+ לך", "= עולם"]);
});

test("the parts of a diff join to both texts, whatever these are", () => {
  const pieces = ["a", "b", "word", " ", "  ", "\n", "\r\n", "\r", "合", "é", "e\u0301", "\u0301", "👨‍👩‍👧", "\u200d", "🇩🇪"];
  pieces.push("1", ",", ".", "\ud83d", "\t", "ש", "\u202e", "ก", "ำ");
  const below = integersFrom(7);
  const text = (most) => Array.from({ length: below(most) }, () => pieces[below(pieces.length)]).join("");
  for (let round = 0; round < 5000; round += 1) {
    const before = text(30);
    const cut = below(before.length + 1);
    assertJoins(before, below(2) === 0 ? text(30) : before.slice(0, cut) + text(4) + before.slice(cut));
  }
});

/** The fewest tokens that must go and come, by the textbook's table. */
function fewestEdits(before, after) {
  let row = Array.from({ length: after.length + 1 }, (_, at) => at);
  for (const [line, word] of before.entries()) {
    const next = [line + 1];
    for (const [at, other] of after.entries()) {
      next.push(word === other ? row[at] : Math.min(row[at + 1], next[at]) + 1);
    }
    row = next;
  }
  return row.at(-1);
}

test("a diff has as few changes as there can be", () => {
  const below = integersFrom(3);
  const characters = () => Array.from({ length: below(40) }, () => "甲乙丙丁"[below(4)]);
  for (let round = 0; round < 500; round += 1) {
    const [before, after] = [characters(), characters()];
    const changed = wordDiff(before.join(""), after.join("")).filter(({ kind }) => kind !== "same");
    assert.equal(changed.reduce((sum, { text }) => sum + text.length, 0), fewestEdits(before, after));
  }
});

test("a megabyte is compared by its lines and then by words", () => {
  const below = integersFrom(11);
  const words = (length) => Array.from({ length }, () => `w${below(1000)}`);
  const lines = Array.from({ length: 20000 }, (_, at) => `line ${at} ${words(6).join(" ")}`);
  const edited = [...lines];
  edited[5000] = `${lines[5000]} more`;
  edited[15000] = "another";
  const parts = wordDiff(lines.join("\n"), edited.join("\n"));
  assert.equal(parts[1].text, " more");
  assertJoins(lines.join("\n"), edited.join("\n"), parts);
});

for (const [name, [before, after]] of Object.entries(longPairs())) {
  test(`long texts that are much unlike, ${name}, stand there in few parts`, () => {
    const parts = wordDiff(before, after);
    assertJoins(before, after, parts);
    assert.ok(parts.length <= 4, `${parts.length} parts`);
  });
}

test("the search for the shortest way ends with its budget", () => {
  const below = integersFrom(5);
  const words = () => Array.from({ length: 5000 }, () => `w${below(1000)}`);
  const budget = { steps: 10_000 };
  assert.equal(sequenceDiff(words(), words(), budget), null);
  assert.ok(budget.steps < 0 && budget.steps > -1000, `${-budget.steps} steps beyond the budget`);
});

// What an assertion expected beside what it found, in the form that shows the difference.

import { diffView } from "./diff.js";
import { element } from "./element.js";
import { count, measure, score } from "./format.js";
import { jsonIn, jsonTree } from "./json_tree.js";
import { badge } from "./marks.js";
import { cutBefore, inline, textBlock, visible } from "./text.js";

const MOST_FIELDS = 100;
const AROUND_MATCH = 80;
const LOOKED_FOR = ["contains", "contains_any", "contains_all", "ocr_contains", "starts_with", "ends_with", "regex"];
const READ_OUT = ["choice", "number", "yes_no", "count"];
const STATUS_WORDS = { pass: "Pass", fail: "Fail", error: "Error" };

/** The view of what was found, or null where the reason says it all. `answer` is the text that was judged. */
export function findingOf({ name, evidence }, answer) {
  if (!evidence) return null;
  if (Array.isArray(evidence.of)) return partList(evidence.of, answer);
  if (Array.isArray(evidence.fields)) return fieldTable(evidence.fields, evidence.fields_left_off);
  if (Array.isArray(evidence.problems)) return problemTree(evidence, answer);
  if (evidence.case !== undefined && "other" in evidence) return bothAnswers(evidence);
  if (evidence.match !== undefined) return matchInText(String(evidence.match), evidence.value ?? answer);
  if (!isExpectation(evidence.expected)) return null;
  if (LOOKED_FOR.includes(name)) return soughtList(evidence);
  if (evidence.extracted !== undefined || READ_OUT.includes(name)) {
    return valuePair(evidence, "Read from the answer", evidence.extracted);
  }
  if (typeof evidence.expected === "string") return textDiff(evidence, answer);
  return valuePair(evidence, "Actual", evidence.got ?? evidence.value ?? answer);
}

/** Texts, numbers and lists of texts; boxes and points have a view of their own. */
function isExpectation(expected) {
  if (Array.isArray(expected)) return expected.every((item) => typeof item === "string");
  return expected !== undefined && (expected === null || typeof expected !== "object" || !("box" in expected));
}

const plainText = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const wasCut = ({ cut = [] }, name) => cut.includes(name);

function textDiff(evidence, answer) {
  const actual = plainText(evidence.got ?? evidence.value ?? answer ?? "");
  const { expected } = evidence;
  const isCut = wasCut(evidence, "expected");
  const shown = isCut ? actual.slice(0, cutBefore(actual, expected.length)) : actual;
  return [
    diffView(expected, shown, { beforeName: "Expected", afterName: "Actual" }),
    isCut && element("p", { class: "aside" }, "The beginning of the expected text, and as much of the answer."),
    evidence.got !== undefined && element("p", { class: "aside" }, "Both as they were compared, after `normalize`."),
  ];
}

function namedRow(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

/** What was read out of the answer, beside what was to be there. */
function valuePair({ expected, error, option }, nameOfFound, found) {
  return element(
    "dl",
    { class: "found-pair" },
    namedRow("Expected", Array.isArray(expected) ? wordList(expected) : inline(plainText(expected), { class: "code" })),
    namedRow(nameOfFound, [
      found === undefined ? element("span", { class: "absent" }, "nothing") : textBlock(plainText(found), "code"),
      option !== undefined && inline(plainText(option)),
    ]),
    typeof error === "number" && namedRow("Off by", `${error > 0 ? "+" : ""}${measure(error)}`),
  );
}

function wordList(words, missing) {
  return element(
    "ul",
    { class: "found-words" },
    words.map((word) => {
      const state = missing?.includes(word) ? "missing" : "found";
      const told = missing && [" ", element("span", { class: `is-${state}` }, state)];
      return element("li", {}, inline(word, { class: "code" }), told);
    }),
  );
}

/** The texts or the pattern that were looked for. */
function soughtList(evidence) {
  const words = [evidence.expected].flat().map(plainText);
  const missing = evidence.missing ?? null;
  const actual = evidence.got ?? evidence.value;
  return element(
    "dl",
    { class: "found-pair" },
    namedRow("Looked for", wordList(words, missing)),
    actual !== undefined && namedRow("In", textBlock(plainText(actual))),
  );
}

function matchInText(match, text) {
  const whole = plainText(text ?? "");
  const at = match === "" ? -1 : whole.indexOf(match);
  if (at < 0) return null;
  const from = cutBefore(whole, Math.max(at - AROUND_MATCH, 0));
  const to = cutBefore(whole, Math.min(at + match.length + AROUND_MATCH, whole.length));
  return element(
    "p",
    { class: "foreign found-match", dir: "auto" },
    from > 0 && "… ",
    visible(whole.slice(from, at)),
    element("mark", {}, visible(match.slice(0, 2000))),
    visible(whole.slice(at + match.length, to)),
    to < whole.length && " …",
  );
}

function fieldTable(fields, leftOff = 0) {
  const shown = [...fields.filter(({ match }) => !match), ...fields.filter(({ match }) => match)].slice(0, MOST_FIELDS);
  const hidden = fields.length - shown.length + leftOff;
  const absent = { got: "missing", expected: "not expected" };
  const cell = (field, name) => {
    if (!(name in field)) return element("td", {}, element("span", { class: "absent" }, absent[name]));
    return element("td", {}, inline(plainText(field[name]), { class: "code" }));
  };
  const row = (field) =>
    element(
      "tr",
      { class: field.match ? null : "is-wrong" },
      element("th", { scope: "row" }, inline(field.path, { class: "code" })),
      cell(field, "expected"),
      cell(field, "got"),
      element("td", {}, badge(field.match ? "pass" : "fail", field.match ? "agrees" : "differs")),
    );
  const head = ["Field", "Expected", "Got", "Match"].map((name) => element("th", { scope: "col" }, name));
  return element(
    "div",
    { class: "scrolled", tabindex: "0", role: "group", "aria-label": "Fields" },
    element(
      "table",
      { class: "found-fields" },
      element("thead", {}, element("tr", {}, head)),
      element("tbody", {}, shown.map(row)),
    ),
    hidden > 0 && element("p", { class: "aside" }, `${count(hidden)} more in the evidence or left off.`),
  );
}

function problemTree(evidence, answer) {
  const found = "value" in evidence ? { value: evidence.value } : jsonIn(answer ?? "");
  if (!found || found.value === null || typeof found.value !== "object") {
    const problems = evidence.problems.map(({ problem }) => element("li", {}, inline(problem)));
    return [
      element("ul", { class: "found-words" }, problems),
      isExpectation(evidence.expected) && valuePair(evidence, "Actual", found?.value),
    ];
  }
  return jsonTree(found.value, { problems: evidence.problems });
}

function bothAnswers({ case: name, other, here, agrees, is_to_differ: isToDiffer }) {
  const names = { beforeName: `Case ${name}`, afterName: "Here" };
  if (agrees !== Boolean(isToDiffer)) return null;
  const wanted = isToDiffer ? "They were to differ." : "They were to agree.";
  return [element("p", { class: "aside" }, wanted), diffView(plainText(other), plainText(here), names)];
}

/** The members of a combinator, each with its own verdict, and its own view where it has one. */
function partList(parts, answer) {
  return element(
    "ul",
    { class: "found-parts" },
    parts.map((part) =>
      element(
        "li",
        {},
        element(
          "div",
          { class: "assertion-head" },
          badge(part.status, STATUS_WORDS[part.status]),
          inline(part.assertion, { class: "code assertion-text" }),
          part.outcome && element("span", { class: "tag outcome" }, part.outcome),
          element("span", { class: "assertion-score number", title: "Score, 0 to 1" }, score(part.score)),
        ),
        part.reason && textBlock(part.reason, "reason"),
        findingOf({ name: nameOfAssertion(part.assertion), evidence: part.evidence }, answer),
      ),
    ),
  );
}

const nameOfAssertion = (text) => /^\w+/.exec(text)?.[0] ?? "";

// A JSON value as a tree that opens level by level: what is not open is not made, so that no value is too large or too
// deep.

import { element } from "./element.js";
import { count, counted } from "./format.js";
import { cutBefore, inline, visible } from "./text.js";

const PAGE_OF_CHILDREN = 100;
const LONGEST_STRING = 240;
const OPEN_AT_ONCE = 12;
const OPEN_LEVELS = 3;
const MOST_OPENED_TO_PROBLEM = 200;

/**
 * The tree of a value. `problems` are { pointer, problem }, as evidence has them: the places that they point to stand
 * open and marked.
 */
export function jsonTree(value, { problems = [] } = {}) {
  const wrong = new WrongPlaces(problems);
  return element("div", { class: "json-tree", dir: "ltr" }, jsonNode(null, value, "", 0, wrong));
}

/** What is wrong at each pointer, and the ways that lead there. */
class WrongPlaces {
  #texts = new Map();
  #steps = new Map();

  constructor(problems) {
    for (const { pointer, problem } of problems) {
      this.#texts.set(pointer, [...(this.#texts.get(pointer) ?? []), problem]);
      const steps = pointer.split("/").slice(1);
      let way = "";
      for (const step of steps.slice(0, MOST_OPENED_TO_PROBLEM)) {
        if (!this.#steps.has(way)) this.#steps.set(way, new Set());
        this.#steps.get(way).add(step);
        way += `/${step}`;
      }
    }
  }

  at(pointer) {
    return this.#texts.get(pointer) ?? [];
  }

  /** The steps out of a place that lead to one. */
  below(pointer) {
    return [...(this.#steps.get(pointer) ?? [])];
  }
}

const tokenOfKey = (key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1");
const keyOfToken = (token) => token.replaceAll("~1", "/").replaceAll("~0", "~");

function jsonNode(key, value, pointer, level, wrong) {
  const isContainer = value !== null && typeof value === "object" && Object.keys(value).length > 0;
  const name = key === null ? null : [element("span", { class: "json-key" }, keyText(key)), ": "];
  const troubles = wrong.at(pointer);
  const classes = troubles.length > 0 ? " is-wrong" : "";
  const told = problemTexts(troubles);
  if (!isContainer) return element("div", { class: `json-line${classes}` }, name, scalar(value), told);
  const entries = Array.isArray(value) ? value : Object.keys(value);
  const details = element(
    "details",
    { class: `json-branch${classes}` },
    element("summary", {}, name, sizeText(value, entries.length), told),
  );
  const build = () => details.append(children(value, pointer, level, wrong));
  const leads = wrong.below(pointer).length > 0;
  if (leads || level === 0 || (level < OPEN_LEVELS && entries.length <= OPEN_AT_ONCE)) {
    details.open = true;
    build();
  } else details.addEventListener("toggle", build, { once: true });
  return details;
}

function keyText(key) {
  return typeof key === "number" ? String(key) : visible(JSON.stringify(key));
}

function sizeText(value, length) {
  const [open, close, size] = Array.isArray(value)
    ? ["[", "]", counted(length, "item")]
    : ["{", "}", counted(length, "key")];
  const brackets = element("span", { class: "json-brackets" }, `${open}…${close}`);
  return [brackets, " ", element("span", { class: "aside" }, size)];
}

function problemTexts(texts) {
  return texts.map((text) => element("span", { class: "json-problem" }, element("b", {}, "wrong"), " ", inline(text)));
}

function children(value, pointer, level, wrong) {
  const isList = Array.isArray(value);
  const keys = isList ? null : Object.keys(value);
  const length = isList ? value.length : keys.length;
  const box = element("div", { class: "json-children" });
  const child = (at) => {
    const key = isList ? at : keys[at];
    return jsonNode(key, value[key], `${pointer}/${tokenOfKey(key)}`, level + 1, wrong);
  };
  let shown = 0;
  const more = element("button", { type: "button", class: "quiet", onclick: () => show(shown + PAGE_OF_CHILDREN) });
  const show = (upTo) => {
    const end = Math.min(upTo, length);
    const made = [];
    for (; shown < end; shown += 1) made.push(child(shown));
    more.before(...made);
    more.textContent = `Show ${count(Math.min(PAGE_OF_CHILDREN, length - shown))} more of ${count(length - shown)}`;
    more.hidden = shown === length;
  };
  box.append(more);
  show(PAGE_OF_CHILDREN);
  box.append(...wrong.below(pointer).flatMap((step) => beyond(value, step, shown, child, `${pointer}/${step}`, wrong)));
  return box;
}

/** A place with trouble that is not among the children shown: it is missing, or further down in a long list. */
function beyond(value, step, shown, child, pointer, wrong) {
  const key = keyOfToken(step);
  if (!Object.hasOwn(value, key)) {
    const name = [element("span", { class: "json-key" }, visible(JSON.stringify(key))), ": "];
    return [element("div", { class: "json-line is-wrong" }, name, "missing ", problemTexts(wrong.at(pointer)))];
  }
  const at = Array.isArray(value) ? Number(key) : Object.keys(value).indexOf(key);
  return at < shown ? [] : [child(at)];
}

function scalar(value) {
  if (typeof value === "string") return stringNode(value);
  if (value !== null && typeof value === "object") {
    return element("span", { class: "json-brackets" }, Array.isArray(value) ? "[]" : "{}");
  }
  const kind = typeof value === "number" ? "number" : "word";
  return element("span", { class: `json-${kind}` }, JSON.stringify(value));
}

function stringNode(text) {
  const node = element("bdi", { class: "json-string" });
  if (text.length <= LONGEST_STRING) node.append(...visible(JSON.stringify(text)));
  else {
    const beginning = text.slice(0, cutBefore(text, LONGEST_STRING));
    const showAll = () => node.replaceChildren(...visible(JSON.stringify(text)));
    const label = `Show all ${count(text.length)} characters`;
    node.append(
      ...visible(JSON.stringify(beginning).slice(0, -1)),
      "… ",
      element("button", { type: "button", class: "quiet", onclick: showAll }, label),
    );
  }
  return node;
}

/** The JSON that a text is, or that its first fenced block holds: { value }, or null. Only lists and maps count. */
export function jsonIn(text) {
  const fence = text.indexOf("```");
  return parsedTree(text) ?? (fence < 0 ? null : parsedTree(fenced(text, fence)));
}

function fenced(text, from) {
  const begin = text.indexOf("\n", from) + 1;
  const end = begin === 0 ? -1 : text.indexOf("```", begin);
  return end < 0 ? "" : text.slice(begin, end);
}

function parsedTree(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

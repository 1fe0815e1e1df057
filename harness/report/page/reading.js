// A text to read in more than one way: as it is, as a tree where it is JSON, rendered where it is Markdown.

import { copyButton } from "./copy.js";
import { element } from "./element.js";
import { count } from "./format.js";
import { jsonIn, jsonTree } from "./json_tree.js";
import { looksLikeMarkdown, markdownView } from "./markdown.js";
import { cutBefore, isCode, textBlock } from "./text.js";

const LONGEST_JSON = 4_000_000;
const RENDERED_AT_FIRST = 50_000;

/**
 * The text with buttons for its other forms, where it has some, and one that copies it. `first` is the form that is
 * shown at first; `problems` are marked in the tree.
 */
export function readingOf(text, { copyLabel = "Copy", first = "Text", problems = [] } = {}) {
  const body = element("div", { class: "reading-body" });
  const forms = formsOf(text, problems);
  const buttons = forms.map(({ name, make }) =>
    element("button", { type: "button", onclick: () => choose(name, make) }, name),
  );
  const choose = (chosen, make) => {
    for (const [at, { name }] of forms.entries()) buttons[at].setAttribute("aria-pressed", String(name === chosen));
    body.replaceChildren(make());
  };
  const start = forms.find(({ name }) => name === first) ?? forms[0];
  choose(start.name, start.make);
  return element(
    "div",
    { class: forms.length > 1 ? "reading" : "reading in-one-form" },
    element(
      "div",
      { class: "reading-bar" },
      forms.length > 1 && element("div", { class: "segments", role: "group", "aria-label": "Shown as" }, buttons),
      copyButton(text, copyLabel),
    ),
    body,
  );
}

function formsOf(text, problems) {
  const forms = [{ name: "Text", make: () => textBlock(text, isCode(text) ? "code" : "") }];
  const found = text.length <= LONGEST_JSON ? jsonIn(text) : null;
  if (found) forms.push({ name: "Tree", make: () => jsonTree(found.value, { problems }) });
  const isWholeJson = found && /^\s*[[{]/.test(text);
  if (!isWholeJson && looksLikeMarkdown(text)) forms.push({ name: "Rendered", make: () => renderedView(text) });
  return forms;
}

/** The beginning of a long text, rendered, with a button for the rest. */
function renderedView(text) {
  if (text.length <= RENDERED_AT_FIRST) return markdownView(text);
  const end = text.lastIndexOf("\n", RENDERED_AT_FIRST) + 1 || cutBefore(text, RENDERED_AT_FIRST);
  const box = element("div", {}, markdownView(text.slice(0, end)));
  const showAll = () => box.replaceChildren(markdownView(text));
  const label = `Render all ${count(text.length)} characters`;
  box.append(element("button", { type: "button", class: "quiet", onclick: showAll }, label));
  return box;
}

// A text to read in more than one way: as it is, as a tree where it is JSON, rendered where it is Markdown.

import { copyButton } from "./copy.js";
import { element } from "./element.js";
import { count } from "./format.js";
import { jsonIn, jsonTree } from "./json_tree.js";
import { looksLikeMarkdown, markdownView } from "./markdown.js";
import { cutBefore, isCode, textBlock } from "./text.js";

const LONGEST_JSON = 4_000_000;
const RENDERED_AT_ONCE = 50_000;

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

/** A long text rendered piece by piece, the next one where it is asked for. */
function renderedView(text) {
  if (text.length <= RENDERED_AT_ONCE) return markdownView(text);
  const box = element("div", { class: "reading-pieces" });
  let from = 0;
  const more = element("button", { type: "button", class: "quiet", onclick: () => next() });
  const next = () => {
    const end = pieceEnd(text, from);
    more.before(markdownView(text.slice(from, end)));
    from = end;
    more.hidden = end === text.length;
    more.textContent = `Render more, ${count(text.length - end)} characters are left`;
  };
  box.append(more);
  next();
  return box;
}

/** The end of the piece that begins at `from`: between paragraphs, or else lines, where there are some. */
function pieceEnd(text, from) {
  const most = from + RENDERED_AT_ONCE;
  if (most >= text.length) return text.length;
  const least = from + RENDERED_AT_ONCE / 2;
  for (const border of ["\n\n", "\n"]) {
    const at = text.lastIndexOf(border, most - border.length);
    if (at >= least) return at + border.length;
  }
  return cutBefore(text, most);
}

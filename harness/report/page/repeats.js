// The repeats of a case: how each ended, which answers are equal, and how the one that is open differs.

import { diffView } from "./diff.js";
import { element } from "./element.js";
import { counted, listed, score } from "./format.js";
import { viewLink } from "./link.js";
import { mark, wordOf } from "./marks.js";

/** The strip of repeats, with what their answers have in common; null where there is but one. */
export function repeatStrip(repeats, at) {
  if (repeats.length < 2) return null;
  return [
    element(
      "nav",
      { class: "repeats", "aria-label": "Repeats" },
      repeats.map((repeat, index) => repeatLink(repeat, index === at)),
    ),
    sameness(repeats, at),
  ];
}

function repeatLink(repeat, isCurrent) {
  return viewLink(
    { repeat: String(repeat.repeat + 1) },
    { class: "chip", "aria-current": isCurrent ? "true" : null },
    mark(repeat.status),
    `Repeat ${repeat.repeat + 1}`,
    element("span", { class: "off-screen" }, `, ${wordOf(repeat.status)}`),
    repeat.score !== undefined && element("b", { title: "Score, 0 to 1" }, score(repeat.score)),
  );
}

const answerText = (repeat) => repeat.exchanges?.at(-1)?.reply?.text;

function sameness(repeats, at) {
  const answered = repeats.filter((repeat) => answerText(repeat) !== undefined);
  if (answered.length < 2) return null;
  const groups = groupedByAnswer(answered);
  if (groups.size === 1) return element("p", { class: "aside" }, `All ${answered.length} answers are equal.`);
  const equal = [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => `${listed(group.map(({ repeat }) => String(repeat + 1)))} are equal`);
  const told = `${counted(groups.size, "different answer")} of ${answered.length}`;
  return element(
    "div",
    { class: "sameness" },
    element("p", { class: "aside" }, equal.length > 0 ? `${told}: repeats ${equal.join(", ")}.` : `${told}.`),
    differenceFromFirst(answered, repeats[at]),
  );
}

function groupedByAnswer(repeats) {
  const groups = new Map();
  for (const repeat of repeats) {
    const text = answerText(repeat);
    if (!groups.has(text)) groups.set(text, []);
    groups.get(text).push(repeat);
  }
  return groups;
}

/** Made when it is opened. The other is the first repeat whose answer is not this one's. */
function differenceFromFirst(answered, shown) {
  const own = answerText(shown);
  const other = answered.find((repeat) => answerText(repeat) !== own);
  if (own === undefined || !other) return null;
  const otherName = `Repeat ${other.repeat + 1}`;
  const title = `How this answer differs from repeat ${other.repeat + 1}'s`;
  const details = element("details", {}, element("summary", {}, title));
  const names = { beforeName: otherName, afterName: `Repeat ${shown.repeat + 1}` };
  details.addEventListener("toggle", () => details.append(diffView(answerText(other), own, names)), { once: true });
  return details;
}

// What is pressed in a chart: a link over each mark, which says its numbers when it is pointed at or focused. One mark of
// a lane is in the order of the tab key, the arrows lead to the others.

import { shareText } from "./chart.js";
import { element } from "./element.js";
import { casesLink } from "./link.js";

/**
 * Links over the marks of a lane, each { from, to (shares of its length), text, filters }; one without filters only says
 * its text.
 */
export function hitsOver(marks) {
  const hits = marks.map(hitOver);
  return element("div", { class: "hits", onkeydown: (event) => walkMarks(event, hits) }, hits);
}

function hitOver({ from, to, text, filters }, i) {
  const attributes = {
    class: `hit ${from + to > 1 ? "to-left" : "to-right"}`,
    "aria-label": text,
    "data-tip": text,
    tabindex: i === 0 ? "0" : "-1",
  };
  const hit = filters ? casesLink(filters, attributes) : element("span", { ...attributes, role: "img" });
  hit.style.left = shareText(from);
  hit.style.width = shareText(to - from);
  return hit;
}

function walkMarks(event, hits) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const to = step && hits[hits.indexOf(event.target) + step];
  if (!to) return;
  event.preventDefault();
  for (const hit of hits) hit.tabIndex = hit === to ? 0 : -1;
  to.focus();
}

// The unit of a group: the members that it was judged from.

import { element } from "./element.js";
import { counted } from "./format.js";
import { viewLink } from "./link.js";
import { badge } from "./marks.js";
import { inline } from "./text.js";

/** The members of a group's unit, each with a link; nothing for other units. */
export function groupOf({ group }) {
  if (!group?.members) return null;
  const letters = Object.entries(group.chosen ?? {}).map(([letter, times]) => `${letter} ${times}×`);
  return element(
    "section",
    { class: "card", "aria-labelledby": "group-title" },
    element("h2", { id: "group-title" }, group.kind === "circular" ? "Every order of its options" : "Its members"),
    element(
      "p",
      {},
      `${counted(group.members.length, "member")}; rule: ${group.rule}`,
      group.consistent !== undefined && `; ${group.consistent ? "all give one answer" : "their answers differ"}`,
      letters.length > 0 && `; letters chosen: ${letters.join(", ")}`,
      ".",
    ),
    element(
      "ul",
      { class: "members" },
      group.members.map((member) =>
        element(
          "li",
          {},
          badge(member.status),
          " ",
          viewLink({ case: member.unit, repeat: "" }, {}, inline(member.unit)),
          member.answer && [" – ", inline(member.answer)],
        ),
      ),
    ),
  );
}

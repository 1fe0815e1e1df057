// One case, from what was asked to what was found: a view of its own, with a link to its neighbours in the table.

import { answerOf, exchangesOf } from "./answer.js";
import { assertionsOf, placeText } from "./assertions.js";
import { besideLinks } from "./beside_links.js";
import { conversationOf } from "./conversation.js";
import { copyButton } from "./copy.js";
import { element, fill } from "./element.js";
import { duration, money, score } from "./format.js";
import { viewLink } from "./link.js";
import { groupOf } from "./group.js";
import { badge, changeWord, flakyTag, roleTag, shownStatus } from "./marks.js";
import { repeatStrip } from "./repeats.js";
import { state } from "./state.js";
import { inline, textBlock, visible } from "./text.js";

/** Fills the section with the unit of that name; `names` are those of the table, in its order. */
export function showCase(section, run, name, names) {
  const index = run.find(name);
  const bar = caseBar(name, names);
  if (index < 0) {
    const absent = element("h1", { class: "absent", id: "case-title", tabindex: "-1" });
    return fill(section, bar, fill(absent, "This run has no case ", inline(name), "."));
  }
  const unit = run.units[index];
  const detail = detailOf(run, index);
  const repeats = detail.repeats ?? [];
  const at = repeatAt(repeats, state().repeat);
  fill(
    section,
    bar,
    heading(unit, detail.rerun, run.head.comparison),
    besideLinks(run, unit),
    repeatStrip(repeats, at),
    repeats[at] ? repeatView(repeats[at], detail.requests ?? {}, run) : null,
  );
}

function detailOf(run, index) {
  try {
    return run.detail(index);
  } catch {
    return { repeats: [{ reason: "This case's data cannot be read.", status: "error" }] };
  }
}

/** The repeat that was asked for, else the first that is not in order, else the first. */
function repeatAt(repeats, asked) {
  const wanted = repeats.findIndex((repeat) => String(repeat.repeat + 1) === asked);
  if (wanted >= 0) return wanted;
  return Math.max(
    repeats.findIndex((repeat) => !["passed", "skipped"].includes(repeat.status)),
    0,
  );
}

/** Back to the table, and to the neighbours in it. */
export function caseBar(name, names, all = "All cases") {
  const at = names.indexOf(name);
  const neighbour = (target, label, rel, key) =>
    target
      ? viewLink({ case: target, repeat: "" }, { class: "button", rel, "aria-keyshortcuts": key }, label)
      : element("span", { class: "button off", "aria-hidden": "true" }, label);
  return element(
    "nav",
    { class: "case-bar", "aria-label": "Cases" },
    viewLink({ case: "", repeat: "" }, { class: "button back", "aria-keyshortcuts": "Escape" }, all),
    element("span", { class: "position" }, at < 0 ? "not among the filtered" : `${at + 1} of ${names.length}`),
    neighbour(names[at - 1], "Previous", "prev", "k"),
    neighbour(at < 0 ? names[0] : names[at + 1], "Next", "next", "j"),
  );
}

function heading(unit, rerun, comparison) {
  return element(
    "header",
    { class: "case-heading" },
    statusLine(unit),
    element(
      "h1",
      { id: "case-title", tabindex: "-1" },
      element("span", { class: "suite" }, inline(unit.suite), "/"),
      inline(unit.case),
    ),
    nameLine(unit),
    comparison && unit.change && changeLine(unit, comparison),
    unit.description && element("p", { class: "description" }, inline(unit.description)),
    unit.reason && textBlock(unit.reason, `case-reason is-${shownStatus(unit)}`),
    unitFigures(unit),
    rerun && rerunLine(rerun),
  );
}

function statusLine(unit) {
  return element(
    "div",
    { class: "case-status" },
    badge(shownStatus(unit)),
    unit.flaky && flakyTag(),
    unit.must_pass && element("span", { class: "tag" }, "must pass"),
    roleTag(unit),
    (unit.tags ?? []).map((tag) => element("span", { class: "tag" }, inline(tag))),
  );
}

/** What became of the case since the baseline; where the comparison is beside the page, with a way to both sides of it. */
function changeLine({ change, name }, { base, page }) {
  const beside = () => element("a", { href: `${page}#${new URLSearchParams({ case: name })}` }, "Side by side");
  return element(
    "p",
    { class: "change-line" },
    badge(change, changeWord(change)),
    element("span", {}, " since the baseline ", inline(base.label || base.id || base.path || "")),
    page && change !== "new" && [" ", beside()],
  );
}

function nameLine({ prompt, model, place }) {
  return element(
    "p",
    { class: "case-names" },
    "prompt ",
    inline(prompt, { class: "strong" }),
    " · model ",
    inline(model, { class: "strong" }),
    place && [" · ", inline(placeText(place), { class: "code" })],
  );
}

function unitFigures(unit) {
  return element(
    "dl",
    { class: "figures small" },
    caseFigure("Score", unit.status === "skipped" ? "–" : score(unit.score)),
    unit.repeats > 1 && caseFigure("Repeats", `${unit.repeats_passed} of ${unit.repeats} passed`),
    unit.cost !== undefined && caseFigure("Cost", money(unit.cost), unit.cost_source),
    unit.latency_ms !== undefined && caseFigure("Latency", duration(unit.latency_ms)),
  );
}

function rerunLine(rerun) {
  return element(
    "div",
    { class: "rerun" },
    element("span", { class: "label" }, "Run it again"),
    inline(rerun, { class: "code" }),
    copyButton(rerun, "Copy the command that runs this case again"),
  );
}

function caseFigure(name, value, note) {
  return element(
    "div",
    {},
    element("dt", {}, name),
    element("dd", { class: "figure" }, value),
    note && element("dd", { class: "note" }, note),
  );
}

function repeatView(repeat, requests, run) {
  const sent = repeat.exchanges ?? [];
  const body = requests[sent.at(-1)?.key];
  if (repeat.group) return groupOf(repeat);
  return [
    element(
      "div",
      { class: "asked-answered" },
      element(
        "section",
        { class: "card asked" },
        element("h2", {}, "Asked"),
        body
          ? conversationOf(body, run, repeat.assertions)
          : element(
              "p",
              { class: "absent" },
              sent.length > 0 ? "The run's log has no text of this request." : "Nothing was sent.",
            ),
      ),
      element(
        "div",
        { class: "answered" },
        element("section", { class: "card" }, element("h2", {}, "Answered"), answerOf(repeat)),
        element("section", { class: "card" }, element("h2", {}, "Judged"), repeatReason(repeat), assertionsOf(repeat)),
      ),
    ),
    sent.length > 0 &&
      element("section", { class: "card" }, element("h2", {}, "Sent and received"), exchangesOf(repeat, requests, run)),
  ];
}

/** Said here only where no assertion says it. */
function repeatReason({ reason, assertions: found = [] }) {
  if (!reason || found.some((one) => one.status !== "pass")) return null;
  return element("p", {}, visible(reason));
}

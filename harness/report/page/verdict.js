// What came of the run: one sentence that a person can repeat, the figures behind it, and each gate.

import { changesCard } from "./changes.js";
import { element, fill } from "./element.js";
import { count, counted, duration, listed, money, percent, time } from "./format.js";
import { gatesCard } from "./gates.js";
import { casesLink, viewLink } from "./link.js";
import { STATUSES, intervalText, mark, rateBar, wordOf } from "./marks.js";
import { inline, visible } from "./text.js";
import { trendCard } from "./trend.js";

/** Fills the section with verdict, figures and gates. */
export function showVerdict(section, run) {
  const { head } = run;
  const { word, sentence } = head.verdict;
  const kind = word.toLowerCase();
  fill(
    section,
    element(
      "div",
      { class: `verdict of-${kind}` },
      element("h1", { id: "verdict-title" }, markOf(kind), word),
      element("p", { class: "sentence" }, visible(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`)),
      runFacts(head),
    ),
    notices(head),
    statusBar(head.summary.counts),
    runFigures(run),
    since(head),
    gatesCard(head.end?.gates ?? []),
    relationsCard(head.summary),
  );
}

function markOf(kind) {
  const like = { interrupted: "incomplete", unfinished: "incomplete" };
  return mark(like[kind] ?? kind);
}

function runFacts({ run, end, going }) {
  const facts = [
    run.suites?.length > 0 && inline(listed(run.suites.map((suite) => suite.name))),
    `mode ${run.mode.replace("_", " ")}`,
    run.started && element("time", { datetime: run.started }, time(run.started)),
    run.git_commit && ["commit ", element("code", {}, run.git_commit.slice(0, 12))],
    run.shard_count > 1 && `shard ${run.shard_index ?? 1} of ${run.shard_count}`,
    run.label && inline(run.label),
    !end && !going && ["finished by ", element("code", {}, "sightline run --resume")],
  ];
  return element(
    "ul",
    { class: "facts" },
    facts.filter(Boolean).map((fact) => element("li", {}, fact)),
  );
}

/** What changed, and how it went before; null where neither is known. */
function since({ comparison, trend }) {
  const cards = [changesCard(comparison), trendCard(trend)].filter(Boolean);
  return cards.length > 0 ? element("div", { class: "since" }, cards) : null;
}

function notices(head) {
  return [writtenNotice(head), missingNotice(head), ignoredNotice(head)];
}

/** What an unfinished run lacks, and what brings it. */
function missingNotice({ run, end, summary, going }) {
  const missing = run.planned_results - summary.results - (end?.not_needed ?? 0);
  if (missing <= 0 || going || (end && end.complete)) return null;
  const verb = missing === 1 ? "is" : "are";
  return element(
    "p",
    { class: "notice" },
    element("strong", {}, `${count(missing)} of ${counted(run.planned_results, "planned result")} ${verb} missing.`),
    " The figures are of the others. ",
    element("code", {}, `sightline run --resume reports/${run.id}`),
    " sends what is missing.",
  );
}

/** Answers to requests that are no longer quite those of today's suites. */
function ignoredNotice({ ignored_changed: ignored }) {
  if (!ignored) return null;
  const { results, first } = ignored;
  return element(
    "p",
    { class: "notice" },
    element("strong", {}, `${counted(results, "result")} ${results === 1 ? "is" : "are"} of an older request.`),
    " A part of it that its key ignores has changed since the answer was recorded",
    results === 1 ? ": " : "; the first is ",
    viewLink({ case: first, repeat: "" }, {}, inline(first)),
    ".",
  );
}

function writtenNotice({ summary }) {
  if (summary.authored === 0) return null;
  const all = summary.authored >= summary.answers;
  const who = all ? "All answers were" : `${count(summary.authored)} of ${counted(summary.answers, "answer")} were`;
  return element(
    "p",
    { class: "notice authored-notice" },
    element("strong", {}, `${who} written by a person, not by a model.`),
    " They show how the suites judge, and say nothing of how well a model does.",
  );
}

function statusBar(counts) {
  const shown = STATUSES.filter((status) => counts[status] > 0);
  const bar = rateBar(counts);
  bar.classList.add("wide");
  const keys = shown.map((status) =>
    element(
      "li",
      {},
      casesLink(
        { status },
        { class: "key" },
        mark(status),
        element("b", {}, count(counts[status])),
        ` ${wordOf(status).toLowerCase()}`,
      ),
    ),
  );
  const flaky =
    counts.flaky > 0 &&
    element(
      "li",
      {},
      casesLink({ status: "flaky" }, { class: "key" }, element("b", {}, count(counts.flaky)), " flaky"),
    );
  return element("div", { class: "status-bar" }, bar, element("ul", { class: "keys" }, keys, flaky));
}

function runFigures(run) {
  const { end, summary, run: header } = run.head;
  const { counts } = summary;
  const items = [
    ["Pass rate", percent(counts.pass_rate), intervalText(counts) || "no unit counts for it"],
    ["Cost", money(summary.cost), costSource(run.units)],
    ["Spent", end ? money(end.spent ?? 0) : "–", spentNote(end)],
    [
      "Tokens",
      count(summary.prompt_tokens + summary.completion_tokens),
      `${count(summary.prompt_tokens)} in, ${count(summary.completion_tokens)} out`,
    ],
    ["Duration", duration(end?.wall_ms), `${count(summary.results)} of ${count(header.planned_results)} judged`],
    ["Answers", count(summary.answers), answerSources(summary, header.mode)],
  ];
  return element(
    "dl",
    { class: "figures" },
    items.map(([name, value, note]) =>
      element(
        "div",
        {},
        element("dt", {}, name),
        element("dd", { class: "figure" }, value),
        element("dd", { class: "note" }, note),
      ),
    ),
  );
}

function spentNote(end) {
  if (!end) return "known when the run has ended";
  return end.spent ? "paid by this run" : "nothing was paid by this run";
}

function costSource(units) {
  const answered = units.filter((unit) => unit.status !== "skipped" && !unit.group);
  const stated = answered.filter((unit) => unit.cost_source === "stated").length;
  const priced = answered.filter((unit) => unit.cost_source === "priced").length;
  const unknown = answered.length - stated - priced;
  if (stated + priced === 0) return "neither stated nor priced";
  const sources = [stated > 0 && "stated by the API", priced > 0 && "by the project's prices"].filter(Boolean);
  return unknown > 0 ? `${listed(sources)}; unknown for ${counted(unknown, "unit")}` : listed(sources);
}

function answerSources(summary, mode) {
  const replayed = Math.min(summary.replayed, summary.answers);
  const live = summary.answers - replayed;
  const parts = [
    live > 0 && `${count(live)} ${mode === "answers" ? "given" : "live"}`,
    replayed > 0 && `${count(replayed)} replayed`,
    summary.authored > 0 && `${count(summary.authored)} authored`,
  ];
  return parts.filter(Boolean).join(", ") || "none";
}

/** What groups, comparisons and controls tell, in sentences. */
function relationsCard({ relations, solved_without_image: solved = [] }) {
  if (!relations) return null;
  const upper = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  return element(
    "section",
    { class: "card", "aria-labelledby": "relations-title" },
    element("h2", { id: "relations-title" }, "Groups, comparisons and controls"),
    element(
      "ul",
      { class: "relations" },
      relations.texts.map((text) => element("li", {}, visible(upper(text)))),
      solved.map((unit) =>
        element("li", {}, "Solved without the image: ", viewLink({ case: unit, repeat: "" }, {}, inline(unit)), "."),
      ),
    ),
  );
}

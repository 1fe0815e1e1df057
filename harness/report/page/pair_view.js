// One unit side by side: asked once, answered twice, judged twice.

import { answerOf } from "./answer.js";
import { caseBar } from "./case.js";
import { conversationOf } from "./conversation.js";
import { diffView } from "./diff.js";
import { element, fill } from "./element.js";
import { fateBadge } from "./fates.js";
import { duration, money, score } from "./format.js";
import { viewLink } from "./link.js";
import { badge, flakyTag, mark, wordOf } from "./marks.js";
import { judgedBeside } from "./pair_assertions.js";
import { gathered, shapesOf } from "./shapes.js";
import { state } from "./state.js";
import { inline, visible } from "./text.js";

const SIDES = ["base", "candidate"];

/** Fills the section with the pair of that name; `names` are those of the table, in its order. */
export function showPair(section, source, name, names) {
  const index = source.find(name);
  const bar = caseBar(name, names, "All units");
  if (index < 0) {
    const absent = element("h1", { class: "absent", id: "pair-title", tabindex: "-1" }, "No unit of both sides is ");
    absent.append(inline(name), ".");
    return fill(section, bar, absent);
  }
  const pair = source.pairs[index];
  const detail = source.detail(index);
  return fill(section, bar, pairHeading(pair), figuresBeside(pair, source), ...textsBeside(detail, pair, source));
}

function textsBeside(detail, pair, source) {
  if (!detail) return [notHeld(pair)];
  const shown = SIDES.map((side) => repeatOf(detail[side]?.repeats ?? [], state().repeat));
  const asked = SIDES.map((side, at) => requestOf(detail[side], shown[at]));
  return [
    repeatsBeside(detail),
    askedBeside(asked, shown, source),
    answeredBeside(shown, source),
    judgedBeside(shown, source.shortSides),
  ];
}

function notHeld(pair) {
  const alike = pair.fate === "still_passing" && pair.answers === "same";
  const why = alike ? "Both sides pass with the same answer. " : "";
  return element("p", { class: "notice" }, `${why}This page does not hold the texts of this unit; each run's own report does.`);
}

/** The repeat that was asked for, else the first that is not in order, else the first. */
function repeatOf(repeats, asked) {
  const wanted = repeats.find((repeat) => String(repeat.repeat + 1) === asked);
  return wanted ?? repeats.find((repeat) => !["passed", "skipped"].includes(repeat.status)) ?? repeats[0];
}

function requestOf(side, repeat) {
  return side?.requests?.[repeat?.exchanges?.at(-1)?.key];
}

function pairHeading(pair) {
  const tags = (pair.tags ?? []).map((tag) => element("span", { class: "tag" }, inline(tag)));
  const suite = element("span", { class: "suite" }, inline(pair.suite), "/");
  const named = [pair.prompt && ["prompt ", inline(pair.prompt, { class: "strong" })]];
  named.push(pair.model && ["model ", inline(pair.model, { class: "strong" })]);
  return element(
    "header",
    { class: "case-heading" },
    element(
      "div",
      { class: "case-status" },
      fateBadge(pair.fate),
      pair.must_pass && element("span", { class: "tag" }, "must pass"),
      tags,
    ),
    element("h1", { id: "pair-title", tabindex: "-1" }, suite, inline(pair.case)),
    element("p", { class: "case-names" }, named.filter(Boolean).map((part, at) => [at > 0 && " · ", part])),
  );
}

/** Both sides' figures in a table: a column for each. */
function figuresBeside(pair, source) {
  const [base, candidate] = SIDES.map((side) => pair[side]);
  const rows = [
    ["Outcome", (side) => [badge(side.status), side.flaky && [" ", flakyTag()]]],
    ["Prompt", (side) => side.prompt && inline(side.prompt)],
    ["Model", (side) => side.model && inline(side.model)],
    ["Score", (side) => (side.status === "skipped" ? "–" : score(side.score))],
    ["Repeats", (side) => side.repeats > 1 && `${side.repeats_passed} of ${side.repeats} passed`],
    ["Cost", (side) => side.cost !== undefined && money(side.cost)],
    ["Latency", (side) => side.latency_ms !== undefined && duration(side.latency_ms)],
    ["Reason", (side) => side.reason && visible(side.reason)],
  ];
  const told = rows.map(([name, cell]) => [name, cell(base), cell(candidate)]).filter(([, a, b]) => a || b);
  const side = (at, role) =>
    element("th", { scope: "col" }, element("span", { class: "aside" }, role), " ", inline(source.sides[at]));
  const absent = element("span", { class: "aside" }, "–");
  return element(
    "section",
    { class: "card" },
    element(
      "table",
      { class: "beside-figures" },
      element("thead", {}, element("tr", {}, element("td"), side(0, "Base"), side(1, "Candidate"))),
      element(
        "tbody",
        {},
        told.map(([name, a, b]) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, name),
            element("td", {}, a || absent.cloneNode(true)),
            element("td", {}, b || absent.cloneNode(true)),
          ),
        ),
      ),
    ),
  );
}

/** Links to the repeats, where a side has several. */
function repeatsBeside(detail) {
  const [base, candidate] = SIDES.map((side) => detail[side]?.repeats ?? []);
  const most = Math.max(base.length, candidate.length);
  if (most < 2) return null;
  const links = Array.from({ length: most }, (_, at) => {
    const statuses = [base[at], candidate[at]].filter(Boolean).map((repeat) => repeat.status);
    return viewLink(
      { repeat: String(at + 1) },
      { class: "chip", "aria-current": state().repeat === String(at + 1) ? "true" : null },
      statuses.map((status) => mark(status)),
      `Repeat ${at + 1}`,
      element("span", { class: "off-screen" }, statuses.map(wordOf).join(", then ")),
    );
  });
  return element("nav", { class: "repeats", "aria-label": "Repeats" }, links);
}

function askedBeside(asked, shown, source) {
  const [base, candidate] = asked;
  if (!base && !candidate) return null;
  const alike = !base || !candidate || sameMessages(base, candidate);
  const evidence = (digest) => shapesOfBoth(shown, digest);
  if (alike) {
    const one = conversationOf(candidate ?? base, source, evidence);
    return element("section", { class: "card asked" }, element("h2", {}, "Asked"), one);
  }
  const names = { beforeName: source.shortSides[0], afterName: source.shortSides[1] };
  const both = asked.map((body, at) => sideOf(source.shortSides[at], conversationOf(body, source, evidence)));
  return element(
    "section",
    { class: "card asked" },
    element("h2", {}, "Asked differently"),
    diffView(textOfMessages(base), textOfMessages(candidate), names),
    element("details", {}, element("summary", {}, "Both conversations"), element("div", { class: "beside" }, both)),
  );
}

/** What both sides' assertions tell of an image. */
function shapesOfBoth(shown, digest) {
  return gathered(shown.flatMap((repeat, at) => shapesOf(repeat?.assertions ?? [], digest, { side: "ab"[at] })));
}

const sameMessages = (a, b) => JSON.stringify(a.messages) === JSON.stringify(b.messages);

/** The texts of a request's messages, and its images by their digests. */
function textOfMessages({ messages }) {
  return (Array.isArray(messages) ? messages : [])
    .map(({ role, content }) => `${role}\n${typeof content === "string" ? content : partTexts(content)}`)
    .join("\n\n");
}

function partTexts(parts) {
  if (!Array.isArray(parts)) return "";
  return parts.map((part) => (part.type === "text" ? part.text : (part.image_url?.url ?? part.type))).join("\n");
}

function sideOf(name, ...content) {
  return element("section", { class: "beside-side" }, element("h3", {}, inline(name)), content);
}

const lastText = (repeat) => repeat?.exchanges?.at(-1)?.reply?.text ?? "";

function answeredBeside(shown, source) {
  const [before, now] = shown.map(lastText);
  const names = { beforeName: source.shortSides[0], afterName: source.shortSides[1] };
  const differ = before !== now && before !== "" && now !== "";
  const answers = shown.map((repeat, at) =>
    sideOf(source.shortSides[at], repeat ? answerOf(repeat) : element("p", { class: "absent" }, "No result."), took(repeat)),
  );
  return element(
    "section",
    { class: "card answered-beside" },
    element("h2", {}, before === now && before !== "" ? "Answered alike" : "Answered"),
    element("div", { class: "beside" }, answers),
    differ && [element("h3", { class: "differs" }, "What differs"), diffView(before, now, names)],
  );
}

/** "1.2 s · $0.001 · 120 + 14 tokens" of the repeat that is shown. */
function took(repeat) {
  const last = repeat?.exchanges?.at(-1);
  const usage = last?.reply?.usage ?? {};
  const parts = [
    last?.timing?.total_ms !== undefined && duration(last.timing.total_ms),
    repeat?.cost !== undefined && money(repeat.cost),
    usage.prompt_tokens !== undefined && `${usage.prompt_tokens} + ${usage.completion_tokens ?? 0} tokens`,
  ].filter(Boolean);
  return parts.length > 0 && element("p", { class: "aside" }, parts.join(" · "));
}

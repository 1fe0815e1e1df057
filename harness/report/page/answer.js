// What came back: the answer as the model wrote it, or why there is none, and where it is from.

import { conversationOf, parametersOf, toolCallBlocks } from "./conversation.js";
import { element } from "./element.js";
import { count, duration, money, time } from "./format.js";
import { authoredTag } from "./marks.js";
import { readingOf } from "./reading.js";
import { inline, textBlock, visible } from "./text.js";
import { timingBar } from "./timing.js";

/** The last answer of a repeat, or the failure in its place. */
export function answerOf(repeat) {
  const exchanges = repeat.exchanges ?? [];
  const last = exchanges.at(-1);
  if (!last) return element("p", { class: "absent" }, "Nothing was sent.");
  if (!last.reply) return failureBlock(last.failure ?? {});
  const provenance = last.provenance ?? {};
  const earlier = exchanges.slice(0, -1).some((exchange) => exchange.provenance?.source === "authored");
  return [
    provenanceLine(provenance),
    earlier && provenance.source !== "authored" && authoredNotice("A person wrote an earlier answer of this talk."),
    replyBlock(last.reply),
  ];
}

function authoredNotice(sentence) {
  return element("p", { class: "notice authored-notice" }, authoredTag(), ` ${sentence}`);
}

function origin(source, replayed) {
  if (source === "answers") return "Read from a file of answers";
  return replayed ? "Replayed from a recording" : "Answered live";
}

function provenanceLine(provenance) {
  const { source, replayed, copy, recorded_at: at, request_changed: changed } = provenance;
  if (source === "authored") return authoredNotice("A person wrote this answer; no model gave it.");
  const parts = [
    origin(source, replayed),
    source && source !== "live" && source !== "answers" && `source: ${source}`,
    at && `recorded ${/T/.test(at) ? time(at) : at}`,
    copy && "an earlier repeat's answer, served once more",
    changed && "the suite asks something else today",
  ].filter(Boolean);
  return element("p", { class: "origin" }, visible(parts.join(" · ")));
}

function replyBlock(given) {
  const text = given.text ?? "";
  return [
    given.reasoning &&
      element("details", { class: "reasoning" }, element("summary", {}, "Reasoning"), textBlock(given.reasoning)),
    given.refusal && element("div", { class: "refusal" }, element("h3", {}, "Refusal"), textBlock(given.refusal)),
    text !== "" && element("div", { class: "reply" }, readingOf(text, { copyLabel: "Copy answer" })),
    toolCallBlocks(given.tool_calls ?? []),
    text === "" &&
      !given.refusal &&
      !given.tool_calls?.length &&
      element("p", { class: "absent" }, "The answer is empty."),
  ];
}

function failureBlock({ kind = "", status, message = "", request_id: id }) {
  return element(
    "div",
    { class: "failure" },
    element(
      "p",
      { class: "strong" },
      "No answer: ",
      inline(kind.replaceAll("_", " ")),
      status ? ` (HTTP ${status})` : "",
    ),
    textBlock(message, "code"),
    id && element("p", { class: "aside" }, "request id ", inline(id, { class: "code" })),
  );
}

/** Each request of a repeat with its figures, the sends that came to nothing, and its raw text. */
export function exchangesOf(repeat, requests, run) {
  const all = repeat.exchanges ?? [];
  return all.map((exchange, index) => {
    const body = requests[exchange.key];
    const title = all.length > 1 ? `Request ${index + 1} of ${all.length}` : "Request";
    return element(
      "section",
      { class: "exchange" },
      element("h3", {}, title),
      timingBar(exchange.timing ?? {}),
      exchangeFigures(exchange, repeat, all.length),
      attemptList(exchange.attempts ?? []),
      body && parametersOf(body),
      all.length > 1 &&
        body &&
        element("details", {}, element("summary", {}, "Conversation"), conversationOf(body, run)),
      rawBlock("Raw request", body),
      rawBlock("Raw result", exchange.reply ?? exchange.failure),
    );
  });
}

function exchangeFigures({ reply: given, timing = {}, key, provenance = {} }, repeat, total) {
  const usage = given?.usage ?? {};
  const pairs = [
    ["finish reason", given?.finish_reason],
    ["model", given?.model],
    ["streamed", given?.streamed && "yes"],
    ["prompt tokens", ifGiven(usage.prompt_tokens, count)],
    ["completion tokens", ifGiven(usage.completion_tokens, count)],
    ["cached", ifGiven(usage.cached_tokens, count)],
    ["reasoning", ifGiven(usage.reasoning_tokens, count)],
    ["image tokens", ifGiven(usage.image_tokens, count)],
    ["queue", ifGiven(timing.queue_ms, duration)],
    ["connect", ifGiven(timing.connect_ms, duration)],
    ["first byte", ifGiven(timing.first_byte_ms, duration)],
    ["first token", ifGiven(timing.first_token_ms, duration)],
    ["total", ifGiven(timing.total_ms, duration)],
    ["cost", total === 1 && repeat.cost !== undefined && `${money(repeat.cost)} (${repeat.cost_source ?? "stated"})`],
    ["source", [provenance.source, provenance.replayed && "replayed"].filter(Boolean).join(", ")],
    ["key", key && key.slice(0, 12)],
  ];
  return element(
    "dl",
    { class: "pairs" },
    pairs
      .filter(([, value]) => value)
      .map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, inline(String(value))))),
  );
}

function ifGiven(value, format) {
  return value === undefined ? "" : format(value);
}

function attemptList(all) {
  if (all.length === 0) return null;
  const items = all.map(({ failure: { kind, status, message, request_id: id }, waited_ms: waited }) =>
    element(
      "li",
      {},
      element("span", { class: "strong" }, inline(kind.replaceAll("_", " "))),
      status ? ` (HTTP ${status}) ` : " ",
      inline(message ?? ""),
      id && [" · request id ", inline(id, { class: "code" })],
      waited ? ` · sent again after ${duration(waited)}` : " · sent again at once",
    ),
  );
  return element(
    "div",
    { class: "attempts" },
    element("h4", {}, "Earlier sends without an answer"),
    element("ol", {}, items),
  );
}

function rawBlock(title, value) {
  if (value === undefined) return null;
  const details = element("details", { class: "raw" }, element("summary", {}, title));
  details.addEventListener(
    "toggle",
    () => {
      const text = JSON.stringify(value, null, 2);
      details.append(readingOf(text, { copyLabel: `Copy ${title.toLowerCase()}` }));
    },
    { once: true },
  );
  return details;
}

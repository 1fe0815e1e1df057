#pragma once

#include <concepts>
#include <type_traits>

#include "model/result.h"

namespace sightline {

/// `T` as a writer has it, constant, or as a reader fills it.
template <typename Given, typename T>
concept Record = std::same_as<std::remove_const_t<Given>, T>;

/// The members of each record of a run log, in their order, told once for writing and reading. `io(name, member)` is a
/// member that is left out where it is empty, zero, the first of its enumeration, or what a third argument says;
/// `io.always(name, member)` stands in every line.

template <typename Io>
void describe(Io& io, Record<UnitId> auto& unit) {
  io.always("suite", unit.suite);
  io.always("case", unit.case_id);
  io.always("prompt", unit.prompt);
  io.always("model", unit.model);
}

template <typename Io>
void describe(Io& io, Record<Place> auto& place) {
  io("file", place.file);
  io("line", place.position.line);
  io("column", place.position.column);
}

template <typename Io>
void describe(Io& io, Record<Repeat> auto& repeat) {
  io("n", repeat.n, 1u);
  io("pass", repeat.pass, 1u);
}

template <typename Io>
void describe(Io& io, Record<Usage> auto& usage) {
  io("prompt_tokens", usage.prompt_tokens);
  io("completion_tokens", usage.completion_tokens);
  io("total_tokens", usage.total_tokens);
  io("cached_tokens", usage.cached_tokens);
  io("reasoning_tokens", usage.reasoning_tokens);
  io("image_tokens", usage.image_tokens);
}

template <typename Io>
void describe(Io& io, Record<ToolCall> auto& call) {
  io("id", call.id);
  io("name", call.name);
  io("arguments", call.arguments);
}

template <typename Io>
void describe(Io& io, Record<Reply> auto& reply) {
  io("text", reply.text);
  io("refusal", reply.refusal);
  io("reasoning", reply.reasoning);
  io("tool_calls", reply.tool_calls);
  io("finish_reason", reply.finish_reason);
  io("model", reply.model);
  io("id", reply.id);
  io("system_fingerprint", reply.system_fingerprint);
  io("created", reply.created);
  io("usage", reply.usage);
  io("stated_cost", reply.stated_cost);
  io("logprobs", reply.logprobs);
  io("streamed", reply.streamed);
}

template <typename Io>
void describe(Io& io, Record<Failure> auto& failure) {
  io.always("kind", failure.kind);
  io("status", failure.status);
  io("message", failure.message);
  io("request_id", failure.request_id);
  io("retry_after_ms", failure.retry_after_ms);
}

template <typename Io>
void describe(Io& io, Record<Timing> auto& timing) {
  io("queue_ms", timing.queue_ms);
  io("connect_ms", timing.connect_ms);
  io("first_byte_ms", timing.first_byte_ms);
  io("first_token_ms", timing.first_token_ms);
  io("total_ms", timing.total_ms);
}

template <typename Io>
void describe(Io& io, Record<Attempt> auto& attempt) {
  io.always("failure", attempt.failure);
  io("waited_ms", attempt.waited_ms);
}

template <typename Io>
void describe(Io& io, Record<Provenance> auto& provenance) {
  io.always("source", provenance.source);
  io("replayed", provenance.replayed);
  io("copy", provenance.copy);
  io("recorded_at", provenance.recorded_at);
  io("ignored_changed", provenance.ignored_changed);
  io("request_changed", provenance.request_changed);
}

template <typename Io>
void describe(Io& io, Record<Exchange> auto& exchange) {
  io("key", exchange.key);
  io("reply", exchange.reply);
  io("failure", exchange.failure);
  io("timing", exchange.timing);
  io("attempts", exchange.attempts);
  io("provenance", exchange.provenance);
}

template <typename Io>
void describe(Io& io, Record<Verdict> auto& verdict) {
  io.always("status", verdict.status);
  io.always("score", verdict.score);
  io("value", verdict.value);
  io("unit", verdict.unit);
  io("outcome", verdict.outcome);
  io("reason", verdict.reason);
  io("evidence", verdict.evidence);
}

template <typename Io>
void describe(Io& io, Record<AssertionResult> auto& assertion) {
  io.always("name", assertion.name);
  io("text", assertion.text);
  io("label", assertion.label);
  io("metric", assertion.metric);
  io("weight", assertion.weight, 1.0);
  io("turn", assertion.turn);
  describe(io, assertion.verdict);
  io("place", assertion.place);
}

template <typename Io>
void describe(Io& io, Record<GroupMember> auto& member) {
  io.always("unit", member.unit);
  io.always("status", member.status);
  io.always("score", member.score);
  io("answer", member.answer);
}

template <typename Io>
void describe(Io& io, Record<GroupRecord> auto& group) {
  io("kind", group.kind);
  io("rule", group.rule);
  io("members", group.members);
  io("consistent", group.consistent);
  io("chosen", group.chosen);
}

/// The unit, `repeat` and `sequence` come first: the index of a log reads no further.
template <typename Io>
void describe(Io& io, Record<CaseResult> auto& result) {
  describe(io, result.unit);
  io.always("repeat", result.repeat);
  io.always("sequence", result.sequence);
  io.always("status", result.status);
  io.always("score", result.score);
  io("must_pass", result.must_pass);
  io("reason", result.reason);
  io("description", result.description);
  io("tags", result.tags);
  io("cluster", result.cluster);
  io("repeats", result.repeats);
  io("cost", result.cost);
  io("cost_source", result.cost_source, CostSource::unknown);
  io("exchanges", result.exchanges);
  io("assertions", result.assertions);
  io("control", result.control);
  io("control_of", result.control_of);
  io("group", result.group);
  io("place", result.place);
}

template <typename Io>
void describe(Io& io, Record<RunSuite> auto& suite) {
  io.always("name", suite.name);
  io("path", suite.path);
  io("sha256", suite.sha256);
  io("description", suite.description);
  io("metrics", suite.metrics);
}

template <typename Io>
void describe(Io& io, Record<Price> auto& price) {
  io.always("input", price.input);
  io.always("output", price.output);
}

template <typename Io>
void describe(Io& io, Record<RunModel> auto& model) {
  io.always("name", model.name);
  io("model", model.model);
  io("base_url", model.base_url);
  io("params", model.params);
  io("price", model.price);
}

template <typename Io>
void describe(Io& io, Record<RunHeader> auto& header) {
  io.always("id", header.id);
  io("version", header.version);
  io("label", header.label);
  io("command", header.command);
  io("started", header.started);
  io("host", header.host);
  io("git_commit", header.git_commit);
  io.always("mode", header.mode);
  io("images", header.images);
  io("seed", header.seed);
  io("shard_index", header.shard_index, 1u);
  io("shard_count", header.shard_count, 1u);
  io("shard_plan", header.shard_plan);
  io("shard_plan_results", header.shard_plan_results);
  io("suites", header.suites);
  io("models", header.models);
  io.always("planned_results", header.planned_results);
}

template <typename Io>
void describe(Io& io, Record<GateVerdict> auto& gate) {
  io.always("gate", gate.gate);
  io("scope", gate.scope);
  io("model", gate.model);
  io("prompt", gate.prompt);
  io.always("status", gate.status);
  io("measured", gate.measured);
  io("limit", gate.limit);
  io("sentence", gate.sentence);
}

template <typename Io>
void describe(Io& io, Record<DecidedCell> auto& cell) {
  io.always("model", cell.model);
  io.always("prompt", cell.prompt);
  io.always("decision", cell.decision);
  io.always("observed", cell.observed);
  io.always("planned", cell.planned);
  io.always("lost", cell.lost);
  io.always("gained", cell.gained);
}

template <typename Io>
void describe(Io& io, Record<RunFooter> auto& footer) {
  io.always("finished", footer.finished);
  io("wall_ms", footer.wall_ms);
  io.always("complete", footer.complete);
  io("incomplete_because", footer.incomplete_because);
  io("spent", footer.spent);
  io("gates", footer.gates);
  io("decided", footer.decided);
  io("not_needed", footer.not_needed);
  io.always("exit_code", footer.exit_code);
}

}  // namespace sightline

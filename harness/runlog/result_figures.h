#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/result.h"
#include "runlog/json_cursor.h"
#include "runlog/record_fields.h"

namespace sightline {

/// The records of a result without what only people read: a reader passes over their texts, which makes it several
/// times as fast. Members are those of the record in whose place each stands.

struct EvidenceFigures {
  JsonText tally;
};

struct AssertionFigures {
  std::string metric;
  Verdict::Status status = Verdict::Status::pass;
  double score = 1;
  std::optional<double> value;
  Verdict::Outcome outcome = Verdict::Outcome::judged;
  EvidenceFigures evidence;
};

struct ToolCallFigures {
  JsonText name;
  JsonText arguments;
};

struct ReplyFigures {
  JsonText text;
  JsonText refusal;
  std::vector<ToolCallFigures> tool_calls;
  std::string finish_reason;
  Usage usage;
};

struct TimingFigures {
  std::optional<double> total_ms;
};

struct ProvenanceFigures {
  std::string source;
  bool copy = false;
};

struct ExchangeFigures {
  std::optional<ReplyFigures> reply;
  TimingFigures timing;
  ProvenanceFigures provenance;
};

struct GroupMemberFigures {
  std::string unit;
};

struct GroupFigures {
  std::string kind;
  std::vector<GroupMemberFigures> members;
};

struct ResultFigures {
  UnitId unit;
  unsigned repeat = 0;
  std::uint64_t sequence = 0;
  Status status = Status::passed;
  double score = 0;
  bool must_pass = false;
  std::string reason;
  std::vector<std::string> tags;
  std::string cluster;  ///< Empty in logs of old.
  Repeat repeats;
  std::optional<double> cost;
  std::vector<ExchangeFigures> exchanges;
  std::vector<AssertionFigures> assertions;
  std::string control;
  GroupFigures group;
};

template <typename Io>
void describe(Io& io, Record<EvidenceFigures> auto& evidence) {
  io("tally", evidence.tally);
}

template <typename Io>
void describe(Io& io, Record<AssertionFigures> auto& assertion) {
  io("metric", assertion.metric);
  io.always("status", assertion.status);
  io.always("score", assertion.score);
  io("value", assertion.value);
  io("outcome", assertion.outcome);
  io("evidence", assertion.evidence);
}

template <typename Io>
void describe(Io& io, Record<ToolCallFigures> auto& call) {
  io("name", call.name);
  io("arguments", call.arguments);
}

template <typename Io>
void describe(Io& io, Record<ReplyFigures> auto& reply) {
  io("text", reply.text);
  io("refusal", reply.refusal);
  io("tool_calls", reply.tool_calls);
  io("finish_reason", reply.finish_reason);
  io("usage", reply.usage);
}

template <typename Io>
void describe(Io& io, Record<TimingFigures> auto& timing) {
  io("total_ms", timing.total_ms);
}

template <typename Io>
void describe(Io& io, Record<ProvenanceFigures> auto& provenance) {
  io.always("source", provenance.source);
  io("copy", provenance.copy);
}

template <typename Io>
void describe(Io& io, Record<ExchangeFigures> auto& exchange) {
  io("reply", exchange.reply);
  io("timing", exchange.timing);
  io("provenance", exchange.provenance);
}

template <typename Io>
void describe(Io& io, Record<GroupMemberFigures> auto& member) {
  io.always("unit", member.unit);
}

template <typename Io>
void describe(Io& io, Record<GroupFigures> auto& group) {
  io("kind", group.kind);
  io("members", group.members);
}

template <typename Io>
void describe(Io& io, Record<ResultFigures> auto& result) {
  describe(io, result.unit);
  io.always("repeat", result.repeat);
  io.always("sequence", result.sequence);
  io.always("status", result.status);
  io.always("score", result.score);
  io("must_pass", result.must_pass);
  io("reason", result.reason);
  io("tags", result.tags);
  io("cluster", result.cluster);
  io("repeats", result.repeats);
  io("cost", result.cost);
  io("exchanges", result.exchanges);
  io("assertions", result.assertions);
  io("control", result.control);
  io("group", result.group);
}

/// Called with each result as it stands in the file; what it is given is good during the call.
using TakeFigures = std::function<void(const RunHeader& header, ResultFigures& figures)>;

struct FiguresLog {
  RunHeader header;
  /// Numbers of the results that count, from 0 by the order of the calls, in plan order, the repeats of a unit together
  /// and by repeat. Those that a later line replaced or took out are not among them.
  std::vector<std::uint32_t> order;
};

/// Reads the figures of a run.jsonl in one pass. Errors are those of RunReader::open. As there, a line whose members do
/// not fit gives a result with status error that says so.
Expected<FiguresLog> read_result_figures(const Files& files, const std::string& log, const TakeFigures& take);

}  // namespace sightline

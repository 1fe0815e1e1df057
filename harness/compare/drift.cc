#include "compare/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "compare/answer_shape.h"
#include "compare/text_similarity.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestText = 160;
/// Answers as quick as these differ in their times by chance.
constexpr double kLeastDifferenceMs = 250;

std::string shown(std::string_view text) {
  return text.empty() ? "none" : quoted(text, kLongestText);
}

std::string failure_text(const Failure& failure) {
  return shortened(fmt::format("{}: {}", failure_name(failure.kind), failure.message), kLongestText);
}

std::string outcome_text(const Exchange& exchange) {
  return exchange.reply ? "an answer" : exchange.failure ? failure_text(*exchange.failure) : "nothing";
}

/// Arguments as a value where they are JSON: the order of members and blanks do not matter.
bool same_arguments(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto first = parse_json(a);
  const auto second = parse_json(b);
  return first && second && *first == *second;
}

bool same_calls(const std::vector<ToolCall>& a, const std::vector<ToolCall>& b) {
  return std::ranges::equal(a, b, [](const ToolCall& x, const ToolCall& y) {
    return x.name == y.name && same_arguments(x.arguments, y.arguments);
  });
}

std::string calls_text(const std::vector<ToolCall>& calls) {
  std::vector<std::string> texts;
  for (const ToolCall& call : calls) texts.push_back(fmt::format("{}({})", call.name, call.arguments));
  return texts.empty() ? "none" : shortened(join(texts, ", "), kLongestText);
}

const RecordedResponse* answer_of(const DriftSide& side, unsigned turn) {
  return turn < side.answers.size() ? side.answers[turn] : nullptr;
}

/// Compares one turn of both sides.
class TurnComparison {
 public:
  TurnComparison(const DriftSide& recorded, const DriftSide& live, unsigned turn, const DriftRules& rules,
                 std::vector<DriftFinding>& findings)
      : before_(recorded.result.exchanges[turn]),
        after_(live.result.exchanges[turn]),
        before_bytes_(answer_of(recorded, turn)),
        after_bytes_(answer_of(live, turn)),
        turn_(turn),
        rules_(rules),
        findings_(findings) {}

  void compare() {
    compare_outcomes();
    if (!before_.reply || !after_.reply) return;
    compare_shapes();
    tell_where_not_same(DriftLevel::fail, "finish_reason", before_.reply->finish_reason, after_.reply->finish_reason);
    tell_where_not_same(DriftLevel::warn, "model", before_.reply->model, after_.reply->model);
    if (before_.key != after_.key) return;
    compare_content();
    compare_usage();
    tell_where_not_same(DriftLevel::info, "system_fingerprint", before_.reply->system_fingerprint,
                        after_.reply->system_fingerprint);
    compare_latency();
  }

 private:
  void tell(DriftLevel level, std::string what, std::string recorded, std::string live) {
    findings_.push_back({level, std::move(what), turn_, std::move(recorded), std::move(live)});
  }

  void tell_where_not_same(DriftLevel level, const char* what, const std::string& recorded, const std::string& live) {
    if (recorded != live) tell(level, what, shown(recorded), shown(live));
  }

  void compare_outcomes() {
    const bool both_failed = before_.failure && after_.failure;
    const bool same =
        both_failed ? before_.failure->kind == after_.failure->kind && before_.failure->status == after_.failure->status
                    : before_.reply.has_value() == after_.reply.has_value();
    if (!same) tell(DriftLevel::fail, "error", outcome_text(before_), outcome_text(after_));
  }

  /// What clients read is under `choices`; of what stands beside it they can mostly do without.
  void compare_shapes() {
    if (!before_bytes_ || !after_bytes_) return;
    for (const ShapeChange& change : shape_changes(answer_shape(*before_bytes_), answer_shape(*after_bytes_))) {
      const bool is_read = change.path.empty() || change.path == "/choices" || change.path.starts_with("/choices/");
      const std::string where = change.path.empty() ? "" : change.path + ": ";
      tell(is_read ? DriftLevel::fail : DriftLevel::warn, "shape", where + change.before, where + change.after);
    }
  }

  void compare_content() {
    const std::string& before = before_.reply->text;
    const std::string& after = after_.reply->text;
    if (before != after) {
      const double alike = text_similarity(before, after);
      tell(alike < rules_.similarity ? DriftLevel::warn : DriftLevel::info, "text", shown(before),
           fmt::format("{} ({:.2f} alike)", shown(after), alike));
    }
    if (!same_calls(before_.reply->tool_calls, after_.reply->tool_calls)) {
      tell(DriftLevel::warn, "tool_calls", calls_text(before_.reply->tool_calls), calls_text(after_.reply->tool_calls));
    }
  }

  void compare_usage() {
    const Usage& before = before_.reply->usage;
    const Usage& after = after_.reply->usage;
    if (before.prompt_tokens && after.prompt_tokens && *before.prompt_tokens != *after.prompt_tokens) {
      tell(DriftLevel::warn, "prompt_tokens", std::to_string(*before.prompt_tokens),
           std::to_string(*after.prompt_tokens));
    }
    if (!before.completion_tokens || !after.completion_tokens) return;
    const auto difference = static_cast<double>(std::abs(*after.completion_tokens - *before.completion_tokens));
    if (difference <= 0.5 * static_cast<double>(*before.completion_tokens)) return;
    tell(DriftLevel::warn, "completion_tokens", std::to_string(*before.completion_tokens),
         std::to_string(*after.completion_tokens));
  }

  void compare_latency() {
    const auto before = before_.timing.total_ms;
    const auto after = after_.timing.total_ms;
    if (!before || !after || std::abs(*after - *before) < kLeastDifferenceMs) return;
    if (*after > 2 * *before || *before > 2 * *after) {
      tell(DriftLevel::info, "latency", fmt::format("{:.0f} ms", *before), fmt::format("{:.0f} ms", *after));
    }
  }

  const Exchange& before_;
  const Exchange& after_;
  const RecordedResponse* before_bytes_;
  const RecordedResponse* after_bytes_;
  unsigned turn_;
  const DriftRules& rules_;
  std::vector<DriftFinding>& findings_;
};

bool passes(const AssertionResult& assertion) {
  return assertion.verdict.status == Verdict::Status::pass;
}

std::string verdict_text(const AssertionResult& assertion) {
  const std::string& name = assertion.text.empty() ? assertion.name : assertion.text;
  const std::string reason =
      passes(assertion) || assertion.verdict.reason.empty() ? "" : ": " + assertion.verdict.reason;
  return shortened(fmt::format("{} {}{}", name, status_name(assertion.verdict.status), reason), kLongestText);
}

/// An assertion of weight 0 decides nothing, here neither.
void compare_verdicts(const CaseResult& recorded, const CaseResult& live, std::vector<DriftFinding>& findings) {
  const std::size_t both = std::min(recorded.assertions.size(), live.assertions.size());
  for (std::size_t i = 0; i < both; ++i) {
    const AssertionResult& before = recorded.assertions[i];
    const AssertionResult& after = live.assertions[i];
    if (passes(before) == passes(after)) continue;
    const bool is_worse = passes(before) && before.weight > 0;
    findings.push_back({is_worse ? DriftLevel::fail : DriftLevel::warn, "verdict", before.turn, verdict_text(before),
                        verdict_text(after)});
  }
}

std::string turns_text(const CaseResult& result) {
  const std::size_t count = result.exchanges.size();
  return fmt::format("{} {}{}", count, count == 1 ? "turn" : "turns",
                     result.reason.empty() ? "" : ": " + result.reason);
}

/// Trouble that lies between the model and us.
bool tells_nothing(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::refused_connection:
    case Failure::Kind::name_not_resolved:
    case Failure::Kind::tls:
    case Failure::Kind::timeout:
    case Failure::Kind::broken_connection:
    case Failure::Kind::unauthorized:
    case Failure::Kind::forbidden:
    case Failure::Kind::rate_limited:
    case Failure::Kind::missing_fixture:  // Of a server that is itself a replay.
    case Failure::Kind::harness:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view drift_level_name(DriftLevel level) {
  return level == DriftLevel::fail ? "fail" : level == DriftLevel::warn ? "warn" : "info";
}

std::optional<std::string> why_not_comparable(const CaseResult& recorded, const CaseResult& live) {
  for (const Exchange& exchange : recorded.exchanges) {
    if (!exchange.failure) continue;
    if (exchange.failure->kind == Failure::Kind::missing_fixture) return "its recording is not whole";
    if (tells_nothing(*exchange.failure)) return "the recording: " + failure_text(*exchange.failure);
  }
  for (const Exchange& exchange : live.exchanges) {
    if (exchange.failure && tells_nothing(*exchange.failure)) return failure_text(*exchange.failure);
  }
  return std::nullopt;
}

std::vector<DriftFinding> drift_of(const DriftSide& recorded, const DriftSide& live, const DriftRules& rules) {
  std::vector<DriftFinding> findings;
  const auto& before = recorded.result.exchanges;
  const auto& after = live.result.exchanges;
  const auto both = static_cast<unsigned>(std::min(before.size(), after.size()));
  for (unsigned turn = 0; turn < both; ++turn) TurnComparison(recorded, live, turn, rules, findings).compare();
  const bool answered = both > 0 && before[both - 1].reply && after[both - 1].reply;
  if (before.size() != after.size() && answered) {
    findings.push_back({DriftLevel::fail, "turns", both - 1, turns_text(recorded.result), turns_text(live.result)});
  }
  compare_verdicts(recorded.result, live.result, findings);
  return findings;
}

}  // namespace sightline

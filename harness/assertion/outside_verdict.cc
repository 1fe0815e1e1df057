#include "assertion/outside_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kShownReason = 500;
constexpr std::size_t kShownOutput = 120;

const std::vector<std::string> kMembers{"pass", "status", "score", "reason", "value", "unit", "outcome", "evidence"};

using VerdictOutcome = Verdict::Outcome;
constexpr std::array kOutcomes{VerdictOutcome::judged, VerdictOutcome::unparsed, VerdictOutcome::refused,
                               VerdictOutcome::truncated, VerdictOutcome::empty};

bool is_text(const Node& value) {
  return value.is_string();
}
bool is_score(const Node& value) {
  return value.is_number() && value.number() >= 0 && value.number() <= 1;
}
bool is_finite(const Node& value) {
  return value.is_number() && std::isfinite(value.number());
}
bool is_status(const Node& value) {
  return value.is_string() && (value.string() == "pass" || value.string() == "fail" || value.string() == "error");
}
bool is_outcome(const Node& value) {
  return value.is_string() &&
         std::ranges::any_of(kOutcomes, [&](VerdictOutcome known) { return outcome_name(known) == value.string(); });
}

struct Member {
  std::string_view name;
  bool (*fits)(const Node&);
  std::string_view wanted;
};
constexpr std::array kTypes{
    Member{"pass", [](const Node& value) { return value.is_boolean(); }, "true or false"},
    Member{"status", is_status, "'pass', 'fail' or 'error'"},
    Member{"score", is_score, "a number from 0 to 1"},
    Member{"reason", is_text, "text"},
    Member{"value", is_finite, "a number"},
    Member{"unit", is_text, "text"},
    Member{"outcome", is_outcome, "'judged', 'unparsed', 'refused', 'truncated' or 'empty'"},
    Member{"evidence", [](const Node& value) { return value.is_map(); }, "a map"},
};

/// Why a value is no verdict, or "".
std::string trouble_with(const Node& given) {
  if (!given.is_map()) return fmt::format("it is {}, not a map", named(given));
  for (const Node::Member& member : given.map()) {
    const auto* type = std::ranges::find(kTypes, member.key, &Member::name);
    if (type == kTypes.end()) {
      return fmt::format("it has no member {}{}", quoted(member.key), suggestion(member.key, kMembers));
    }
    const bool absent = member.value.is_null();
    if (!absent && !type->fits(member.value)) {
      return fmt::format("its '{}' wants {}, got {}", member.key, type->wanted, named(member.value));
    }
  }
  return "";
}

/// A member that is there, and not null.
const Node* member(const Node& given, std::string_view name) {
  const Node* value = given.find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

/// The reason on one line.
std::string reason_of(const Node& given) {
  const Node* reason = member(given, "reason");
  return reason == nullptr ? "" : unquoted(collapsed_spaces(reason->string()), kShownReason);
}

/// "pass", "fail", "error", or "" where neither `pass` nor `status` says.
std::string status_of(const Node& given) {
  if (const Node* status = member(given, "status")) return status->string();
  const Node* pass = member(given, "pass");
  if (pass == nullptr) return "";
  return pass->boolean() ? "pass" : "fail";
}

bool disagrees(const Node& given) {
  const Node* status = member(given, "status");
  const Node* pass = member(given, "pass");
  return status != nullptr && pass != nullptr && pass->boolean() != (status->string() == "pass");
}

VerdictOutcome outcome_in(const Node& given, const Observation& seen) {
  const Node* written = member(given, "outcome");
  if (written == nullptr) return outcome_of(seen.reply);
  return *std::ranges::find_if(kOutcomes,
                               [&](VerdictOutcome known) { return outcome_name(known) == written->string(); });
}

/// What the verdict says beside its status.
void add_rest(const Node& given, Verdict& verdict) {
  if (const Node* value = member(given, "value")) verdict.value = value->number();
  if (const Node* unit = member(given, "unit")) verdict.unit = unquoted(unit->string());
  if (const Node* evidence = member(given, "evidence")) verdict.evidence = *evidence;
}

}  // namespace

OutsideVerdict::OutsideVerdict(Options& options) {
  bool is_marked = false;
  for (const char* option : {"threshold", "min", "max"}) is_marked |= options.find(option) != nullptr;
  wants_score_ = options.find("threshold") != nullptr;
  if (is_marked) mark_.emplace(options, PassMark::Default{});
}

Verdict OutsideVerdict::read(std::string_view json, const std::string& who, const Observation& seen) const {
  if (is_blank(json)) return trouble(fmt::format("{} gave no verdict: it wrote nothing", who));
  const auto given = parse_json(trimmed(json));
  const std::string why = given ? trouble_with(*given) : given.error().front().message;
  if (!why.empty()) {
    return trouble(fmt::format("{} gave no verdict: {}; it wrote {}", who, why, quoted(json, kShownOutput)));
  }
  if (disagrees(*given)) return trouble(fmt::format("{} says two things: 'pass' and 'status' disagree", who));
  if (status_of(*given) == "error") {
    const std::string reason = reason_of(*given);
    return trouble(fmt::format("{} could not judge the answer{}{}", who, reason.empty() ? "" : ": ", reason));
  }
  Verdict verdict = mark_ ? marked(*given, who, seen) : decided(*given, who, seen);
  if (verdict.status != Verdict::Status::error) add_rest(*given, verdict);
  return verdict;
}

Verdict OutsideVerdict::decided(const Node& given, const std::string& who, const Observation& seen) const {
  const std::string status = status_of(given);
  if (status.empty()) {
    return trouble(fmt::format("{} says neither 'pass' nor 'status'; write a threshold where its score decides", who));
  }
  const std::string reason = reason_of(given);
  const bool passes = status == "pass";
  Verdict verdict = passes ? passed(reason.empty() ? who + " passes the answer" : reason)
                           : failed(reason.empty() ? who + " fails the answer" : reason, outcome_in(given, seen));
  if (const Node* score = member(given, "score")) verdict.score = score->number();
  return verdict;
}

Verdict OutsideVerdict::marked(const Node& given, const std::string& who, const Observation& seen) const {
  const Node* score = member(given, "score");
  const Node* value = member(given, "value");
  if (score == nullptr && (value == nullptr || wants_score_)) {
    return trouble(fmt::format("{} gives no {} to be {}", who, wants_score_ ? "score" : "value", mark_->text()));
  }
  Measured measured;
  measured.name = value != nullptr ? "the value" : "the score";
  measured.score = score != nullptr ? score->number() : 0;
  measured.value = value != nullptr ? value->number() : measured.score;
  if (score == nullptr) measured.score = mark_->passes(1, measured.value) ? 1 : 0;
  measured.seen = reason_of(given);
  return mark_->verdict(measured, outcome_in(given, seen));
}

}  // namespace sightline

#include "assertion/pass_mark.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "assertion/verdicts.h"
#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

/// What binary rounding may take from a score that reaches its mark: 1 - 0.2 is 0.8.
constexpr double kRounding = 1e-12;

constexpr double kShownParts = 1e4;

}  // namespace

PassMark::PassMark(Options& options, Default otherwise) {
  const bool bounded = options.find("min") != nullptr || options.find("max") != nullptr;
  if (const Node* written = options.find("threshold")) {
    threshold_ = options.number("threshold", 0);
    if (threshold_ && *threshold_ > 1) options.refuse("threshold", "a score of more than 0 and at most 1");
    if (threshold_ && *threshold_ == 0) {
      options.tell(written, fmt::format("every answer reaches a threshold of 0; write `weight: 0` to measure {} "
                                        "without deciding",
                                        quoted(options.owner())));
    }
  } else if (!bounded) {
    threshold_ = otherwise.threshold;
    bounds_.max = otherwise.max;
  }
  if (!bounded) return;
  bounds_ = read_bounds(options, Quantity::number).value_or(Bounds{});
}

bool PassMark::passes(double score, double value) const {
  if (threshold_ && score < *threshold_ - kRounding) return false;
  return (!bounds_.min || value >= *bounds_.min - kRounding) && (!bounds_.max || value <= *bounds_.max + kRounding);
}

std::string PassMark::text() const {
  const bool is_bounded = bounds_.min || bounds_.max;
  if (!threshold_) return is_bounded ? bounds_.text(Quantity::number) : "measured";
  const std::string reached = "at least " + number_text(*threshold_);
  return is_bounded ? fmt::format("{} (a score of {})", bounds_.text(Quantity::number), reached) : reached;
}

Verdict PassMark::verdict(const Measured& measured, Verdict::Outcome outcome) const {
  const std::string value = measured_text(measured.value);
  // A threshold bounds the score: where the value is another number, both are told.
  const bool is_scaled = threshold_ && measured_text(measured.score) != value;
  const std::string figure = is_scaled ? fmt::format("{} (score {})", value, measured_text(measured.score)) : value;
  const std::string seen = measured.seen.empty() ? "" : "; " + measured.seen;
  const std::string unit = measured.unit.empty() ? "" : " " + measured.unit;
  const bool passes_it = passes(measured.score, measured.value);
  Verdict verdict =
      passes_it ? passed(fmt::format("{} {}{} is {}{}", measured.name, figure, unit, text(), seen))
                : failed(fmt::format("expected {} {}, got {}{}{}", measured.name, text(), figure, unit, seen), outcome);
  verdict.score = measured.score;
  verdict.value = measured.value;
  verdict.unit = measured.unit;
  return verdict;
}

OptionSchema& add_pass_mark(OptionSchema& schema, const PassMark::Default& otherwise, std::string_view unless) {
  const auto usual = [&](const std::optional<double>& value) {
    return value ? fmt::format("; {} by default{}", number_text(*value), unless) : std::string();
  };
  schema.option("threshold", fmt::format(R"({{"type": "number", "exclusiveMinimum": 0, "maximum": 1,
    "description": "The score that passes{}"}})",
                                         usual(otherwise.threshold)));
  schema.option("min", R"({"type": "number", "description": "The least value that passes"})");
  return schema.option("max", fmt::format(R"({{"type": "number", "description": "The greatest value that passes{}"}})",
                                          usual(otherwise.max)));
}

std::string measured_text(double value) {
  return number_text(std::round(value * kShownParts) / kShownParts);
}

}  // namespace sightline

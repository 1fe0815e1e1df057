#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assertion/bounds.h"
#include "assertion/option_schema.h"
#include "assertion/options.h"
#include "model/verdict.h"

namespace sightline {

/// A measured value and its map to a score.
struct Measured {
  std::string_view name;  ///< For reasons: "ANLS".
  double value = 0;       ///< In the metric's own unit, as published.
  double score = 0;       ///< 0 to 1.
  std::string unit = {};  ///< Of the value: "edits".
  std::string seen = {};  ///< What was compared with what, for reasons: "got '40', expected '42'". May be empty.
};

/// What makes an assertion of many scores pass: its score reaches `threshold`, and its value is within `min` and
/// `max`, each where given. Where none of the three is, the default holds.
class PassMark {
 public:
  struct Default {
    std::optional<double> threshold = {};  ///< Of the score.
    std::optional<double> max = {};        ///< Of the value.
  };
  /// Reads `threshold`, `min` and `max`. A mark that every answer reaches is an error.
  PassMark(Options& options, Default otherwise);

  bool passes(double score, double value) const;
  /// "ANLS 0.92 is at least 0.5" or "expected ANLS at least 0.5, got 0.43; got '40', expected '42'". The outcome is
  /// that of a fail: what kept the answer from being whole.
  Verdict verdict(const Measured& measured, Verdict::Outcome outcome = Verdict::Outcome::judged) const;
  /// "at least 0.5", "at most 0".
  std::string text() const;

 private:
  std::optional<double> threshold_;
  Bounds bounds_;
};

/// Adds `threshold`, `min` and `max`, and says what holds without them; `unless` names what has another default: ", 0.5
/// for ocrbench_v2".
OptionSchema& add_pass_mark(OptionSchema& schema, const PassMark::Default& otherwise, std::string_view unless = {});

/// A measured value as reasons show it: at most four decimals, "0.6667", "37.99", "12".
std::string measured_text(double value);

}  // namespace sightline

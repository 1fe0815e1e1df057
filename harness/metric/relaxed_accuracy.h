#pragma once

#include <optional>
#include <string_view>

namespace sightline {

/// How an answer about a chart is compared with the right one.
enum class RelaxedForm {
  /// google-research/pix2struct, pix2struct/metrics.py, relaxed_correctness: both as Python's float() reads them, "12%"
  /// as 0.12, within a share of the right one; where one is no number or the right one is 0, the texts, case aside.
  chartqa,
  /// What passes there, and also: white space at the ends and a period at the end aside, numbers with thousands
  /// separators, a currency sign or code before or behind them, a unit of one word behind them, U+2212 as their sign,
  /// and a percent sign that means nothing where only one of the two has it. A right answer of 0 is a number, too.
  lenient
};

/// What a comparison found.
struct RelaxedResult {
  bool is_correct = false;
  /// The answer as a number, in the form that decided; nothing where the texts were compared.
  std::optional<double> number = {};
};

/// `tolerance` is a share of the right number, 0.05 of the reference; a number that is exactly as far off is right.
RelaxedResult relaxed_correctness(std::string_view target, std::string_view answer, double tolerance, RelaxedForm form);

}  // namespace sightline

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// How the number of things is read from an answer.
enum class CountForm {
  /// The only number of the answer, as `number` reads numbers of locale en; where it has none in digits, its only word
  /// zero to twenty. Equal numbers are one, and nothing is read where there are several or a number beyond twenty in
  /// words.
  exact,
  /// open-compass/VLMEvalKit, vlmeval/dataset/utils/tallyqa.py, text_to_int: the first number 0 to 20 in digits or in
  /// words that stands as a word of its own: "3.7" and "-3" are 3, "1,000" is 1, "twenty one" is 20.
  tallyqa,
  /// The same repository, vlmeval/dataset/utils/OCRBenchV2/vqa_metric.py, counting_evaluation: the first run of digits.
  ocrbench_v2
};

/// What was read: the number, and as it stands in the answer.
struct FoundCount {
  double value = 0;
  std::string text;
};
std::optional<FoundCount> read_count(std::string_view answer, CountForm form);

/// The score of a number by the right one, 0 to 1. Of `ocrbench_v2` 1 - |n - g| / g where 0 < n < 2g and this is more
/// than a half, else 0, so that a right number of 0 is never met; of the others 1 where they are equal, else 0.
double count_score(double found, double right, CountForm form);

}  // namespace sightline

#pragma once

#include <optional>
#include <string_view>

namespace sightline {

/// How benchmarks read yes or no from an answer.
enum class YesNoForm {
  /// open-compass/VLMEvalKit, vlmeval/dataset/utils/yorn.py, YOrN_Extraction: the one of the words "yes" and "no" that
  /// the answer has, in any case, punctuation aside. Nothing where it has both or neither.
  vlmevalkit,
  /// EvolvingLMMs-Lab/lmms-eval, lmms_eval/tasks/mme/utils.py, parse_pred_ans: "yes" and then "no" anywhere in the
  /// first
  /// four characters, periods aside: "none" and "Nothing" are no, "know" too. "y" and "n" alone are read. Else nothing.
  mme,
  /// AoiDragon/POPE, evaluate.py: no where the first sentence has one of the words "No", "no" and "not", parted by
  /// single blanks, commas aside; else yes, whatever it says: an empty answer and "NO" are yes.
  pope
};

/// True for yes, false for no.
std::optional<bool> read_yes_no(std::string_view answer, YesNoForm form);

}  // namespace sightline

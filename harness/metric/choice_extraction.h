#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// One option of a multiple-choice question.
struct ChoiceOption {
  char letter = 'A';  ///< A to Z.
  std::string text;   ///< UTF-8, not empty.
};

/// How the letter of an option is read from an answer. None guesses: where a reference asks a judge or draws a letter
/// by lot, nothing is read.
enum class ChoiceForm {
  /// open-compass/VLMEvalKit, vlmeval/utils/matching_util.py, can_infer. First can_infer_option: the one option's
  /// letter
  /// that stands as a word of its own among the last five words, the characters .()[],:;!*#{} being blanks; else the
  /// letter A to D after "answer is". Then can_infer_text: the one option whose text the answer has, in any case, where
  /// the answer is not longer than twice all options.
  vlmevalkit,
  /// The same repository, vlmeval/dataset/utils/multiple_choice.py, extract_characters_regex (MME-RealWorld): the first
  /// capital of A to E, or to the last option's where that is beyond E, once "The answer is" and the like are gone;
  /// else
  /// an answer such as "b" or "(b". Where nothing but brackets is left, the reference takes A; here nothing is read.
  prefix,
  /// UKGovernmentBEIS/inspect_ai, src/inspect_ai/solver/_multiple_choice.py, parse_answers: the letter in the first
  /// line
  /// "ANSWER: B", or else behind the first "ANSWER:" anywhere.
  answer_line
};

/// What an answer was read as.
struct ChosenOptions {
  /// Letters of options in their order, each once; empty where none was read. More than one only of an answer line.
  std::string letters = {};
  /// The letter that was read where it is no option's: "Z" in VLMEvalKit's rules is "none of them".
  std::string no_option = {};
  /// "can_infer_option", "can_infer_text", "prefix" or "answer_line": what read the letters.
  std::string_view extractor = {};
  /// True where the answer has one of the phrases that VLMEvalKit knows as a refusal.
  bool refuses = false;
};

/// Reads an answer, UTF-8, in time in proportion to its length. `many`: an answer line may have several letters, parted
/// by commas, blanks, "and" or nothing.
ChosenOptions extract_choice(std::string_view answer, const std::vector<ChoiceOption>& options, ChoiceForm form,
                             bool many = false);

}  // namespace sightline

#include "metric/yes_no_answer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "metric/python_text.h"
#include "metric/vqa_answer.h"

namespace sightline {
namespace {

std::optional<bool> read_words(std::string_view answer) {
  const std::string text = vqa_punctuation(lower(answer), VqaForm::vlmevalkit);
  const auto words = python_split(text);
  const bool says_yes = std::ranges::find(words, "yes") != words.end();
  const bool says_no = std::ranges::find(words, "no") != words.end();
  return says_yes == says_no ? std::nullopt : std::optional(says_yes);
}

std::optional<bool> read_beginning(std::string_view answer) {
  const std::string in_lower_case = lower(answer);
  std::string text(python_strip(in_lower_case));
  std::erase(text, '.');
  if (text == "y" || text == "n") return text == "y";
  // Whole code points only; a cut one is neither word.
  const std::u32string beginning = code_points(std::string_view(text).substr(0, 16)).substr(0, 4);
  if (beginning.find(U"yes") != std::u32string::npos) return true;
  if (beginning.find(U"no") != std::u32string::npos) return false;
  return std::nullopt;
}

bool read_first_sentence(std::string_view answer) {
  std::string sentence(answer.substr(0, answer.find('.')));
  std::erase(sentence, ',');
  return std::ranges::none_of(split(sentence, ' '),
                              [](std::string_view word) { return word == "No" || word == "not" || word == "no"; });
}

}  // namespace

std::optional<bool> read_yes_no(std::string_view answer, YesNoForm form) {
  switch (form) {
    case YesNoForm::vlmevalkit:
      return read_words(answer);
    case YesNoForm::mme:
      return read_beginning(answer);
    case YesNoForm::pope:
      return read_first_sentence(answer);
  }
  return std::nullopt;
}

}  // namespace sightline

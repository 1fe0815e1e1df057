#include "metric/choice_extraction.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

std::vector<ChoiceOption> options(std::size_t count) {
  std::vector<ChoiceOption> list;
  for (std::size_t i = 0; i < count; ++i) {
    const auto letter = static_cast<char>('A' + i);
    list.push_back({letter, std::string("option ") + letter});
  }
  return list;
}

std::string letters(std::string_view answer, std::size_t count, ChoiceForm form) {
  return extract_choice(answer, options(count), form).letters;
}

}  // namespace

TEST_CASE("26 options have a letter each") {
  CHECK(letters("Z", 26, ChoiceForm::vlmevalkit) == "Z");
  CHECK(letters("Z", 26, ChoiceForm::prefix) == "Z");
  CHECK(letters("ANSWER: Z", 26, ChoiceForm::answer_line) == "Z");
}

TEST_CASE("the letter behind 'answer is' is read only up to D") {
  CHECK(letters("the answer is D, and neither A nor B is", 6, ChoiceForm::vlmevalkit) == "D");
  CHECK(letters("the answer is E, and neither A nor B is", 6, ChoiceForm::vlmevalkit).empty());
}

TEST_CASE("a letter that is no option's is told apart from none") {
  const ChosenOptions chosen = extract_choice("E", options(4), ChoiceForm::prefix);
  CHECK(chosen.letters.empty());
  CHECK(chosen.no_option == "E");
  CHECK(extract_choice("?", options(4), ChoiceForm::prefix).no_option.empty());
}

TEST_CASE("a phrase of refusal is no choice, even where Z is an option") {
  const ChosenOptions chosen = extract_choice("Cannot determine the answer", options(26), ChoiceForm::vlmevalkit);
  CHECK(chosen.refuses);
  CHECK(chosen.letters.empty());
}

TEST_CASE("long answers are read in time in proportion to their length") {
  const std::string blanks(1'000'000, ' ');
  for (const ChoiceForm form : {ChoiceForm::vlmevalkit, ChoiceForm::prefix, ChoiceForm::answer_line}) {
    CHECK(extract_choice("ANSWER:" + blanks + "!", options(4), form).letters ==
          (form == ChoiceForm::prefix ? "A" : ""));
  }
  std::string repeated;
  while (repeated.size() < 1'000'000) repeated += "answer: answer is ";
  CHECK(extract_choice(repeated, options(4), ChoiceForm::answer_line).letters.empty());
  CHECK(extract_choice(repeated + "B", options(4), ChoiceForm::vlmevalkit).letters == "B");
}

}  // namespace sightline

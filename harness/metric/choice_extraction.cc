#include "metric/choice_extraction.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "metric/answer_line.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

using Choices = std::vector<ChoiceOption>;

constexpr std::string_view kApiFailure = "Failed to obtain answer via API";
constexpr std::array<std::string_view, 4> kRefusals{
    "Sorry, I can't help with images of people yet.", "I can't process this file.",
    "I'm sorry, but without the image provided", "Cannot determine the answer"};
constexpr std::string_view kLikeBlanks = ".()[],:;!*#{}";
constexpr std::size_t kLastWords = 5;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_option(const Choices& options, char letter) {
  return std::ranges::find(options, letter, &ChoiceOption::letter) != options.end();
}

/// Letters that stand as words of their own, and where each first does.
struct LetterWords {
  std::size_t words = 0;
  std::array<std::optional<std::size_t>, 26> first = {};
};

LetterWords letter_words(std::string_view answer) {
  std::string text(answer);
  std::ranges::replace_if(
      text, [](char c) { return kLikeBlanks.find(c) != std::string_view::npos; }, ' ');
  LetterWords found;
  for (const std::string_view word : python_split(text)) {
    if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z') {
      auto& first = found.first[static_cast<std::size_t>(word[0] - 'A')];
      if (!first) first = found.words;
    }
    ++found.words;
  }
  return found;
}

std::size_t spaces_end(std::u32string_view text, std::size_t at) {
  while (at < text.size() && is_python_space(text[at])) ++at;
  return at;
}

/// Behind "answer is" in any case, with stars: the letter A to D.
std::optional<char> letter_after_answer_is(std::string_view answer) {
  const std::u32string text = code_points(lower(answer));
  constexpr std::u32string_view kAnswer = U"answer";
  for (std::size_t at = text.find(kAnswer); at != std::u32string::npos; at = text.find(kAnswer, at + 1)) {
    const std::size_t is = spaces_end(text, at + kAnswer.size());
    if (is == at + kAnswer.size() || text.compare(is, 2, U"is") != 0) continue;
    std::size_t letter = spaces_end(text, is + 2);
    if (letter == is + 2) continue;
    while (letter < text.size() && text[letter] == '*') ++letter;
    if (letter < text.size() && text[letter] >= 'a' && text[letter] <= 'd') {
      return static_cast<char>(text[letter] - 'a' + 'A');
    }
  }
  return std::nullopt;
}

ChosenOptions chosen(const Choices& options, char letter, std::string_view extractor) {
  ChosenOptions read{.extractor = extractor};
  (is_option(options, letter) ? read.letters : read.no_option) = letter;
  return read;
}

std::optional<ChosenOptions> infer_option(std::string_view answer, const Choices& options) {
  constexpr std::string_view kName = "can_infer_option";
  if (has(answer, kApiFailure)) return std::nullopt;
  const auto refuses = [&](std::string_view phrase) { return has(answer, phrase); };
  if (std::ranges::any_of(kRefusals, refuses)) return ChosenOptions{.extractor = kName, .refuses = true};
  const LetterWords found = letter_words(answer);
  const auto place = [&](char letter) { return found.first[static_cast<std::size_t>(letter - 'A')]; };
  std::string letters;
  for (const ChoiceOption& option : options) {
    if (place(option.letter)) letters += option.letter;
  }
  if (letters.size() == 1 && *place(letters[0]) + kLastWords > found.words) return chosen(options, letters[0], kName);
  if (letters.empty() && place('Z')) return chosen(options, 'Z', kName);
  const auto letter = letter_after_answer_is(answer);
  if (letter && is_option(options, *letter)) return chosen(options, *letter, kName);
  return std::nullopt;
}

std::optional<ChosenOptions> infer_text(std::string_view answer, const Choices& options) {
  const std::string text = lower(answer);
  std::size_t length = 0;
  for (const ChoiceOption& option : options) length += code_point_count(option.text);
  if (code_point_count(text) > 2 * length) return std::nullopt;
  std::string letters;
  for (const ChoiceOption& option : options) {
    if (has(text, lower(option.text))) letters += option.letter;
  }
  if (letters.size() != 1) return std::nullopt;
  return chosen(options, letters[0], "can_infer_text");
}

/// Adjacent names without a comma between them are one in the reference, and so here.
constexpr std::array<std::string_view, 6> kPrefixes{"The best answer is",
                                                    "The correct answer is",
                                                    "The answer is",
                                                    "The answer",
                                                    "The best option isThe correct option is",
                                                    "Best answer:Best option:"};

std::string without(std::string_view text, std::string_view part) {
  std::string out;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part)) {
    out += text.substr(0, at);
    text.remove_prefix(at + part.size());
  }
  return out.append(text);
}

ChosenOptions after_prefix(std::string_view answer, const Choices& options) {
  std::string text(python_strip(answer));
  for (const std::string_view prefix : kPrefixes) text = without(text, prefix);
  const char last = std::max('E', std::ranges::max(options, {}, &ChoiceOption::letter).letter);
  const auto capital = std::ranges::find_if(text, [&](char c) { return c >= 'A' && c <= last; });
  if (capital != text.end()) return chosen(options, *capital, "prefix");
  std::string rest = lower(text);
  const bool is_short = !rest.empty() && rest.size() <= 3;
  if (is_short && rest.front() == '(') rest.erase(0, 1);
  if (is_short && rest.ends_with(')')) rest.pop_back();
  const bool is_letter = is_short && rest.size() == 1 && rest[0] >= 'a' && rest[0] <= last - 'A' + 'a';
  return is_letter ? chosen(options, static_cast<char>(rest[0] - 'a' + 'A'), "prefix") : ChosenOptions{};
}

/// The letters of "A, C", "AC" or "A and C"; nothing where something else stands there.
std::optional<std::string> several_letters(std::string_view written, const Choices& options) {
  std::string text = without(without(written, " and "), " ");
  const auto is_letter = [&](std::string_view part) { return part.size() == 1 && is_option(options, part[0]); };
  const auto parts = split(text, ',');
  if (std::ranges::all_of(parts, is_letter)) std::erase(text, ',');
  if (!std::ranges::all_of(text, [&](char c) { return is_option(options, c); })) return std::nullopt;
  std::ranges::sort(text);
  text.erase(std::unique(text.begin(), text.end()), text.end());
  return text;
}

ChosenOptions on_answer_line(std::string_view answer, const Choices& options, bool many) {
  const auto written = find_answer_line(answer);
  if (!written) return {};
  const std::string_view text = python_strip(*written);
  ChosenOptions read{.extractor = "answer_line"};
  if (many) {
    read.letters = several_letters(text, options).value_or("");
  } else if (text.size() == 1 && is_option(options, text[0])) {
    read.letters = text;
  }
  if (read.letters.empty()) read.no_option = shortened(text, 40);
  return read;
}

}  // namespace

ChosenOptions extract_choice(std::string_view answer, const std::vector<ChoiceOption>& options, ChoiceForm form,
                             bool many) {
  if (form == ChoiceForm::prefix) return after_prefix(answer, options);
  if (form == ChoiceForm::answer_line) return on_answer_line(answer, options, many);
  if (auto option = infer_option(answer, options)) return *option;
  return infer_text(answer, options).value_or(ChosenOptions{});
}

}  // namespace sightline

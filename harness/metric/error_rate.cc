#include "metric/error_rate.h"

#include "base/text.h"
#include "metric/edit_distance.h"
#include "metric/python_text.h"
#include "metric/word_numbers.h"

namespace sightline {
namespace {

/// re.sub(r"\s\s+", " ", text)
std::u32string without_wide_spaces(const std::u32string& text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_python_space(text[end])) ++end;
    if (end - i >= 2) {
      out += U' ';
      i = end;
    } else {
      out += text[i++];
    }
  }
  return out;
}

ErrorCount errors_of(std::u32string_view reference, std::u32string_view answer) {
  return {static_cast<double>(edit_distance(reference, answer)), static_cast<double>(reference.size())};
}

}  // namespace

std::u32string error_characters(std::string_view text) {
  return code_points(python_strip(text));
}

std::vector<std::string> error_words(std::string_view text) {
  std::string spaced;
  for (const char32_t c : without_wide_spaces(code_points(text))) append_utf8(spaced, c);
  std::vector<std::string> words;
  for (const std::string_view word : split(python_strip(spaced), ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

ErrorCount character_errors(std::u32string_view reference, std::u32string_view answer) {
  return errors_of(reference, answer);
}

ErrorCount word_errors(const std::vector<std::string>& reference, const std::vector<std::string>& answer) {
  WordNumbers numbers;
  const std::u32string expected = numbers.number(reference);
  return errors_of(expected, numbers.number(answer));
}

}  // namespace sightline

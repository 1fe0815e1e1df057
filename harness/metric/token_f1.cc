#include "metric/token_f1.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "metric/python_number.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

/// Blanks and hyphens part words before punctuation goes.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t end = text.find_first_of(" -");
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

/// A number in a spelling that no word has: what is left of words has no '='. What is no number to count with is
/// spelled as words are.
std::string number_word(double value) {
  if (std::isnan(value)) return "nan";
  return std::isinf(value) ? "inf" : fmt::format("={}", value);
}

std::set<std::string> word_set(std::string_view text) {
  std::set<std::string> words;
  for (const std::string_view piece : pieces(text)) {
    std::string token = case_folded(piece);
    if (!python_float(token)) token = without_punctuation(token);
    if (const auto number = python_float(token)) {
      words.insert(number_word(*number));
      continue;
    }
    const std::string rest = without_articles(token);
    for (const std::string_view word : python_split(rest)) words.emplace(word);
  }
  return words;
}

double harmonic(double precision, double recall) {
  return precision == 0 && recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

double set_f1(std::string_view answer, std::string_view reference) {
  // The program asks whether the reference's first character is white space, where it means to ask for a first text.
  const std::u32string first = code_points(reference.substr(0, 4)).substr(0, 1);
  if (first.empty() || is_python_space(first[0])) return 0;
  const std::set<std::string> got = word_set(answer);
  const std::set<std::string> expected = word_set(reference);
  const auto common =
      static_cast<double>(std::ranges::count_if(got, [&](const auto& w) { return expected.contains(w); }));
  const double precision = got.empty() ? 1 : common / static_cast<double>(got.size());
  const double recall = expected.empty() ? 1 : common / static_cast<double>(expected.size());
  return harmonic(precision, recall);
}

std::map<std::string, std::size_t> word_counts(std::string_view text, double& total) {
  std::map<std::string, std::size_t> counts;
  const std::string plain = without_articles(without_punctuation(lower(text)));
  for (const std::string_view word : python_split(plain)) ++counts[std::string(word)];
  total = 0;
  for (const auto& [word, count] : counts) total += static_cast<double>(count);
  return counts;
}

double multiset_f1(std::string_view answer, std::string_view reference) {
  double answer_words = 0;
  double reference_words = 0;
  const auto got = word_counts(answer, answer_words);
  double common = 0;
  for (const auto& [word, count] : word_counts(reference, reference_words)) {
    const auto found = got.find(word);
    if (found != got.end()) common += static_cast<double>(std::min(found->second, count));
  }
  return common == 0 ? 0 : harmonic(common / answer_words, common / reference_words);
}

}  // namespace

double token_f1(std::string_view answer, std::string_view reference, TokenF1Variant variant) {
  return variant == TokenF1Variant::inspect_ai ? set_f1(answer, reference) : multiset_f1(answer, reference);
}

double published_token_f1(double best, TokenF1Variant variant) {
  // Formatting rounds the exact value of the double, halves to even, as Python's round() does.
  return variant == TokenF1Variant::inspect_ai ? std::strtod(fmt::format("{:.2f}", best).c_str(), nullptr) : best;
}

}  // namespace sightline

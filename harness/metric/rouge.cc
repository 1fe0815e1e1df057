#include "metric/rouge.h"

#include <algorithm>

#include "base/text.h"
#include "metric/common_subsequence.h"

namespace sightline {
namespace {

constexpr double kCocoBeta = 1.2;

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

std::size_t order_of(RougeType type) {
  return type == RougeType::rouge2 ? 2 : 1;
}

}  // namespace

std::vector<std::string> google_rouge_words(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : lower(text)) {
    if (!is_word_byte(c)) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    words.back() += c;
  }
  return words;
}

GoogleRouge::GoogleRouge(RougeType type, std::string_view reference) : type_(type) {
  words_ = numbers_.number(google_rouge_words(reference));
  if (type != RougeType::rouge_l) grams_ = count_grams(words_, order_of(type));
}

double GoogleRouge::matches(std::u32string_view answer) const {
  if (type_ == RougeType::rouge_l) return static_cast<double>(common_subsequence(words_, answer));
  return static_cast<double>(clipped_grams(answer, order_of(type_), grams_));
}

RougeScore GoogleRouge::score(std::string_view answer) const {
  const std::u32string words = numbers_.known(google_rouge_words(answer));
  const double matched = matches(words);
  RougeScore score;
  score.precision = ratio(matched, static_cast<double>(gram_count(words.size(), order_of(type_))));
  score.recall = ratio(matched, static_cast<double>(gram_count(words_.size(), order_of(type_))));
  const double sum = score.precision + score.recall;
  if (sum > 0) score.f = 2 * score.precision * score.recall / sum;
  return score;
}

CocoRouge::CocoRouge(const std::vector<std::string>& references) {
  for (const std::string& reference : references) references_.push_back(numbers_.number(split(reference, ' ')));
}

RougeScore CocoRouge::score(std::string_view answer) const {
  const std::u32string words = numbers_.known(split(answer, ' '));
  RougeScore score;
  for (const std::u32string& reference : references_) {
    const auto common = static_cast<double>(common_subsequence(reference, words));
    score.precision = std::max(score.precision, common / static_cast<double>(words.size()));
    score.recall = std::max(score.recall, common / static_cast<double>(reference.size()));
  }
  constexpr double kWeight = kCocoBeta * kCocoBeta;
  if (score.precision > 0 && score.recall > 0) {
    score.f = (1 + kWeight) * score.precision * score.recall / (score.recall + kWeight * score.precision);
  }
  return score;
}

}  // namespace sightline

#include "metric/word_numbers.h"

namespace sightline {

std::u32string WordNumbers::number(const std::vector<std::string_view>& words) {
  std::u32string out;
  out.reserve(words.size());
  for (const std::string_view word : words) {
    auto found = numbers_.find(word);
    if (found == numbers_.end()) {
      found = numbers_.emplace(std::string(word), static_cast<char32_t>(numbers_.size() + 1)).first;
    }
    out += found->second;
  }
  return out;
}

std::u32string WordNumbers::known(const std::vector<std::string_view>& words) const {
  std::u32string out;
  out.reserve(words.size());
  for (const std::string_view word : words) {
    const auto found = numbers_.find(word);
    out += found == numbers_.end() ? U'\0' : found->second;
  }
  return out;
}

GramCounts count_grams(std::u32string_view words, std::size_t order) {
  GramCounts counts;
  for (std::size_t i = 0; i < gram_count(words.size(), order); ++i) ++counts[std::u32string(words.substr(i, order))];
  return counts;
}

std::size_t clipped_grams(std::u32string_view words, std::size_t order, const GramCounts& limits) {
  std::size_t clipped = 0;
  GramCounts seen;
  for (std::size_t i = 0; i < gram_count(words.size(), order); ++i) {
    const auto limit = limits.find(words.substr(i, order));
    if (limit != limits.end() && ++seen[limit->first] <= limit->second) ++clipped;
  }
  return clipped;
}

}  // namespace sightline

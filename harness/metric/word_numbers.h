#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sightline {

/// Words numbered from 1 in the order they come, so that sequences of words compare like texts.
class WordNumbers {
 public:
  /// The numbers of words; those that are new are numbered.
  std::u32string number(const std::vector<std::string_view>& words);
  std::u32string number(const std::vector<std::string>& words) { return number(views_of(words)); }
  /// The numbers of words; 0 for those that are not known.
  std::u32string known(const std::vector<std::string_view>& words) const;
  std::u32string known(const std::vector<std::string>& words) const { return known(views_of(words)); }

 private:
  static std::vector<std::string_view> views_of(const std::vector<std::string>& words) {
    return {words.begin(), words.end()};
  }
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };
  std::unordered_map<std::string, char32_t, Hash, std::equal_to<>> numbers_;
};

struct GramHash {
  using is_transparent = void;
  std::size_t operator()(std::u32string_view gram) const { return std::hash<std::u32string_view>()(gram); }
};
/// How often runs of words occur.
using GramCounts = std::unordered_map<std::u32string, std::size_t, GramHash, std::equal_to<>>;

/// Counts the runs of `order` words.
GramCounts count_grams(std::u32string_view words, std::size_t order);
/// The runs of `order` words that occur in `limits` too, each at most as often as there.
std::size_t clipped_grams(std::u32string_view words, std::size_t order, const GramCounts& limits);
/// Runs of `order` words in a text of `words` words.
constexpr std::size_t gram_count(std::size_t words, std::size_t order) {
  return words < order ? 0 : words - order + 1;
}

}  // namespace sightline

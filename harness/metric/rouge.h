#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metric/word_numbers.h"

namespace sightline {

/// Precision, recall and their F measure.
struct RougeScore {
  double precision = 0;
  double recall = 0;
  double f = 0;
};

/// What is compared: single words, pairs, or the longest common subsequence of words.
enum class RougeType { rouge1, rouge2, rouge_l };

/// Google's ROUGE, google-research/google-research rouge/rouge_scorer.py without a stemmer, for one reference: the F
/// measure of precision and recall. Words are lower-cased runs of ASCII letters and digits: accents part words, and of
/// Chinese nothing is left, so that its score is 0.
class GoogleRouge {
 public:
  GoogleRouge(RougeType type, std::string_view reference);
  RougeScore score(std::string_view answer) const;
  std::size_t words() const { return words_.size(); }

 private:
  double matches(std::u32string_view answer) const;

  RougeType type_;
  WordNumbers numbers_;
  std::u32string words_;
  GramCounts grams_;
};

/// The words that Google's ROUGE compares.
std::vector<std::string> google_rouge_words(std::string_view text);

/// COCO's ROUGE-L, tylin/coco-caption pycocoevalcap/rouge/rouge.py: the greatest precision and the greatest recall of
/// all references, each for itself, with beta 1.2. Words are what stands between single blanks, so that two blanks
/// have an empty word between them, and an empty text is one empty word.
class CocoRouge {
 public:
  explicit CocoRouge(const std::vector<std::string>& references);
  RougeScore score(std::string_view answer) const;
  const std::vector<std::u32string>& references() const { return references_; }

 private:
  WordNumbers numbers_;
  std::vector<std::u32string> references_;
};

}  // namespace sightline

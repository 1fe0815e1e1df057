#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "metric/word_numbers.h"
#include "model/node.h"

namespace sightline {

inline constexpr std::size_t kBleuOrders = 4;

/// What BLEU is computed from: of one answer, or the sums over many. An index is the length of a run of words less 1.
struct BleuCounts {
  std::array<double, kBleuOrders> correct{};  ///< Runs that a reference has too, each at most as often as there.
  std::array<double, kBleuOrders> total{};    ///< Runs of the answer.
  double answer_length = 0;
  double reference_length = 0;  ///< Of the reference that is nearest in length, the shorter of two.

  BleuCounts& operator+=(const BleuCounts& other);
};

/// `sacrebleu`: mjpost/sacrebleu sacrebleu/metrics/bleu.py with exponential smoothing. One answer's score uses the
/// effective order, as sentence_bleu() does, a corpus's all four orders.
/// `coco`: BLEU-4 of tylin/coco-caption pycocoevalcap/bleu/bleu_scorer.py with the closest reference length, which is
/// smoothed by 1e-15 only.
enum class BleuVariant { sacrebleu, coco };

/// 0 to 100.
double sentence_bleu(const BleuCounts& counts, BleuVariant variant);
double corpus_bleu(const BleuCounts& counts, BleuVariant variant);

/// The references of one answer; their runs of words count together.
class BleuReferences {
 public:
  explicit BleuReferences(const std::vector<std::vector<std::string>>& references);
  BleuCounts counts(const std::vector<std::string>& answer) const;

 private:
  WordNumbers numbers_;
  std::vector<std::size_t> lengths_;
  std::array<GramCounts, kBleuOrders> limits_;
};

/// kind `bleu` (tally.h): `variant`, `correct`, `total`, `sys_len`, `ref_len`; the aggregate is the corpus's BLEU.
Node bleu_tally(const BleuCounts& counts, BleuVariant variant);

}  // namespace sightline

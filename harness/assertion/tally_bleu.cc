#include "assertion/tally_bleu.h"

#include <algorithm>

#include "assertion/tally_reading.h"

namespace sightline {
namespace {

std::array<double, kBleuOrders> numbers_in(const Node& map, std::string_view key) {
  std::array<double, kBleuOrders> numbers{};
  const Node::List& list = list_in(map, key);
  for (std::size_t n = 0; n < std::min(kBleuOrders, list.size()); ++n) {
    if (list[n].is_number()) numbers[n] = list[n].number();
  }
  return numbers;
}

BleuCounts counts_in(const Node& tally) {
  return {.correct = numbers_in(tally, "correct"),
          .total = numbers_in(tally, "total"),
          .answer_length = number_in(tally, "sys_len"),
          .reference_length = number_in(tally, "ref_len")};
}

}  // namespace

void BleuFold::add(const Node& tally, std::string_view /*cluster*/) {
  if (!variant_) {
    variant_ = text_in(tally, "variant") == "coco" ? BleuVariant::coco : BleuVariant::sacrebleu;
  }
  counts_ += counts_in(tally);
}

std::optional<double> BleuFold::value() const {
  if (!variant_) return std::nullopt;
  return corpus_bleu(counts_, *variant_);
}

std::vector<double> BleuFold::counts(const Node& tally) const {
  const BleuCounts counts = counts_in(tally);
  std::vector<double> all(counts.correct.begin(), counts.correct.end());
  all.insert(all.end(), counts.total.begin(), counts.total.end());
  all.insert(all.end(), {counts.answer_length, counts.reference_length});
  return all;
}

std::optional<double> BleuFold::value_of(std::span<const double> sums) const {
  if (!variant_) return std::nullopt;
  BleuCounts counts;
  std::copy_n(sums.begin(), kBleuOrders, counts.correct.begin());
  std::copy_n(sums.begin() + kBleuOrders, kBleuOrders, counts.total.begin());
  counts.answer_length = sums[2 * kBleuOrders];
  counts.reference_length = sums[2 * kBleuOrders + 1];
  return corpus_bleu(counts, *variant_);
}

}  // namespace sightline

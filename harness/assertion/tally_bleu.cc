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

}  // namespace

void BleuFold::add(const Node& tally, std::string_view /*cluster*/) {
  if (!variant_) {
    variant_ = text_in(tally, "variant") == "coco" ? BleuVariant::coco : BleuVariant::sacrebleu;
  }
  counts_ += {.correct = numbers_in(tally, "correct"),
              .total = numbers_in(tally, "total"),
              .answer_length = number_in(tally, "sys_len"),
              .reference_length = number_in(tally, "ref_len")};
}

std::optional<double> BleuFold::value() const {
  if (!variant_) return std::nullopt;
  return corpus_bleu(counts_, *variant_);
}

}  // namespace sightline

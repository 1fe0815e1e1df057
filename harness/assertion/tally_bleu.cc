#include "assertion/tally_bleu.h"

namespace sightline {
namespace {

double number_of(const Node* value) {
  return value != nullptr && value->is_number() ? value->number() : 0;
}

std::array<double, kBleuOrders> numbers_of(const Node* list) {
  std::array<double, kBleuOrders> numbers{};
  if (list == nullptr || !list->is_list()) return numbers;
  for (std::size_t n = 0; n < kBleuOrders && n < list->list().size(); ++n) numbers[n] = number_of(&list->list()[n]);
  return numbers;
}

}  // namespace

void BleuFold::add(const Node& tally, std::string_view /*cluster*/) {
  if (!variant_) {
    const Node* variant = tally.find("variant");
    const bool is_coco = variant != nullptr && variant->is_string() && variant->string() == "coco";
    variant_ = is_coco ? BleuVariant::coco : BleuVariant::sacrebleu;
  }
  counts_ += {.correct = numbers_of(tally.find("correct")),
              .total = numbers_of(tally.find("total")),
              .answer_length = number_of(tally.find("sys_len")),
              .reference_length = number_of(tally.find("ref_len"))};
}

std::optional<double> BleuFold::value() const {
  if (!variant_) return std::nullopt;
  return corpus_bleu(counts_, *variant_);
}

}  // namespace sightline

#include "metric/bleu.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sightline {
namespace {

/// What the program takes for the logarithm of 0.
constexpr double kLogOfZero = -9999999999.0;

double brevity_penalty(const BleuCounts& counts) {
  if (counts.answer_length >= counts.reference_length) return 1;
  return counts.answer_length > 0 ? std::exp(1 - counts.reference_length / counts.answer_length) : 0;
}

enum class Order { effective, full };

double sacrebleu_score(const BleuCounts& counts, Order order) {
  if (std::ranges::all_of(counts.correct, [](double correct) { return correct == 0; })) return 0;
  std::array<double, kBleuOrders> precisions{};
  double smoothing = 1;
  std::size_t used = kBleuOrders;
  for (std::size_t n = 0; n < kBleuOrders && counts.total[n] > 0; ++n) {
    if (order == Order::effective) used = n + 1;
    if (counts.correct[n] == 0) smoothing *= 2;
    precisions[n] =
        counts.correct[n] == 0 ? 100 / (smoothing * counts.total[n]) : 100 * counts.correct[n] / counts.total[n];
  }
  double logarithms = 0;
  for (std::size_t n = 0; n < used; ++n) logarithms += precisions[n] == 0 ? kLogOfZero : std::log(precisions[n]);
  return brevity_penalty(counts) * std::exp(logarithms / static_cast<double>(used));
}

double coco_score(const BleuCounts& counts) {
  constexpr double kTiny = 1e-15;
  constexpr double kSmall = 1e-9;
  double product = 1;
  for (std::size_t n = 0; n < kBleuOrders; ++n) product *= (counts.correct[n] + kTiny) / (counts.total[n] + kSmall);
  double score = std::pow(product, 1.0 / kBleuOrders);
  const double ratio = (counts.answer_length + kTiny) / (counts.reference_length + kSmall);
  if (ratio < 1) score *= std::exp(1 - 1 / ratio);
  return 100 * score;
}

}  // namespace

BleuCounts& BleuCounts::operator+=(const BleuCounts& other) {
  for (std::size_t n = 0; n < kBleuOrders; ++n) {
    correct[n] += other.correct[n];
    total[n] += other.total[n];
  }
  answer_length += other.answer_length;
  reference_length += other.reference_length;
  return *this;
}

double sentence_bleu(const BleuCounts& counts, BleuVariant variant) {
  return variant == BleuVariant::coco ? coco_score(counts) : sacrebleu_score(counts, Order::effective);
}

double corpus_bleu(const BleuCounts& counts, BleuVariant variant) {
  return variant == BleuVariant::coco ? coco_score(counts) : sacrebleu_score(counts, Order::full);
}

BleuReferences::BleuReferences(const std::vector<std::vector<std::string>>& references) {
  for (const std::vector<std::string>& reference : references) {
    const std::u32string words = numbers_.number(reference);
    lengths_.push_back(words.size());
    for (std::size_t n = 0; n < kBleuOrders; ++n) {
      for (const auto& [gram, count] : count_grams(words, n + 1)) {
        std::size_t& limit = limits_[n][gram];
        limit = std::max(limit, count);
      }
    }
  }
}

BleuCounts BleuReferences::counts(const std::vector<std::string>& answer) const {
  const std::u32string words = numbers_.known(answer);
  BleuCounts counts;
  counts.answer_length = static_cast<double>(words.size());
  const auto difference = [&](std::size_t length) {
    return std::pair(length > words.size() ? length - words.size() : words.size() - length, length);
  };
  counts.reference_length = static_cast<double>(std::ranges::min(lengths_, {}, difference));
  for (std::size_t n = 0; n < kBleuOrders; ++n) {
    counts.total[n] = static_cast<double>(gram_count(words.size(), n + 1));
    counts.correct[n] = static_cast<double>(clipped_grams(words, n + 1, limits_[n]));
  }
  return counts;
}

Node bleu_tally(const BleuCounts& counts, BleuVariant variant) {
  Node tally;
  tally.set("kind", "bleu");
  tally.set("variant", variant == BleuVariant::coco ? "coco" : "sacrebleu");
  tally.set("correct", Node::List(counts.correct.begin(), counts.correct.end()));
  tally.set("total", Node::List(counts.total.begin(), counts.total.end()));
  tally.set("sys_len", counts.answer_length);
  tally.set("ref_len", counts.reference_length);
  return tally;
}

}  // namespace sightline

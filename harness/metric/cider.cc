#include "metric/cider.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr double kSigma = 6;
constexpr double kScale = 10;

/// A caption's vector of one order.
struct Weighed {
  std::map<std::string, double> values;
  double norm = 0;
};

struct CaptionVector {
  std::array<Weighed, kCiderOrders> orders;
  /// The program counts pairs of words for the length.
  double length = 0;
};

CaptionVector weighed(const CaptionGrams& grams, const CiderFrequencies* frequencies) {
  CaptionVector vector;
  for (std::size_t n = 0; n < kCiderOrders; ++n) {
    Weighed& order = vector.orders[n];
    for (const auto& [gram, count] : grams[n]) {
      const double value = count * (frequencies == nullptr ? 1 : frequencies->weight(gram));
      order.values.emplace(gram, value);
      order.norm += value * value;
      if (n == 1) vector.length += count;
    }
    order.norm = std::sqrt(order.norm);
  }
  return vector;
}

double clipped_product(const Weighed& answer, const Weighed& reference) {
  double product = 0;
  for (const auto& [gram, value] : answer.values) {
    const auto found = reference.values.find(gram);
    if (found != reference.values.end()) product += std::min(value, found->second) * found->second;
  }
  return product;
}

double likeness(const CaptionVector& answer, const CaptionVector& reference) {
  const double apart = answer.length - reference.length;
  const double penalty = std::exp(-(apart * apart) / (2 * kSigma * kSigma));
  double sum = 0;
  for (std::size_t n = 0; n < kCiderOrders; ++n) {
    double product = clipped_product(answer.orders[n], reference.orders[n]);
    const double norms = answer.orders[n].norm * reference.orders[n].norm;
    if (norms != 0) product /= norms;
    sum += product * penalty;
  }
  return sum / kCiderOrders;
}

}  // namespace

CaptionGrams caption_grams(std::string_view caption) {
  CaptionGrams grams;
  const std::vector<std::string_view> words = python_split(caption);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string gram;
    for (std::size_t n = 0; n < kCiderOrders && i + n < words.size(); ++n) {
      if (n > 0) gram += ' ';
      gram += words[i + n];
      ++grams[n][gram];
    }
  }
  return grams;
}

void CiderFrequencies::add_image(const std::vector<CaptionGrams>& references) {
  std::set<std::string> grams;
  for (const CaptionGrams& reference : references) {
    for (const auto& order : reference) {
      for (const auto& [gram, count] : order) grams.insert(gram);
    }
  }
  for (const std::string& gram : grams) ++frequencies_[gram];
  ++images_;
}

double CiderFrequencies::weight(const std::string& gram) const {
  const auto found = frequencies_.find(gram);
  const double images = found == frequencies_.end() ? 1 : std::max(1.0, found->second);
  return std::log(static_cast<double>(images_)) - std::log(images);
}

double cider_d(const CaptionGrams& answer, const std::vector<CaptionGrams>& references,
               const CiderFrequencies* frequencies) {
  if (references.empty()) return 0;
  const CaptionVector vector = weighed(answer, frequencies);
  const double sum = std::accumulate(references.begin(), references.end(), 0.0, [&](double so_far, const auto& grams) {
    return so_far + likeness(vector, weighed(grams, frequencies));
  });
  return kScale * sum / static_cast<double>(references.size());
}

}  // namespace sightline

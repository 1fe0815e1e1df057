#include "run/latency_gradient.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace sightline {

std::uint32_t LatencyGradient::kind(std::uint64_t prompt_tokens, std::uint64_t completion_tokens, bool streamed) {
  const auto prompt = static_cast<std::uint32_t>(std::bit_width(prompt_tokens));
  const auto completion = streamed ? 0xFFu : static_cast<std::uint32_t>(std::bit_width(completion_tokens));
  return prompt << 8 | completion;
}

std::optional<double> LatencyGradient::take(std::uint32_t kind, double milliseconds) {
  const Usual& usual = usual_[kind];
  Sample sample{.kind = kind, .log = std::log(std::max(milliseconds, 1e-3))};
  if (usual.samples < kFirst) {
    learn(sample);
    return std::nullopt;
  }
  sample.ratio = sample.log - usual.log_mean;
  recent_.push_back(sample);
  return recent_.size() < kWindow ? std::nullopt : judge();
}

void LatencyGradient::learn(const Sample& sample) {
  Usual& usual = usual_[sample.kind];
  usual.samples = std::min(usual.samples + 1, kLongRun);
  usual.log_mean += (sample.log - usual.log_mean) / static_cast<double>(usual.samples);
}

void LatencyGradient::halved_for_late() {
  before_ = last_;
  restart();
}

std::optional<double> LatencyGradient::judge() {
  const auto middle = recent_.begin() + static_cast<std::ptrdiff_t>(recent_.size() / 2);
  std::ranges::nth_element(recent_, middle, {}, &Sample::ratio);
  last_ = middle->ratio;
  const std::vector<Sample> judged = std::exchange(recent_, {});
  const auto before = std::exchange(before_, std::nullopt);
  if (last_ <= std::log(kTolerance)) {
    for (const Sample& sample : judged) learn(sample);
    return std::nullopt;
  }
  if (before && last_ > *before + std::log(kHelped)) {
    for (auto& [kind, usual] : usual_) usual.log_mean += last_;
    return std::nullopt;
  }
  return std::exp(last_);
}

}  // namespace sightline

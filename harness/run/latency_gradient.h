#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace sightline {

/// Tells when answers begin later than they used to: the gradient of recent against long-run latency, after Netflix'
/// concurrency-limits (Gradient2Limit: an average over about 600 samples, and a tolerance). Requests of different sizes
/// are not held against each other: each is compared with those of its kind, and the median of a window decides. A
/// halving that did not help shows that the cause lies elsewhere: then what is late becomes what is usual.
class LatencyGradient {
 public:
  static constexpr double kTolerance = 2;         ///< Times as late as usual that is borne.
  static constexpr double kHelped = 0.75;         ///< What a halving must bring it down to, to have been right.
  static constexpr std::size_t kWindow = 32;      ///< Samples that are judged together.
  static constexpr std::uint64_t kFirst = 8;      ///< Samples of a kind that only teach what is usual.
  static constexpr std::uint64_t kLongRun = 600;  ///< Samples that the average forgets over.

  /// The kind of a request, of so many tokens. An answer that is not streamed begins when it is whole: its own tokens
  /// count then.
  static std::uint32_t kind(std::uint64_t prompt_tokens, std::uint64_t completion_tokens, bool streamed);
  /// Takes one latency. How many times as late as usual the window was, where it is full and that is too late.
  std::optional<double> take(std::uint32_t kind, double milliseconds);
  /// The window was halved for being late: the next judgement tells whether that helped.
  void halved_for_late();
  /// Begins a new window: the concurrency has changed.
  void restart() { recent_.clear(); }

 private:
  struct Usual {
    double log_mean = 0;
    std::uint64_t samples = 0;
  };
  struct Sample {
    std::uint32_t kind = 0;
    double log = 0;    ///< Of the latency,
    double ratio = 0;  ///< and how much that is above what is usual.
  };
  std::optional<double> judge();
  void learn(const Sample& sample);
  std::map<std::uint32_t, Usual> usual_;
  std::vector<Sample> recent_;    ///< Learnt from when they are judged, and not too late.
  double last_ = 0;               ///< The last judgement, a logarithm.
  std::optional<double> before_;  ///< What it was when the window was halved.
};

}  // namespace sightline

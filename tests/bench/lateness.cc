#include "lateness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace sightline::bench {

namespace {

/// Upper bound in seconds, and the count of events up to it.
using Bucket = std::pair<double, double>;

std::vector<Bucket> read_buckets(const std::string& metrics) {
  constexpr std::string_view kName = "sightline_stream_lateness_seconds_bucket";
  constexpr std::string_view kBound = "le=\"";
  std::vector<Bucket> buckets;
  std::istringstream lines(metrics);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t bound = line.find(kBound);
    if (!line.starts_with(kName) || bound == std::string::npos) continue;
    const std::size_t count = line.rfind(' ');
    buckets.emplace_back(std::stod(line.substr(bound + kBound.size())), std::stod(line.substr(count)));
  }
  return buckets;
}

double bound_of(const std::vector<Bucket>& buckets, double share) {
  const double wanted = share * buckets.back().second;
  return std::ranges::find_if(buckets, [&](const Bucket& bucket) { return bucket.second >= wanted; })->first * 1000;
}

}  // namespace

double quantile(std::vector<double>& figures, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(figures.size())));
  const auto at = figures.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(figures.begin(), at, figures.end());
  return *at;
}

std::string quantiles(std::vector<double> figures) {
  if (figures.empty()) return "- / - / -";
  const double median = quantile(figures, 0.5);
  const double high = quantile(figures, 0.99);
  return fmt::format("{:.2f} / {:.2f} / {:.2f} ms", median, high, *std::ranges::max_element(figures));
}

SentLateness sent_lateness(const std::string& metrics) {
  const std::vector<Bucket> buckets = read_buckets(metrics);
  if (buckets.empty() || buckets.back().second == 0) return {};
  SentLateness lateness{.bounded = true,
                        .p50_ms = bound_of(buckets, 0.5),
                        .p99_ms = bound_of(buckets, 0.99),
                        .events = buckets.back().second};
  lateness.bounded = std::isfinite(lateness.p99_ms);
  return lateness;
}

}  // namespace sightline::bench

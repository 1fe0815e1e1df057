#pragma once

#include <string>
#include <vector>

namespace sightline::bench {

/// p50, p99 and the greatest of many figures; three dashes where there are none.
std::string quantiles(std::vector<double> figures);
/// The value below which a share of the figures lie, by nearest rank.
double quantile(std::vector<double>& figures, double share);

/// What a server says in its metrics of how late its events were sent: upper bounds in milliseconds of p50 and p99, as
/// exact as its buckets. `bounded` is false where it says nothing, or where they lie above the last bucket.
struct SentLateness {
  bool bounded = false;
  double p50_ms = 0;
  double p99_ms = 0;
  double events = 0;
};
SentLateness sent_lateness(const std::string& metrics);

}  // namespace sightline::bench

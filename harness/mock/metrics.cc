#include "mock/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/number.h"

namespace sightline {
namespace {

void print_head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void print_one(std::string& out, std::string_view name, std::string_view type, std::string_view help,
               std::uint64_t value) {
  print_head(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

}  // namespace

const std::array<std::int64_t, DurationHistogram::kBuckets> DurationHistogram::kUpperBounds{
    25, 50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 10'000'000};

void DurationHistogram::add(std::chrono::microseconds duration) {
  const auto* bound = std::ranges::lower_bound(kUpperBounds, duration.count());
  if (bound != kUpperBounds.end()) {
    counts_[static_cast<std::size_t>(bound - kUpperBounds.begin())].fetch_add(1, std::memory_order_relaxed);
  }
  count_.fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(duration.count(), std::memory_order_relaxed);
}

void DurationHistogram::print(std::string& out, std::string_view name) const {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    below += counts_[i].load(std::memory_order_relaxed);
    fmt::format_to(std::back_inserter(out), "{}_bucket{{le=\"{}\"}} {}\n", name,
                   number_text(static_cast<double>(kUpperBounds[i]) / 1e6), below);
  }
  const std::uint64_t count = count_.load(std::memory_order_relaxed);
  fmt::format_to(std::back_inserter(out), "{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", name, count,
                 number_text(static_cast<double>(sum_us_.load(std::memory_order_relaxed)) / 1e6));
}

void Metrics::count_request(RequestVerdict verdict, int status, std::uint64_t body_bytes) {
  const auto row = static_cast<std::size_t>(verdict);
  const auto column = std::min<std::size_t>(static_cast<std::size_t>(std::max(status, 0)), kStatuses - 1);
  requests_[row][column].fetch_add(1, std::memory_order_relaxed);
  body_bytes_.fetch_add(body_bytes, std::memory_order_relaxed);
}

void Metrics::count_fault(const std::string& name) {
  const std::lock_guard lock(mutex_);
  faults_[name.substr(0, name.find_first_of("=,"))] += 1;
}

std::string Metrics::text(std::size_t fixtures) const {
  std::string out;
  print_head(out, "sightline_requests_total", "counter",
             "Requests that recordings are asked for, by what became of them.");
  for (std::size_t verdict = 0; verdict < kVerdicts; ++verdict) {
    for (std::size_t status = 0; status < kStatuses; ++status) {
      const std::uint64_t count = requests_[verdict][status].load(std::memory_order_relaxed);
      if (count == 0) continue;
      fmt::format_to(std::back_inserter(out), "sightline_requests_total{{verdict=\"{}\",status=\"{}\"}} {}\n",
                     verdict_name(static_cast<RequestVerdict>(verdict)), status, count);
    }
  }
  print_head(out, "sightline_faults_total", "counter", "Faults that fired, by their name.");
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, count] : faults_) {
      fmt::format_to(std::back_inserter(out), "sightline_faults_total{{fault=\"{}\"}} {}\n", name, count);
    }
  }
  print_one(out, "sightline_request_body_bytes_total", "counter", "Bytes of request bodies, images decoded.",
            body_bytes_.load(std::memory_order_relaxed));
  print_one(out, "sightline_fixtures", "gauge", "Fixtures that are served.", fixtures);
  print_one(out, "sightline_reloads_total", "counter", "Times that changed fixtures were taken.", reloads_.load());
  print_one(out, "sightline_failed_reloads_total", "counter", "Times that changed fixtures were refused.",
            failed_reloads_.load());
  print_head(out, "sightline_handling_seconds", "histogram", "From a request's last byte to its answer's being ready.");
  handling.print(out, "sightline_handling_seconds");
  print_head(out, "sightline_stream_lateness_seconds", "histogram",
             "How long after their time pieces of streams were sent.");
  lateness.print(out, "sightline_stream_lateness_seconds");
  return out;
}

}  // namespace sightline

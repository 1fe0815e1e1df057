#include "history/trends.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sightline {
namespace {

std::vector<std::string> suites_of(const TrendRun& run, const TrendCell& cell) {
  if (!cell.suite.empty()) return {cell.suite};
  std::vector<std::string> names;
  for (const auto& [name, sha256] : run.suites) names.push_back(name);
  return names;
}

TrendSeries& series_for(std::vector<TrendSeries>& all, std::vector<std::string> suites, const TrendCell& cell) {
  const auto found = std::ranges::find_if(all, [&](const TrendSeries& series) {
    return series.suites == suites && series.model == cell.model && series.prompt == cell.prompt;
  });
  if (found != all.end()) return *found;
  all.push_back({.suites = std::move(suites), .model = cell.model, .prompt = cell.prompt, .points = {}});
  return all.back();
}

/// Both runs have all of these suites.
bool same_texts(const TrendRun& a, const TrendRun& b, const std::vector<std::string>& suites) {
  return std::ranges::all_of(suites, [&](const std::string& name) {
    const auto in_a = a.suites.find(name);
    const auto in_b = b.suites.find(name);
    return in_a != a.suites.end() && in_b != b.suites.end() && in_a->second == in_b->second;
  });
}

/// Holds the last point against the latest full run before it. Runs over a part of the same suites' cases are passed
/// over; a run over other texts of the suites ends the search.
void hold_against_earlier(TrendSeries& series, const std::vector<TrendRun>& runs) {
  TrendPoint& point = series.points.back();
  if (!runs[point.run].is_full()) {
    point.against = Against::cut_short;
    return;
  }
  for (auto before = series.points.rbegin() + 1; before != series.points.rend(); ++before) {
    if (!runs[before->run].is_full()) continue;
    const bool same = same_texts(runs[before->run], runs[point.run], series.suites);
    if (!same && point.against == Against::nothing) point.against = Against::suite_changed;
    if (!same) return;
    point.against = Against::other_cases;
    if (before->cell.cases != point.cell.cases) continue;
    point.against = Against::earlier;
    point.base = before->run;
    const auto rate = point.cell.counts.pass_rate();
    const auto rate_before = before->cell.counts.pass_rate();
    if (rate && rate_before) point.change = *rate - *rate_before;
    return;
  }
}

bool is_judged(Status status) {
  return status != Status::skipped && status != Status::xfailed;
}

}  // namespace

std::string_view against_name(Against against) {
  switch (against) {
    case Against::nothing:
      return "first";
    case Against::suite_changed:
      return "suite changed";
    case Against::other_cases:
      return "other cases";
    case Against::earlier:
    case Against::cut_short:
      break;
  }
  return "";
}

std::vector<TrendSeries> series_of(const std::vector<TrendRun>& runs) {
  std::vector<TrendSeries> all;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const TrendCell& cell : runs[i].cells) {
      TrendSeries& series = series_for(all, suites_of(runs[i], cell), cell);
      series.points.push_back(
          {.run = i, .cell = cell, .interval = wilson_interval(cell.counts.passed, cell.counts.judged())});
      hold_against_earlier(series, runs);
    }
  }
  return all;
}

std::size_t flips_of(std::span<const UnitPoint> points) {
  std::size_t flips = 0;
  const UnitPoint* before = nullptr;
  for (const UnitPoint& point : points) {
    if (!is_judged(point.status)) continue;
    if (before && (before->status == Status::passed) != (point.status == Status::passed)) ++flips;
    before = &point;
  }
  return flips;
}

void order_by_flips(std::vector<UnitTrend>& units) {
  std::ranges::stable_sort(units, std::ranges::greater{}, &UnitTrend::flips);
}

std::string sparkline(std::span<const std::optional<double>> values) {
  constexpr std::array<std::string_view, 5> kBars{"▁", "▂", "▃", "▅", "▇"};
  constexpr double kLeastSpan = 0.1;
  std::optional<double> low;
  std::optional<double> high;
  for (const auto& value : values) {
    if (!value) continue;
    low = std::min(low.value_or(*value), *value);
    high = std::max(high.value_or(*value), *value);
  }
  std::string line;
  for (const auto& value : values) {
    if (!value) {
      line += ' ';
      continue;
    }
    const double middle = (*low + *high) / 2;
    const double span = std::max(*high - *low, kLeastSpan);
    const double share = (*value - middle) / span + 0.5;
    line += kBars[static_cast<std::size_t>(std::lround(share * (kBars.size() - 1)))];
  }
  return line;
}

}  // namespace sightline

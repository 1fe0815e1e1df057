#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/result.h"
#include "report/summary.h"
#include "stats/interval.h"

namespace sightline {

/// One cell of models × prompts of an earlier run, of one suite or (without a suite) of the whole run.
struct TrendCell {
  std::string suite = {};
  std::string model = {};
  std::string prompt = {};
  StatusCounts counts = {};
  double mean_score = 0;
  std::optional<double> cost = {};  ///< USD
  std::optional<double> latency_p50_ms = {};
  std::optional<double> latency_p95_ms = {};
  std::uint64_t prompt_tokens = 0;
  std::uint64_t completion_tokens = 0;
  std::map<std::string, double> metrics = {};
  std::string cases = {};  ///< SHA-256 of the ids of its cases: two cells with the same are about the same cases.
};

/// An earlier run as trends see it.
struct TrendRun {
  std::string folder;  ///< Its name beneath the reports folder.
  std::string id;
  std::string started;  ///< ISO 8601, UTC.
  std::string label = {};
  std::string git_commit = {};
  Mode mode = Mode::replay;
  bool finished = false;  ///< Its log has a footer.
  bool complete = false;  ///< … which says that nothing planned is missing.
  unsigned shard_index = 1;
  unsigned shard_count = 1;
  std::map<std::string, std::string> suites = {};  ///< Names, and the SHA-256 of each one's text.
  std::vector<TrendCell> cells = {};
  bool is_full() const { return finished && complete; }
};

/// What a point of a series can be held against.
enum class Against {
  nothing,        ///< It is the first.
  earlier,        ///< An earlier full run of the same suites over the same cases.
  suite_changed,  ///< The full run before had other suites' texts.
  other_cases,    ///< The full run before was about other cases.
  cut_short       ///< It is itself unfinished or incomplete.
};
/// "first", "", "suite changed", "other cases"
std::string_view against_name(Against against);

struct TrendPoint {
  std::size_t run = 0;  ///< Index into the runs.
  TrendCell cell;
  Interval interval;  ///< Wilson's, of its pass rate.
  Against against = Against::nothing;
  std::optional<std::size_t> base = {};  ///< Index of the run that it is held against.
  std::optional<double> change = {};     ///< Of the pass rate, as a share.
  std::uint64_t lost = 0;                ///< Units that passed in the base and do not now …
  std::uint64_t gained = 0;              ///< … and the other way round.
};

/// The same cell through the runs, oldest first. Runs over other suites make series of their own.
struct TrendSeries {
  std::vector<std::string> suites;  ///< Sorted.
  std::string model;
  std::string prompt;
  std::vector<TrendPoint> points;
};

/// `runs` are in the order of time. Series come in the order in which the runs first have them; cells without a suite
/// are of all of their run's suites.
std::vector<TrendSeries> series_of(const std::vector<TrendRun>& runs);

struct UnitPoint {
  std::size_t run = 0;  ///< Index into the runs.
  Status status = Status::passed;
  double score = 0;
  bool flaky = false;
  std::optional<double> cost = {};        ///< USD, of its repeats together.
  std::optional<double> latency_ms = {};  ///< Mean of its repeats'.
  std::string reason = {};
};

/// One unit through the runs, oldest first.
struct UnitTrend {
  UnitId id;
  std::vector<UnitPoint> points;
  std::size_t flips = 0;
};

/// How often it came to pass, or passed no longer, from one run to the next in which it was judged at all.
std::size_t flips_of(std::span<const UnitPoint> points);

/// The units that changed most often first; others stay in their order.
void order_by_flips(std::vector<UnitTrend>& units);

/// A character of ▁▂▃▅▇ for each value from the least to the greatest of them, and a blank for each that is not known.
/// So that noise is no mountain range, the scale spans a tenth at least.
std::string sparkline(std::span<const std::optional<double>> values);

}  // namespace sightline

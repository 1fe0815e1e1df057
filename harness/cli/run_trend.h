#pragma once

#include <string>

#include "base/files.h"
#include "report/summary.h"
#include "runlog/trend_file.h"

namespace sightline {

/// A run that has ended, and the folder with the runs before it.
struct TrendedRun {
  const RunHeader& header;
  const RunFooter& footer;
  const RunSummary& summary;
  std::string folder;   ///< Of the run.
  std::string reports;  ///< The folder of the project's runs.
};

/// Writes trend.json into the run's folder: how it came out, last, after up to 29 complete runs of the same suites with
/// the same selection. Those before the newest one are known by that one's own trend.json; where it has none, logs are
/// read, few and small ones. Nothing is written for the first run, for a shard, for a run outside the reports folder,
/// and where anything goes wrong: a trend is an extra.
void write_trend(const TrendedRun& run, Files& files);

}  // namespace sightline

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "report/summary.h"

namespace sightline {

/// A unit of a run as reports are told of it.
struct ReportUnit {
  UnitSummary summary;
  std::vector<CaseResult> repeats;  ///< As RunReader::for_each_told() gives them, unless a writer wants them whole.
  std::string results;              ///< The repeats as a JSON list.
  std::string requests;             ///< The requests that they sent: a JSON object of bodies by key.
};

/// Writes one report. What stands before the units is written as the writer is made. It holds nothing that grows with
/// the run.
class ReportWriter {
 public:
  ReportWriter() = default;
  virtual ~ReportWriter() = default;
  ReportWriter(const ReportWriter&) = delete;
  ReportWriter& operator=(const ReportWriter&) = delete;
  /// The next unit in plan order. Of the run, it may look at the header and footer alone: others read it meanwhile.
  virtual void unit(const ReportUnit& unit) = 0;
  virtual bool wants_whole_results() const { return false; }
  /// What stands behind the units. Of the run, neither results nor requests are to be read.
  virtual void end() = 0;
};

/// Tells the units of a run to writers, in one pass over its log: each unit is read once for all of them. Writers work
/// on threads of their own, a bounded number of units behind the reading; what one of them throws is thrown here.
void tell_units(const RunReader& run, const std::vector<ReportWriter*>& writers);

}  // namespace sightline

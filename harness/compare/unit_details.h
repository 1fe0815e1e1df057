#pragma once

#include <memory>
#include <set>
#include <string>

#include "compare/compared_runs.h"
#include "runlog/runlog.h"

namespace sightline {

/// The texts of a run's units, from its log or its results.json.
class UnitDetails {
 public:
  /// Errors: the run cannot be read.
  static Expected<UnitDetails> open(const Files& files, const ComparedRunFiles& run);
  UnitDetails(UnitDetails&&) noexcept;
  UnitDetails& operator=(UnitDetails&&) noexcept;
  ~UnitDetails();

  /// Must be called before detail(), once. Errors: the run cannot be read.
  Expected<void> keep(std::set<UnitId> units);
  /// The repeats of a unit that is kept and the requests that they sent, as page_detail() has them, on one line; "null"
  /// of any other. A results.json has no requests.
  std::string detail(const UnitFigures& unit) const;
  /// The run's log; null of a results.json.
  const RunReader* log() const;

 private:
  struct Source;
  explicit UnitDetails(std::unique_ptr<Source> source);
  std::unique_ptr<Source> source_;
};

}  // namespace sightline

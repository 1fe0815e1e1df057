#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fixture/library.h"
#include "model/result.h"
#include "run/plan.h"

namespace sightline {

/// Turns live answers into fixtures. A unit's files are written when its last repeat is in; where a repeat failed, the
/// old files stay.
class Recorder {
 public:
  struct Options {
    bool keep_recorded = false;        ///< record_missing: answers that stand in a file stay.
    std::vector<std::string> secrets;  ///< Never written.
    std::string today;                 ///< "2026-11-20"
  };
  Recorder(Library& library, Options options) : library_(library), options_(std::move(options)) {}

  /// An answer came for `request` as repeat `repeat` of the unit.
  void take(const PlannedUnit& unit, unsigned repeat, KeyedRequest request, std::string_view host,
            RecordedResponse response);
  /// A repeat of the unit is over. Errors: a file could not be written, or would hold a secret.
  Expected<void> repeat_ended(const PlannedUnit& unit, bool succeeded);

 private:
  struct UnitState {
    unsigned ended = 0;
    bool failed = false;
    std::vector<std::string> keys;  ///< In the order in which they came.
  };
  Fixture& draft(KeyedRequest request, std::string_view host);
  Expected<void> write(const PlannedUnit& unit, const UnitState& state);

  Library& library_;
  Options options_;
  std::map<std::uint64_t, UnitState> units_;  ///< By the unit's sequence.
  std::map<std::string, Fixture> drafts_;     ///< By key: units that send the same share one.
};

}  // namespace sightline

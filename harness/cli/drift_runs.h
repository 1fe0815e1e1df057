#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/run_arguments.h"
#include "cli/run_request.h"
#include "cli/session.h"
#include "compare/drift.h"
#include "fixture/library.h"
#include "run/runner.h"
#include "runlog/runlog.h"

namespace sightline {

/// The two runs of a comparison, both in one folder: `recorded`, replayed, and `live`. What the live one is answered is
/// kept below `live/answers` in the form of recordings; the project's own recordings are only read.
class DriftRuns {
 public:
  struct World {
    const RunArguments& arguments;
    RunRequest& request;
    const Session& session;
    const Library& library;
    Files& files;
    Terminal& terminal;
  };
  DriftRuns(const World& world, std::string folder);

  /// Looks up the models' keys and URLs. Errors: of any model of the plan.
  Expected<void> resolve_endpoints(const Plan& plan);
  Expected<RunEnd> replay(const Plan& plan);
  Expected<RunEnd> send(const Plan& plan);

  std::string recorded_folder() const { return folder_ + "/recorded"; }
  std::string live_folder() const { return folder_ + "/live"; }
  /// A unit as it was recorded; nothing where the run has no line of it.
  std::optional<CaseResult> recorded(const UnitId& unit) const;
  std::optional<CaseResult> live(const UnitId& unit) const;
  DriftSide recorded_side(const CaseResult& result) const { return side(result, x_.library); }
  DriftSide live_side(const CaseResult& result) const { return side(result, live_answers_); }

 private:
  struct Leg {
    Mode mode;  ///< As the run's header has it.
    std::string folder;
    RunOptions options;
    Recorder* recorder = nullptr;
  };
  Expected<RunEnd> run(const Plan& plan, const Leg& leg);
  Expected<void> finish(RunWriter& writer, const RunEnd& end, Clock::Instant started) const;
  RunOptions options() const;
  static DriftSide side(const CaseResult& result, const Library& library);

  World x_;
  std::string folder_;
  SystemClock clock_;
  Library live_answers_;
  std::map<std::string, Endpoint> endpoints_;
  std::vector<std::string> secrets_;
  std::optional<RunReader> recorded_run_;
  std::optional<RunReader> live_run_;
};

}  // namespace sightline

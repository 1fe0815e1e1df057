#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compare/run_figures.h"

namespace sightline {

/// A run made by hand: units of suite "s", prompt "p" and model "m" unless they are given others.
class MadeUpRun {
 public:
  explicit MadeUpRun(std::string model = "m") : model_(std::move(model)) {
    run.path = "made-up";
    run.header.suites = {{.name = "s", .path = "s.yaml", .sha256 = "1", .description = "", .metrics = {}}};
  }

  /// A unit that is a cluster of its own; its score is 1 where it passed, else 0.
  UnitFigures& add(const std::string& case_id, Status status) {
    UnitFigures unit;
    unit.id = {.suite = "s", .case_id = case_id, .prompt = "p", .model = model_};
    unit.sequence = run.units.size();
    unit.status = status;
    unit.score = status == Status::passed ? 1 : 0;
    unit.cluster = case_id;
    unit.repeats = {repeat(0, status)};
    run.units.push_back(std::move(unit));
    return run.units.back();
  }

  UnitFigures& add(const std::string& case_id, const std::vector<Status>& repeats, Status status) {
    UnitFigures& unit = add(case_id, status);
    unit.repeats.clear();
    for (const Status one : repeats)
      unit.repeats.push_back(repeat(static_cast<std::uint32_t>(unit.repeats.size()), one));
    unit.flaky = std::ranges::find(repeats, repeats.front() == Status::passed ? Status::failed : Status::passed) !=
                 repeats.end();
    return unit;
  }

  /// Cases "PREFIX0", "PREFIX1" and so on, all of one status.
  void add_many(const std::string& prefix, int count, Status status) {
    for (int i = 0; i < count; ++i) add(prefix + std::to_string(i), status);
  }

  static RepeatFigures repeat(std::uint32_t number, Status status) {
    RepeatFigures figures;
    figures.repeat = number;
    figures.status = status;
    figures.score = status == Status::passed ? 1 : 0;
    figures.answered = true;
    return figures;
  }

  RunFigures run;

 private:
  std::string model_;
};

/// Of both sides, the statuses in which so many pairs came out.
struct Outcomes {
  int both_pass = 0;
  int lost = 0;
  int gained = 0;
  int both_fail = 0;
};

inline std::pair<RunFigures, RunFigures> runs_of(const Outcomes& outcomes) {
  MadeUpRun base;
  MadeUpRun candidate;
  const auto add = [&](const std::string& prefix, int count, Status before, Status now) {
    base.add_many(prefix, count, before);
    candidate.add_many(prefix, count, now);
  };
  add("kept", outcomes.both_pass, Status::passed, Status::passed);
  add("lost", outcomes.lost, Status::passed, Status::failed);
  add("gained", outcomes.gained, Status::failed, Status::passed);
  add("bad", outcomes.both_fail, Status::failed, Status::failed);
  return {std::move(base.run), std::move(candidate.run)};
}

}  // namespace sightline

#pragma once

#include "model/comparison.h"
#include "runlog/record_fields.h"
#include "runlog/record_names.h"

namespace sightline {

/// The names and members that compare.json has, as record_fields.h tells those of a run log.

/// The format of compare.json that this version writes.
constexpr unsigned kCompareFormat = 1;

inline std::string_view name_of(Finding finding) {
  switch (finding) {
    case Finding::worse:
    case Finding::better:
      return finding_name(finding);
    case Finding::no_difference:
      return "no_difference";
    case Finding::cannot_tell:
      return "cannot_tell";
  }
  return "";
}

inline std::string_view name_of(UnitFate fate) {
  switch (fate) {
    case UnitFate::still_passing:
      return "still_passing";
    case UnitFate::newly_failing:
      return "newly_failing";
    case UnitFate::still_failing:
      return "still_failing";
    case UnitFate::not_judged:
      return "not_judged";
    case UnitFate::fixed:
    case UnitFate::flaky:
      return fate_name(fate);
  }
  return "";
}

inline std::string_view name_of(ComparedSlice::Kind kind) {
  switch (kind) {
    case ComparedSlice::Kind::all:
      return "all";
    case ComparedSlice::Kind::cell:
      return "cell";
    case ComparedSlice::Kind::tag:
      return "tag";
  }
  return "";
}

inline std::string_view name_of(Comparison::Axis axis) {
  switch (axis) {
    case Comparison::Axis::runs:
      return "runs";
    case Comparison::Axis::models:
      return "models";
    case Comparison::Axis::prompts:
      return "prompts";
  }
  return "";
}

template <typename Io>
void describe(Io& io, Record<Interval> auto& interval) {
  io.always("low", interval.low);
  io.always("high", interval.high);
}

template <typename Io>
void describe(Io& io, Record<DiscordantPairs> auto& pairs) {
  io.always("lost", pairs.lost);
  io.always("gained", pairs.gained);
}

template <typename Io>
void describe(Io& io, Record<McNemarTest> auto& test) {
  io.always("two_sided", test.two_sided);
  io.always("mid_p", test.mid_p);
  io.always("worse", test.worse);
}

template <typename Io>
void describe(Io& io, Record<BootstrapResult> auto& result) {
  io.always("observed", result.observed);
  io.always("interval", result.interval);
  io.always("bias_corrected", result.bias_corrected);
  io.always("p", result.p);
  io.always("resamples", result.resamples);
  io.always("seed", result.seed);
}

template <typename Io>
void describe(Io& io, Record<MeasureDifference> auto& difference) {
  io.always("measure", difference.measure);
  io.always("higher_is_better", difference.higher_is_better);
  io("base", difference.base);
  io("candidate", difference.candidate);
  io.always("pairs", difference.pairs);
  io.always("clusters", difference.clusters);
  io.always("difference", difference.difference);
  io("standard_error", difference.standard_error);
  io("interval", difference.interval);
  io("p", difference.p);
  io("test", difference.test);
  io("adjusted_p", difference.adjusted_p);
  io("adjustment", difference.adjustment);
  io("unpaired_p", difference.unpaired_p);
  io("discordant", difference.discordant);
  io("mcnemar", difference.mcnemar);
  io("bootstrap", difference.bootstrap);
  io.always("margin", difference.margin);
  io.always("finding", difference.finding);
  io("minimum_detectable", difference.minimum_detectable);
  io("more_cases", difference.more_cases);
  io("sentence", difference.sentence);
}

template <typename Io>
void describe(Io& io, Record<ComparedRun> auto& run) {
  io.always("path", run.path);
  io("id", run.id);
  io("label", run.label);
  io("version", run.version);
  io("started", run.started);
  io("model", run.model);
  io("prompt", run.prompt);
  io.always("units", run.units);
}

/// A side of a unit with its name, which stand apart in memory.
template <typename Id, typename Side>
struct NamedSide {
  Id* id = nullptr;
  Side* side = nullptr;
};
template <typename Id, typename Side>
NamedSide<Id, Side> named_side(Id& id, Side& side) {
  return {&id, &side};
}

template <typename Io, typename Id, typename Side>
void describe(Io& io, const NamedSide<Id, Side>& named) {
  describe(io, *named.id);
  io.always("status", named.side->status);
  io.always("score", named.side->score);
  io.always("passed", named.side->passed);
  io.always("repeats", named.side->repeats);
  io("reason", named.side->reason);
  io("answer", named.side->answer);
}

template <typename Io>
void describe(Io& io, Record<UnitChange> auto& change) {
  auto base = named_side(change.base_id, change.base);
  auto candidate = named_side(change.candidate_id, change.candidate);
  io.always("fate", change.fate);
  io("must_pass", change.must_pass);
  io.always("base", base);
  io.always("candidate", candidate);
}

/// What a slice is; its fates and measures are written and read by hand.
template <typename Io>
void describe(Io& io, Record<ComparedSlice> auto& slice) {
  io.always("kind", slice.kind);
  io("model", slice.model);
  io("prompt", slice.prompt);
  io("tag", slice.tag);
}

/// How a comparison was made.
struct CompareMethod {
  double confidence = 0.95;
  double margin = 0;
  std::uint64_t seed = 0;
};

template <typename Io>
void describe(Io& io, Record<CompareMethod> auto& method) {
  io.always("confidence", method.confidence);
  io.always("margin", method.margin);
  io.always("seed", method.seed);
}

}  // namespace sightline

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "stats/bootstrap.h"
#include "stats/discordant.h"
#include "stats/interval.h"
#include "stats/mean.h"

namespace sightline {

/// What a comparison says of a measure, in words that a person can act on. The margin is the difference below which
/// nobody would act.
enum class Finding {
  worse,          ///< The interval of the difference lies on the bad side of 0.
  better,         ///< On the good side.
  no_difference,  ///< It lies within the margin to both sides.
  cannot_tell     ///< It holds too much: more cases are needed.
};
std::string_view finding_name(Finding finding);  ///< "worse", "better", "no difference", "cannot tell"

/// What became of a unit that both sides have.
enum class UnitFate {
  still_passing,
  newly_failing,  ///< Passed in the base, fails (or ends in error) in the candidate.
  fixed,
  still_failing,
  flaky,      ///< Passes on one side only, and its repeats disagree so that chance explains it.
  not_judged  ///< Skipped or expected to fail on a side.
};
std::string_view fate_name(UnitFate fate);  ///< "newly failing"

/// One side of a unit.
struct UnitSide {
  Status status = Status::passed;
  double score = 0;
  std::uint64_t passed = 0;   ///< Repeats that passed.
  std::uint64_t repeats = 0;  ///< That were judged; copies of an earlier repeat's answer count once.
  std::string reason = {};    ///< The first thing that is wrong.
  std::string answer = {};    ///< The last answer of its telling repeat, cut; read for listed units only.
};

struct UnitChange {
  UnitId base_id;
  UnitId candidate_id;  ///< Differs in the model or the prompt where these are compared.
  UnitFate fate = UnitFate::still_passing;
  UnitSide base;
  UnitSide candidate;
  bool must_pass = false;
};

/// candidate - base of one measure over the pairs of one slice.
struct MeasureDifference {
  std::string
      measure;  ///< "pass_rate", "score", "metrics.NAME", "cost", "latency_ms", "prompt_tokens", "completion_tokens"
  bool higher_is_better = true;
  std::optional<double> base;  ///< The aggregate over the pairs, of each side.
  std::optional<double> candidate;
  std::uint64_t pairs = 0;
  std::uint64_t clusters = 0;
  double difference = 0;
  std::optional<double> standard_error = {};  ///< Clustered.
  std::optional<Interval> interval = {};      ///< Of the difference: t over clusters for means, bootstrap for the rest.
  std::optional<double> p = {};  ///< Two-sided: McNemar's exact test for pass rates whose pairs are independent, else
                                 ///< t, else the bootstrap's.
  std::string test = {};         ///< "McNemar, exact", "t over clusters", "bootstrap over clusters"
  std::optional<double> adjusted_p = {};
  std::string adjustment = {};            ///< "Holm" or "Benjamini-Hochberg"; empty: none.
  std::optional<double> unpaired_p = {};  ///< z test of two independent samples, for contrast; pass rates only.
  std::optional<DiscordantPairs> discordant = {};  ///< Pass rates only.
  std::optional<McNemarTest> mcnemar = {};
  std::optional<BootstrapResult> bootstrap = {};
  double margin = 0;
  Finding finding = Finding::cannot_tell;
  std::optional<double> minimum_detectable = {};  ///< With the cases that there are, at power 0.8; nothing where
                                                  ///< that is more than rates and scores can differ by.
  std::optional<std::uint64_t> more_cases = {};   ///< Beyond these, to find a difference of the margin's size.
  std::string sentence = {};                      ///< "worse by 4.0 points (95 % interval -6.1 to -1.9)"
};

/// A part of the pairs.
struct ComparedSlice {
  enum class Kind { all, cell, tag };
  Kind kind = Kind::all;
  std::string model = {};  ///< Of a cell: the candidate's.
  std::string prompt = {};
  std::string tag = {};
  std::map<UnitFate, std::uint64_t> fates = {};
  std::vector<MeasureDifference> measures = {};  ///< The first is the pass rate.
};

struct ComparedRun {
  std::string path;  ///< As it was named.
  std::string id;
  std::string label;
  std::string version;
  std::string started;
  std::string model = {};  ///< Where two models of one run are compared, and so on.
  std::string prompt = {};
  std::uint64_t units = 0;
};

struct Comparison {
  enum class Axis { runs, models, prompts };
  Axis axis = Axis::runs;
  ComparedRun base;
  ComparedRun candidate;
  double confidence = 0.95;
  double margin = 0.02;  ///< Of rates and scores, 0 to 1.
  std::uint64_t seed = 0;
  std::vector<ComparedSlice> slices;  ///< All, then cells of model × prompt, then tags.
  std::vector<UnitChange> changes;    ///< Without those still passing and not judged, in plan order of the candidate.
  std::vector<UnitId> only_in_base;
  std::vector<UnitId> only_in_candidate;
  std::vector<std::string> notes;  ///< What the reader must know: other suites, other seeds, authored answers.
  std::vector<GateVerdict> gates;
  Finding finding = Finding::cannot_tell;
  std::string sentence;  ///< The whole in one sentence.
};

}  // namespace sightline

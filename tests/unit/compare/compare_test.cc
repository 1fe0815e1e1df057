#include "compare/compare.h"

#include <catch2/catch.hpp>

#include "made_up_run.h"

using namespace sightline;

namespace {

const CompareOptions kPlain{.bootstrap = false};

const MeasureDifference& measure(const ComparedSlice& slice, const std::string& name) {
  const auto found = std::ranges::find(slice.measures, name, &MeasureDifference::measure);
  REQUIRE(found != slice.measures.end());
  return *found;
}

bool has_measure(const ComparedSlice& slice, const std::string& name) {
  return std::ranges::find(slice.measures, name, &MeasureDifference::measure) != slice.measures.end();
}

Comparison compared(const RunFigures& base, const RunFigures& candidate, const CompareOptions& options = kPlain) {
  const auto comparison = compare_runs(base, candidate, options);
  REQUIRE(comparison);
  return *comparison;
}

Comparison compared(const Outcomes& outcomes, const CompareOptions& options = kPlain) {
  const auto [base, candidate] = runs_of(outcomes);
  return compared(base, candidate, options);
}

std::vector<std::string> texts(const std::vector<UnitId>& units) {
  std::vector<std::string> texts;
  for (const UnitId& unit : units) texts.push_back(unit.text());
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

// Computed in Python from the definitions: McNemar by binomial sums, Tango's interval by bisection of his score, the z
// test as lm-evaluation-harness's scripts/model_comparator.py has it.
TEST_CASE("The paired test finds what the unpaired one cannot tell") {
  const Comparison comparison = compared({.both_pass = 300, .lost = 25, .gained = 8, .both_fail = 67});
  const MeasureDifference& rate = comparison.slices[0].measures[0];
  CHECK(rate.measure == "pass_rate");
  CHECK(*rate.base == Approx(0.8125));
  CHECK(*rate.candidate == Approx(0.77));
  CHECK(rate.difference == Approx(-0.0425));
  CHECK(*rate.unpaired_p == Approx(0.1391252357537439));
  CHECK(*rate.p == Approx(0.004551384132355452));
  CHECK(rate.test == "McNemar, exact");
  CHECK(rate.discordant->lost == 25);
  CHECK(rate.discordant->gained == 8);
  CHECK(rate.interval->low == Approx(-0.07313377313874968).epsilon(1e-6));
  CHECK(rate.interval->high == Approx(-0.015252184207664912).epsilon(1e-6));
  CHECK(*rate.standard_error == Approx(0.014221110186527153));
  CHECK(*rate.minimum_detectable == Approx(0.03984165208373023));
  CHECK(comparison.finding == Finding::worse);
  CHECK(comparison.sentence ==
        "worse: pass rate 81.2 % → 77.0 % (-4.2 points, 95 % interval -7.3 to -1.5; 25 newly failing, 8 fixed of 400)");
}

TEST_CASE("A group and its members are one piece of evidence, whatever images the members have") {
  MadeUpRun base;
  base.add_many("case", 4, Status::passed);
  base.add("pair", Status::passed).members = {"s/case0#p@m", "s/case1#p@m"};
  MadeUpRun candidate = base;
  candidate.run.units[0].status = candidate.run.units[4].status = Status::failed;
  const MeasureDifference rate = compared(base.run, candidate.run).slices[0].measures[0];
  CHECK(rate.pairs == 5);
  CHECK(rate.clusters == 3);
  CHECK(rate.discordant->lost == 2);
  CHECK(rate.test == "t over clusters");
}

// The same numbers in groups of four that share an image: computed in Python, as above.
TEST_CASE("Cases that share an image are no independent evidence") {
  auto [base, candidate] = runs_of({.both_pass = 31, .lost = 8, .gained = 1, .both_fail = 0});
  CHECK(*compared(base, candidate).slices[0].measures[0].p == Approx(0.0390625));
  const auto cluster = [](RunFigures& run) {
    // Two images lost all of their four cases, a third gained one.
    int lost = 0;
    int other = 0;
    for (UnitFigures& unit : run.units) {
      const bool is_lost = unit.id.case_id.starts_with("lost");
      const bool is_gained = unit.id.case_id.starts_with("gained");
      const int image = is_lost ? lost++ / 4 : is_gained ? 2 : 2 + (1 + other++) / 4;
      unit.cluster = "image" + std::to_string(image);
    }
  };
  cluster(base);
  cluster(candidate);
  const MeasureDifference rate = compared(base, candidate).slices[0].measures[0];
  CHECK(rate.clusters == 10);
  CHECK(rate.pairs == 40);
  CHECK(rate.test == "t over clusters");
  CHECK(*rate.standard_error == Approx(0.13969212178533505));
  CHECK(*rate.p == Approx(0.24186556147788751).epsilon(1e-6));
  // The hull of t over clusters, -0.4910 to 0.1410, and Tango's of 2 and 0.25 of 10, -0.4958 to 0.1752.
  CHECK(rate.interval->low == Approx(-0.4957976384882596).epsilon(1e-6));
  CHECK(rate.interval->high == Approx(0.1751909089934061).epsilon(1e-6));
  CHECK(rate.finding == Finding::cannot_tell);
}

TEST_CASE("Two runs without a difference differ by no more than their number of cases can hide") {
  const Comparison many = compared({.both_pass = 900, .both_fail = 100});
  CHECK(many.finding == Finding::no_difference);
  CHECK(many.sentence.starts_with("no difference beyond 2 points: pass rate 90.0 % → 90.0 % (+0.0 points, "));
  const Comparison few = compared({.both_pass = 40, .both_fail = 10});
  CHECK(few.finding == Finding::cannot_tell);
  // 1 - 0.05^(1/50) of the pairs may differ: ((1.96 + 0.84) · sqrt(0.05816) / 0.02)² is 1,141.2 cases.
  CHECK(few.slices[0].measures[0].more_cases == 1142 - 50);
  CHECK(few.sentence.starts_with("cannot tell: 1092 more cases needed to see a difference of 2 points (now "));
  const MeasureDifference& score = measure(few.slices[0], "score");
  CHECK(score.interval->low == Approx(-0.058155079116972264));
  CHECK(score.interval->high == Approx(0.058155079116972264));
}

TEST_CASE("One case is too few to tell") {
  const Comparison comparison = compared({.lost = 1});
  CHECK(comparison.finding == Finding::cannot_tell);
  CHECK(comparison.sentence.starts_with("cannot tell: a single case is too few; pass rate 100.0 % → 0.0 %"));
}

TEST_CASE("Where nothing was judged, the comparison says so") {
  MadeUpRun base;
  MadeUpRun candidate;
  base.add("a", Status::skipped);
  candidate.add("a", Status::passed);
  CHECK(compared(base.run, candidate.run).sentence == "cannot tell: no unit was judged on both sides");
}

// Student's t of eight differences, 7 degrees of freedom; in pairs of one image, 3 (computed in Python).
TEST_CASE("Scores are compared by pairs, with as many degrees of freedom as there are images") {
  const std::vector<double> before{.5, .6, .7, .8, .9, .4, .3, .2};
  const std::vector<double> now{.55, .7, .65, .9, .95, .6, .3, .35};
  MadeUpRun base;
  MadeUpRun candidate;
  for (std::size_t i = 0; i < before.size(); ++i) {
    base.add(std::to_string(i), Status::passed).score = before[i];
    candidate.add(std::to_string(i), Status::passed).score = now[i];
  }
  const MeasureDifference alone = measure(compared(base.run, candidate.run).slices[0], "score");
  CHECK(alone.difference == Approx(0.075));
  CHECK(*alone.standard_error == Approx(0.028347335475692032));
  CHECK(alone.interval->low == Approx(0.00796920306614092).epsilon(1e-6));
  CHECK(alone.interval->high == Approx(0.14203079693385906).epsilon(1e-6));
  CHECK(*alone.p == Approx(0.03314550026378127).epsilon(1e-6));
  CHECK(alone.sentence == "better: score 0.550 → 0.625 (+7.5 points, 95 % interval +0.8 to +14.2)");
  for (RunFigures* run : {&base.run, &candidate.run}) {
    for (std::size_t i = 0; i < 8; ++i) run->units[i].cluster = std::to_string(i / 2);
  }
  const MeasureDifference paired = measure(compared(base.run, candidate.run).slices[0], "score");
  CHECK(paired.clusters == 4);
  CHECK(*paired.standard_error == Approx(0.020412414523193135));
  CHECK(*paired.p == Approx(0.03489698451015899).epsilon(1e-6));
  CHECK(paired.interval->high == Approx(0.13996141318125635).epsilon(1e-6));
}

TEST_CASE("Units are joined by their names, whatever their order") {
  MadeUpRun base;
  MadeUpRun candidate;
  base.add("a", Status::passed);
  base.add("b", Status::failed);
  base.add("gone", Status::passed);
  base.add("control", Status::passed).is_control = true;
  candidate.add("new", Status::passed);
  candidate.add("b", Status::failed);
  candidate.add("a", Status::passed);
  const Comparison comparison = compared(base.run, candidate.run);
  CHECK(comparison.slices[0].measures[0].pairs == 2);
  CHECK(*comparison.slices[0].measures[0].base == 0.5);
  CHECK(comparison.slices[0].fates.at(UnitFate::still_passing) == 1);
  CHECK(texts(comparison.only_in_base) == Texts{"s/gone#p@m"});
  CHECK(texts(comparison.only_in_candidate) == Texts{"s/new#p@m"});
  CHECK(comparison.base.units == 3);
}

TEST_CASE("Single models with different names are compared with each other, and a note says so") {
  MadeUpRun base("old");
  MadeUpRun candidate("new");
  base.add("a", Status::passed);
  candidate.add("a", Status::failed);
  const Comparison comparison = compared(base.run, candidate.run);
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].base_id.model == "old");
  CHECK(comparison.changes[0].candidate_id.model == "new");
  CHECK(comparison.notes == Texts{"each side has a single model: 'old' of the base is compared with 'new'"});
  // With a second model, names are names again.
  candidate.add("a", Status::passed).id.model = "old";
  CHECK(compared(base.run, candidate.run).changes.empty());
}

TEST_CASE("Runs without a unit in common are no comparison") {
  MadeUpRun base;
  MadeUpRun candidate;
  base.add("a", Status::passed);
  candidate.add("b", Status::passed);
  const auto comparison = compare_runs(base.run, candidate.run, kPlain);
  REQUIRE_FALSE(comparison);
  CHECK(comparison.error()[0].message ==
        "no unit of 'made-up' is in 'made-up': of the base, its first unit is 's/a#p@m'; of the candidate, its first "
        "unit is 's/b#p@m'");
}

TEST_CASE("Models and prompts of one run are compared case by case") {
  MadeUpRun made("small");
  for (const char* prompt : {"terse", "long"}) {
    for (const char* model : {"small", "large"}) {
      for (int i = 0; i < 3; ++i) {
        const bool passes = std::string(model) == "large" || i > 0;
        UnitFigures& unit = made.add(std::to_string(i), passes ? Status::passed : Status::failed);
        unit.id.prompt = prompt;
        unit.id.model = model;
      }
    }
  }
  const auto models = compare_models(made.run, "small", "large", kPlain);
  REQUIRE(models);
  CHECK(models->slices[0].fates.at(UnitFate::fixed) == 2);
  CHECK(models->slices[0].measures[0].pairs == 6);
  CHECK(models->slices[0].measures[0].clusters == 3);
  CHECK(models->base.model == "small");
  CHECK(models->base.units == 6);
  // The prompts are cells; the same cases under both are of one cluster each.
  REQUIRE(models->slices.size() == 3);
  CHECK(models->slices[1].prompt == "terse");
  CHECK(models->slices[1].measures[0].pairs == 3);
  const auto prompts = compare_prompts(made.run, "terse", "long", kPlain);
  REQUIRE(prompts);
  CHECK(prompts->changes.size() == 1);
  CHECK(prompts->changes[0].fate == UnitFate::still_failing);
  const auto unknown = compare_models(made.run, "smal", "large", kPlain);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error()[0].message ==
        "run 'made-up' has no model 'smal' (models are small, large); did you mean 'small'?");
  CHECK_FALSE(compare_prompts(made.run, "terse", "terse", kPlain));
}

TEST_CASE("Slices are all, each model and prompt, and tags of two pairs or more") {
  auto [base, candidate] = runs_of({.both_pass = 6, .lost = 2});
  for (RunFigures* run : {&base, &candidate}) {
    for (std::size_t i = 0; i < 3; ++i) run->units[i].tags = {"ocr"};
    run->units[7].tags = {"once"};
    for (std::size_t i = 4; i < 8; ++i) run->units[i].id.prompt = "q";
  }
  const Comparison comparison = compared(base, candidate);
  REQUIRE(comparison.slices.size() == 4);
  CHECK(comparison.slices[0].kind == ComparedSlice::Kind::all);
  CHECK(comparison.slices[2].prompt == "q");
  CHECK(comparison.slices[2].fates.at(UnitFate::newly_failing) == 2);
  CHECK(comparison.slices[3].tag == "ocr");
  CHECK(comparison.slices[3].measures[0].pairs == 3);
}

TEST_CASE("The p values of cells are Holm's, those of tags and other measures Benjamini's and Hochberg's") {
  auto [base, candidate] = runs_of({.both_pass = 60, .lost = 16});
  for (RunFigures* run : {&base, &candidate}) {
    for (std::size_t i = 0; i < 76; ++i) {
      // Ten of the lost are under prompt q, six under p.
      if (i < 30 || i >= 66) run->units[i].id.prompt = "q";
      if (i >= 66) run->units[i].tags = {"hard"};
    }
  }
  const Comparison comparison = compared(base, candidate);
  CHECK_FALSE(comparison.slices[0].measures[0].adjusted_p);
  const MeasureDifference& q = comparison.slices[1].measures[0];
  const MeasureDifference& p = comparison.slices[2].measures[0];
  CHECK(q.adjustment == "Holm");
  CHECK(*q.p == Approx(2.0 / 1024));
  CHECK(*q.adjusted_p == Approx(4.0 / 1024));
  CHECK(*p.adjusted_p == Approx(2.0 / 64));
  CHECK(comparison.slices[3].measures[0].adjustment == "Benjamini-Hochberg");
  CHECK(*comparison.slices[3].measures[0].adjusted_p == Approx(2.0 / 1024));
  CHECK(measure(comparison.slices[1], "score").adjustment == "Benjamini-Hochberg");
  CHECK(comparison.sentence.ends_with("; worse in 2 of 2 cells"));
}

TEST_CASE("Costs, tokens and times are means of repeats, of the pairs that have them on both sides") {
  MadeUpRun base;
  MadeUpRun candidate;
  for (int i = 0; i < 12; ++i) {
    UnitFigures& before = base.add(std::to_string(i), {Status::passed, Status::passed, Status::passed}, Status::passed);
    before.repeats[0].cost = 0.010 + 0.0001 * i;
    before.repeats[1].cost = 0.012 + 0.0001 * i;
    before.repeats[2].cost = 77;
    before.repeats[2].copy = true;
    if (i < 11) candidate.add(std::to_string(i), Status::passed).repeats[0].cost = 0.006 + 0.0002 * i;
  }
  candidate.add("11", Status::passed);
  const ComparedSlice slice = compared(base.run, candidate.run).slices[0];
  const MeasureDifference& cost = measure(slice, "cost");
  CHECK(cost.pairs == 11);
  CHECK(*cost.base == Approx(0.0115));
  CHECK(*cost.candidate == Approx(0.007));
  CHECK(cost.margin == Approx(0.0115 * 0.05));
  CHECK(cost.finding == Finding::better);
  CHECK_FALSE(cost.higher_is_better);
  CHECK(cost.sentence == "better: cost per case $0.01150 → $0.00700 (-$0.00450, 95 % interval -0.00472 to -0.00428)");
  CHECK_FALSE(has_measure(slice, "latency_ms"));
}

TEST_CASE("A copy of an earlier answer is not a second score") {
  MadeUpRun base;
  MadeUpRun candidate;
  for (int i = 0; i < 2; ++i) {
    base.add(std::to_string(i), Status::passed);
    UnitFigures& now =
        candidate.add(std::to_string(i), {Status::passed, Status::failed, Status::failed}, Status::failed);
    now.repeats[2].copy = true;
    now.score = 1.0 / 3;
  }
  const ComparedSlice slice = compared(base.run, candidate.run).slices[0];
  CHECK(*measure(slice, "score").candidate == 0.5);
  CHECK(*measure(slice, "repeats_passed").candidate == 0.5);
}

TEST_CASE("Where all answers are copies of ones in another run, the first one's score counts") {
  MadeUpRun base;
  MadeUpRun candidate;
  base.add("a", Status::passed);
  candidate.add("a", {Status::failed, Status::passed}, Status::failed).score = 0.5;
  for (RepeatFigures& repeat : candidate.run.units[0].repeats) repeat.copy = true;
  CHECK(*measure(compared(base.run, candidate.run).slices[0], "score").candidate == 0);
}

TEST_CASE("Costs that are the same in few cases cannot be told; that of nothing is no different") {
  const auto cost_of = [](int cases, double cost) {
    MadeUpRun run;
    for (int i = 0; i < cases; ++i) run.add(std::to_string(i), Status::passed).repeats[0].cost = cost;
    return measure(compared(run.run, run.run).slices[0], "cost");
  };
  CHECK(cost_of(3, 0.01).sentence ==
        "cannot tell: these cases are too few; cost per case $0.01000 → $0.01000 (+$0.00000)");
  CHECK(cost_of(6, 0.01).finding == Finding::no_difference);
  CHECK(cost_of(6, 0).sentence.starts_with("no difference beyond 0: cost per case $0.000 → $0.000"));
}

TEST_CASE("Times so large that their squares overflow end in words") {
  MadeUpRun base;
  MadeUpRun candidate;
  for (int i = 0; i < 4; ++i) {
    base.add(std::to_string(i), Status::passed).repeats[0].latency_ms = i % 2 * 1e200;
    candidate.add(std::to_string(i), Status::passed).repeats[0].latency_ms = 100;
  }
  CHECK(measure(compared(base.run, candidate.run).slices[0], "latency_ms").finding == Finding::cannot_tell);
}

TEST_CASE("The share of repeats that passed is told where there are repeats") {
  MadeUpRun base;
  MadeUpRun candidate;
  base.add("a", {Status::passed, Status::passed, Status::failed, Status::passed}, Status::passed);
  candidate.add("a", {Status::passed, Status::failed}, Status::passed);
  const MeasureDifference share = measure(compared(base.run, candidate.run).slices[0], "repeats_passed");
  CHECK(*share.base == 0.75);
  CHECK(*share.candidate == 0.5);
  CHECK_FALSE(has_measure(compared({.both_pass = 3}).slices[0], "repeats_passed"));
}

TEST_CASE("The bootstrap of the pass rate tells its seed and number of resamples, and agrees with the interval") {
  const CompareOptions options{.seed = 7, .resamples = 500};
  const Comparison comparison = compared({.both_pass = 300, .lost = 25, .gained = 8, .both_fail = 67}, options);
  const MeasureDifference& rate = comparison.slices[0].measures[0];
  REQUIRE(rate.bootstrap);
  CHECK(rate.bootstrap->seed == 7);
  CHECK(rate.bootstrap->resamples == 500);
  CHECK(rate.bootstrap->interval.low == Approx(-0.071).margin(0.012));
  CHECK(rate.bootstrap->interval.high == Approx(-0.0145).margin(0.012));
  CHECK(rate.bootstrap->p < 0.02);
  // The only cell is all there is; a score of 0 and 1 differs as the statuses do.
  CHECK(comparison.slices[1].measures[0].bootstrap->p == rate.bootstrap->p);
  CHECK(measure(comparison.slices[0], "score").bootstrap->interval.low == rate.bootstrap->interval.low);
}

TEST_CASE("Notes tell where the runs asked otherwise, or have less than they look") {
  auto [base, candidate] = runs_of({.both_pass = 3});
  candidate.header.suites[0].sha256 = "2";
  candidate.header.version = "2.0";
  base.header.version = "1.0";
  base.header.shard_index = 2;
  base.header.shard_count = 7;
  base.header.planned_results = 9;
  candidate.header.mode = Mode::answers;
  candidate.authored = 1;
  base.header.models = {{.name = "m", .model = "m", .base_url = "http://x", .params = {}, .price = {}}};
  candidate.header.models = base.header.models;
  candidate.header.models[0].params.set("temperature", 1);
  CHECK(compared(base, candidate).notes ==
        Texts{"the base is shard 2 of 7", "the base is incomplete: 3 of 9 results",
              "the candidate was judged from answers that were there already",
              "1 answer of the candidate was written by a person, not by a model",
              "the base was made by version 1.0, the candidate by 2.0", "suite 's' is not the same text in both runs",
              "model 'm' had other parameters: null in the base, {\"temperature\":1} in the candidate"});
}

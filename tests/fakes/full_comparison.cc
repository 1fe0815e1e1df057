#include "fakes/full_comparison.h"

namespace sightline::fakes {

const std::string kNastyReason =
    "</td></details><script>alert(1)</script> | `code` ``two`` [x](javascript:alert(1)) **bold** @team #1 ~~gone~~ "
    "]]> -->\nnext line \x1B[31m \x07 \xE2\x80\xAE desrever \xFF\xFE &amp; \"quoted\" 'single'";
const std::string kNastyAnswer =
    "<script>alert(2)</script>\n<img src=x onerror=alert(3)>\n| a | b |\n```\n{+not an edit+} [-nor this-]\n\x01\x80 "
    "\"{\"total\": 42}";

namespace {

using Kind = ComparedSlice::Kind;

MeasureDifference pass_rate(double difference, Interval interval, Finding finding, std::string sentence) {
  return {.measure = "pass_rate",
          .higher_is_better = true,
          .base = 0.9,
          .candidate = 0.9 + difference,
          .pairs = 500,
          .clusters = 240,
          .difference = difference,
          .standard_error = 0.0107,
          .interval = interval,
          .p = 0.0007,
          .test = "t over clusters",
          .adjusted_p = 0.0021,
          .adjustment = "Benjamini-Hochberg",
          .unpaired_p = 0.052,
          .discordant = DiscordantPairs{.lost = 25, .gained = 5},
          .mcnemar = McNemarTest{.two_sided = 0.000325, .mid_p = 0.000193, .worse = 0.000162},
          .bootstrap = BootstrapResult{.observed = difference,
                                       .interval = {interval.low - 0.001, interval.high + 0.0005},
                                       .bias_corrected = true,
                                       .p = 0.0004,
                                       .resamples = 10'000,
                                       .seed = 4711},
          .margin = 0.02,
          .finding = finding,
          .minimum_detectable = 0.03,
          .more_cases = 340,
          .sentence = std::move(sentence)};
}

MeasureDifference worse_rate() {
  return pass_rate(-0.04, {-0.061, -0.019}, Finding::worse, "worse by 4.0 points (95 % interval -6.1 to -1.9)");
}

MeasureDifference mean_of(std::string measure, bool higher_is_better, double base, double candidate, Interval interval,
                          Finding finding, std::string sentence) {
  return {.measure = std::move(measure),
          .higher_is_better = higher_is_better,
          .base = base,
          .candidate = candidate,
          .pairs = 480,
          .clusters = 236,
          .difference = candidate - base,
          .standard_error = (interval.high - interval.low) / 3.92,
          .interval = interval,
          .p = 0.31,
          .test = "bootstrap over clusters",
          .finding = finding,
          .sentence = std::move(sentence)};
}

std::vector<MeasureDifference> other_measures() {
  std::vector<MeasureDifference> measures{
      mean_of("score", true, 0.912, 0.905, {-0.016, 0.002}, Finding::no_difference, "no difference beyond 2 points"),
      mean_of("metrics.total|<b>", true, 0.8125, 0.7625, {-0.09, -0.01}, Finding::worse, "worse by 0.05"),
      mean_of("metrics.cer", false, 0.125, 0.09375, {-0.05, -0.0125}, Finding::better, "better by 0.03125"),
      mean_of("cost", false, 0.0004, 0.0005, {0.00005, 0.00015}, Finding::worse, "worse: $0.0001 more"),
      mean_of("latency_ms", false, 1250, 900, {-420, -280}, Finding::better, "better: 350 ms less"),
      mean_of("prompt_tokens", false, 1312, 1312, {0, 0}, Finding::no_difference, "no difference"),
      mean_of("completion_tokens", false, 31.5, 33.25, {-1.5, 5}, Finding::cannot_tell,
              "cannot tell: 340 more cases needed")};
  measures[0].margin = 0.02;
  measures[1].bootstrap = worse_rate().bootstrap;
  return measures;
}

ComparedSlice slice(Kind kind, std::string model, std::string prompt, std::string tag, MeasureDifference rate) {
  return {.kind = kind,
          .model = std::move(model),
          .prompt = std::move(prompt),
          .tag = std::move(tag),
          .fates = {{UnitFate::still_passing, 425},
                    {UnitFate::newly_failing, 25},
                    {UnitFate::fixed, 5},
                    {UnitFate::still_failing, 44},
                    {UnitFate::flaky, 1},
                    {UnitFate::not_judged, 3}},
          .measures = {std::move(rate)}};
}

std::vector<ComparedSlice> slices() {
  const MeasureDifference better =
      pass_rate(0.05, {0.021, 0.079}, Finding::better, "better by 5.0 points (95 % interval +2.1 to +7.9)");
  const MeasureDifference same =
      pass_rate(0.002, {-0.012, 0.016}, Finding::no_difference, "no difference beyond 2 points");
  MeasureDifference unknown =
      pass_rate(-0.03, {-0.11, 0.05}, Finding::cannot_tell, "cannot tell: 340 more cases needed");
  MeasureDifference nothing;
  nothing.measure = "pass_rate";
  nothing.sentence = "cannot tell";
  std::vector<ComparedSlice> slices{
      slice(Kind::all, "", "", "", worse_rate()),
      slice(Kind::cell, "qwen3-vl-32b", "terse", "", worse_rate()),
      slice(Kind::cell, "qwen3-vl-32b", "plain", "", better),
      slice(Kind::cell, "<script>alert(4)</script>|m", "p`q", "", same),
      slice(Kind::tag, "", "", "ocr", unknown),
      slice(Kind::tag, "", "", "a|b <i>\"tag\"", nothing),
  };
  for (MeasureDifference& measure : other_measures()) slices[0].measures.push_back(std::move(measure));
  slices[1].measures.push_back(slices[0].measures[1]);
  return slices;
}

UnitId unit(std::string case_id) {
  return {.suite = "receipts", .case_id = std::move(case_id), .prompt = "terse", .model = "qwen3-vl-32b"};
}

UnitChange change(std::string case_id, UnitFate fate, UnitSide base, UnitSide candidate, bool must_pass = false) {
  return {.base_id = unit(case_id),
          .candidate_id = unit(std::move(case_id)),
          .fate = fate,
          .base = std::move(base),
          .candidate = std::move(candidate),
          .must_pass = must_pass};
}

std::vector<UnitChange> changes() {
  const UnitSide passed{
      .status = Status::passed, .score = 1, .passed = 3, .repeats = 3, .answer = "The total is 42.50 EUR."};
  const UnitSide failed{.status = Status::failed,
                        .score = 0.25,
                        .passed = 0,
                        .repeats = 3,
                        .reason = "total: expected 42.5, saw 42",
                        .answer = "The total is 42 EUR."};
  const UnitSide nasty{
      .status = Status::error, .score = 0, .passed = 1, .repeats = 3, .reason = kNastyReason, .answer = kNastyAnswer};
  UnitChange other_model = change("hall", UnitFate::still_failing, failed, failed);
  other_model.base_id.model = "qwen2.5-vl-7b";
  UnitSide half = failed;
  half.passed = 1;
  return {change("cafe", UnitFate::newly_failing, passed, failed, true),
          change("<script>alert(5)</script>`|\n@x", UnitFate::newly_failing, passed, nasty),
          change("bar", UnitFate::fixed, failed, passed), change("kiosk", UnitFate::flaky, passed, half),
          std::move(other_model)};
}

std::vector<GateVerdict> gates() {
  return {{.gate = "regression",
           .scope = "receipts",
           .model = "qwen3-vl-32b",
           .prompt = "terse",
           .status = GateVerdict::Status::fail,
           .measured = -0.04,
           .limit = -0.02,
           .sentence = "pass rate is worse by 4.0 points, 2.0 allowed (receipts, terse, qwen3-vl-32b)"},
          {.gate = "metrics.total|<b>",
           .scope = "",
           .model = "",
           .prompt = "",
           .status = GateVerdict::Status::inconclusive,
           .measured = -0.05,
           .limit = -0.06,
           .sentence = "too few cases: " + kNastyReason},
          {.gate = "must_pass",
           .scope = "",
           .model = "",
           .prompt = "",
           .status = GateVerdict::Status::pass,
           .measured = 0,
           .limit = 0,
           .sentence = "all of 3 units passed"}};
}

ComparedRun run(std::string path, std::string id, std::string label, std::string started, std::string model) {
  return {.path = std::move(path),
          .id = std::move(id),
          .label = std::move(label),
          .version = "0.5.0",
          .started = std::move(started),
          .model = std::move(model),
          .prompt = "terse",
          .units = 505};
}

}  // namespace

Comparison full_comparison() {
  return {
      .axis = Comparison::Axis::models,
      .base =
          run("reports/base", "20261120T093000Z-receipts-3f9a", "main", "2026-11-20T09:30:00Z", "qwen2.5-vl-7b|`x`"),
      .candidate = run("reports/<candidate>|`x`", "20261121T101500Z-receipts-77b1", "<b>new</b> *prompt*",
                       "2026-11-21T10:15:00Z", "qwen3-vl-32b"),
      .confidence = 0.95,
      .margin = 0.02,
      .seed = 4711,
      .slices = slices(),
      .changes = changes(),
      .only_in_base = {unit("gone"), unit("gone|<b>too</b>")},
      .only_in_candidate = {unit("new")},
      .notes = {"the runs have different seeds: 7 and 8", "3 answers of the base were written by a person <script>"},
      .gates = gates(),
      .finding = Finding::worse,
      .sentence = "worse: the pass rate fell by 4.0 points over 500 pairs (95 % interval -6.1 to -1.9)"};
}

Comparison small_comparison() {
  Comparison comparison;
  comparison.base.path = "a";
  comparison.candidate.path = "b";
  MeasureDifference rate;
  rate.measure = "pass_rate";
  rate.pairs = 1;
  rate.clusters = 1;
  comparison.slices.resize(1);
  comparison.slices[0].measures = {rate};
  comparison.sentence = "cannot tell: one pair says nothing";
  return comparison;
}

}  // namespace sightline::fakes

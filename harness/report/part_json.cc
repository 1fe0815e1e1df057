#include "report/part_json.h"

#include "runlog/record_names.h"
#include "stats/interval.h"

namespace sightline {
namespace {

void write_interval(JsonWriter& json, std::string_view name, const Interval& interval) {
  json.key(name).begin_list().value(interval.low).value(interval.high).end_list();
}

/// NAME_se and NAME_95, where they are known, and of how many units in how many clusters it is the mean.
void write_certainty(JsonWriter& json, const std::string& name, const MeanEstimate& estimate) {
  if (estimate.standard_error) json.member(name + "_se", *estimate.standard_error);
  if (estimate.interval) write_interval(json, name + "_95", *estimate.interval);
  json.member("units", estimate.count).member("clusters", estimate.clusters);
}

void write_figures(JsonWriter& json, const std::map<std::string, double>& figures) {
  if (figures.empty()) return;
  json.key("figures").begin_map();
  for (const auto& [name, value] : figures) json.member(name, value);
  json.end_map();
}

void write_part_metrics(JsonWriter& json, const std::map<std::string, MetricSummary>& metrics) {
  json.key("metrics").begin_map();
  for (const auto& [name, metric] : metrics) {
    json.key(name).begin_map();
    json.member("value", metric.value).member("aggregate", name_of(metric.aggregate)).member("count", metric.count);
    if (metric.estimate) write_certainty(json, "value", *metric.estimate);
    write_figures(json, metric.figures);
    json.end_map();
  }
  json.end_map();
}

void write_rate(JsonWriter& json, std::string_view name, std::uint64_t count, std::uint64_t of) {
  if (of == 0) return;
  json.key(name).begin_map();
  json.member("count", count).member("of", of);
  json.member("rate", static_cast<double>(count) / static_cast<double>(of));
  write_interval(json, "rate_95", wilson_interval(count, of));
  json.end_map();
}

void write_rates(JsonWriter& json, const PartSummary& part) {
  if (part.counts.judged() + part.answers == 0) return;
  json.key("rates").begin_map();
  write_rate(json, "error", part.counts.error, part.counts.judged());
  write_rate(json, "unparsed", part.unparsed, part.answers);
  write_rate(json, "truncated", part.truncated, part.answers);
  write_rate(json, "refused", part.refused, part.answers);
  json.end_map();
}

void write_repeated_passes(JsonWriter& json, const std::vector<RepeatedPasses>& repeated) {
  if (repeated.empty()) return;
  json.key("repeated").begin_list();
  for (const RepeatedPasses& passes : repeated) {
    json.begin_map().member("k", passes.k).member("units", passes.units);
    json.member("pass_at_k", passes.pass_at_k).member("pass_hat_k", passes.pass_hat_k).end_map();
  }
  json.end_list();
}

void write_stability(JsonWriter& json, const std::optional<Stability>& stability) {
  if (!stability) return;
  json.key("stability").begin_map().member("units", stability->units);
  json.member("expected_accuracy", stability->expected_accuracy);
  json.member("consensus_accuracy", stability->consensus_accuracy);
  json.member("instability_variance", stability->instability_variance);
  json.member("consistency_rate", stability->consistency_rate).end_map();
}

void write_count_members(JsonWriter& json, const StatusCounts& counts) {
  json.member("passed", counts.passed).member("failed", counts.failed).member("error", counts.error);
  json.member("skipped", counts.skipped).member("xfailed", counts.xfailed).member("xpassed", counts.xpassed);
  json.member("flaky", counts.flaky);
  if (const auto rate = counts.pass_rate()) {
    json.member("pass_rate", *rate);
    write_interval(json, "pass_rate_95", wilson_interval(counts.passed, counts.judged()));
  }
}

}  // namespace

void write_counts(JsonWriter& json, const StatusCounts& counts) {
  json.begin_map();
  write_count_members(json, counts);
  json.end_map();
}

void write_part_members(JsonWriter& json, const PartSummary& part) {
  json.member("score", part.score.mean);
  write_certainty(json, "score", part.score);
  json.member("answers", part.answers).member("unparsed", part.unparsed);
  write_rates(json, part);
  write_repeated_passes(json, part.repeated);
  write_stability(json, part.stability);
  write_part_metrics(json, part.metrics);
}

void write_part(JsonWriter& json, const PartSummary& part) {
  json.begin_map();
  write_count_members(json, part.counts);
  write_part_members(json, part);
  json.end_map();
}

}  // namespace sightline

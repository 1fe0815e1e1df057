#include "report/summary_json.h"

#include "runlog/record_names.h"
#include "stats/interval.h"

namespace sightline {
namespace {

void write_known(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
  if (value) json.member(name, *value);
}

void write_figures(JsonWriter& json, const std::map<std::string, double>& figures) {
  if (figures.empty()) return;
  json.key("figures").begin_map();
  for (const auto& [name, value] : figures) json.member(name, value);
  json.end_map();
}

void write_metrics(JsonWriter& json, const std::map<std::string, MetricSummary>& metrics) {
  json.key("metrics").begin_map();
  for (const auto& [name, metric] : metrics) {
    json.key(name).begin_map();
    json.member("value", metric.value).member("aggregate", name_of(metric.aggregate)).member("count", metric.count);
    write_figures(json, metric.figures);
    json.end_map();
  }
  json.end_map();
}

void write_relations(JsonWriter& json, const Relations& r) {
  if (!r.any()) return;
  json.key("relations").begin_map();
  json.member("groups_read", r.groups_read).member("groups_consistent", r.groups_consistent);
  json.member("circular", r.circular).member("circular_passed", r.circular_passed);
  json.member("vanilla_passed", r.vanilla_passed).member("orders", r.orders).member("orders_passed", r.orders_passed);
  json.member("comparisons", r.comparisons).member("flips", r.flips);
  json.member("controls", r.controls).member("controls_passed", r.controls_passed);
  json.member("controls_in_error", r.controls_in_error).key("texts").begin_list();
  for (const std::string& text : relation_texts(r)) json.value(text);
  json.end_list().end_map();
}

void write_cell(JsonWriter& json, const CellSummary& cell, Figures figures) {
  json.begin_map();
  json.member("suite", cell.suite).member("model", cell.model).member("prompt", cell.prompt).key("counts");
  write_counts(json, cell.counts);
  json.member("score", cell.mean_score).member("answers", cell.answers).member("unparsed", cell.unparsed);
  write_known(json, "cost", cell.cost);
  if (figures == Figures::all) {
    write_known(json, "latency_p50_ms", cell.latency_p50_ms);
    write_known(json, "latency_p95_ms", cell.latency_p95_ms);
  }
  json.member("prompt_tokens", cell.prompt_tokens).member("completion_tokens", cell.completion_tokens);
  write_metrics(json, cell.metrics);
  write_relations(json, cell.relations);
  json.end_map();
}

void write_cells(JsonWriter& json, std::string_view name, const std::vector<CellSummary>& cells, Figures figures) {
  json.key(name).begin_list();
  for (const CellSummary& cell : cells) write_cell(json, cell, figures);
  json.end_list();
}

}  // namespace

void write_counts(JsonWriter& json, const StatusCounts& counts) {
  json.begin_map();
  json.member("passed", counts.passed).member("failed", counts.failed).member("error", counts.error);
  json.member("skipped", counts.skipped).member("xfailed", counts.xfailed).member("xpassed", counts.xpassed);
  json.member("flaky", counts.flaky);
  if (const auto rate = counts.pass_rate()) {
    const Interval interval = wilson_interval(counts.passed, counts.judged());
    json.member("pass_rate", *rate);
    json.key("pass_rate_95").begin_list().value(interval.low).value(interval.high).end_list();
  }
  json.end_map();
}

void write_summary(JsonWriter& json, const RunSummary& summary, Figures figures) {
  json.begin_map().key("counts");
  write_counts(json, summary.counts);
  json.member("results", summary.results).member("answers", summary.answers).member("authored", summary.authored);
  if (figures == Figures::all) json.member("replayed", summary.replayed);
  write_known(json, "cost", summary.cost);
  json.member("missing_fixtures", summary.missing_fixtures).member("unauthorized", summary.unauthorized);
  json.member("prompt_tokens", summary.prompt_tokens).member("completion_tokens", summary.completion_tokens);
  write_relations(json, summary.relations);
  if (!summary.solved_without_image.empty()) {
    json.key("solved_without_image").begin_list();
    for (const UnitId& unit : summary.solved_without_image) json.value(unit.text());
    json.end_list();
  }
  write_cells(json, "cells", summary.cells, figures);
  write_cells(json, "run_cells", summary.run_cells, figures);
  json.key("tags").begin_map();
  for (const auto& [tag, counts] : summary.tags) {
    json.key(tag);
    write_counts(json, counts);
  }
  json.end_map().end_map();
}

}  // namespace sightline

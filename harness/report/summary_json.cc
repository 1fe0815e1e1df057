#include "report/summary_json.h"

#include "report/part_json.h"

namespace sightline {
namespace {

void write_known(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
  if (value) json.member(name, *value);
}

void write_relation_counts(JsonWriter& json, const Relations& r) {
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
  write_part_members(json, cell);
  write_known(json, "cost", cell.cost);
  if (figures == Figures::all) {
    write_known(json, "latency_p50_ms", cell.latency_p50_ms);
    write_known(json, "latency_p95_ms", cell.latency_p95_ms);
  }
  json.member("prompt_tokens", cell.prompt_tokens).member("completion_tokens", cell.completion_tokens);
  write_relation_counts(json, cell.relations);
  json.end_map();
}

void write_cells(JsonWriter& json, std::string_view name, const std::vector<CellSummary>& cells, Figures figures) {
  json.key(name).begin_list();
  for (const CellSummary& cell : cells) write_cell(json, cell, figures);
  json.end_list();
}

void write_flaky_units(JsonWriter& json, const std::vector<FlakyUnit>& units) {
  if (units.empty()) return;
  json.key("flaky").begin_list();
  for (const FlakyUnit& unit : units) {
    json.begin_map().member("unit", unit.id.text());
    json.member("passed", unit.repeats.passed).member("repeats", unit.repeats.n).end_map();
  }
  json.end_list();
}

}  // namespace

void write_summary(JsonWriter& json, const RunSummary& summary, Figures figures) {
  json.begin_map().key("counts");
  write_counts(json, summary.counts);
  json.member("results", summary.results).member("answers", summary.answers).member("authored", summary.authored);
  if (figures == Figures::all) json.member("replayed", summary.replayed);
  write_known(json, "cost", summary.cost);
  json.member("missing_fixtures", summary.missing_fixtures).member("unauthorized", summary.unauthorized);
  json.member("prompt_tokens", summary.prompt_tokens).member("completion_tokens", summary.completion_tokens);
  write_relation_counts(json, summary.relations);
  if (!summary.solved_without_image.empty()) {
    json.key("solved_without_image").begin_list();
    for (const UnitId& unit : summary.solved_without_image) json.value(unit.text());
    json.end_list();
  }
  write_flaky_units(json, summary.flaky);
  write_cells(json, "cells", summary.cells, figures);
  write_cells(json, "run_cells", summary.run_cells, figures);
  json.key("tags").begin_map();
  for (const auto& [tag, part] : summary.tags) {
    json.key(tag);
    write_part(json, part);
  }
  json.end_map().end_map();
}

}  // namespace sightline

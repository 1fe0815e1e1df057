#include "report/page_comparison.h"

#include "runlog/comparison_fields.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

void write_slices(RecordWriter& writer, const std::vector<ComparedSlice>& slices) {
  JsonWriter& json = writer.json();
  json.key("slices").begin_list();
  for (const ComparedSlice& slice : slices) {
    if (slice.kind == ComparedSlice::Kind::tag) continue;
    json.begin_map();
    describe(writer, slice);
    json.key("fates").begin_map();
    for (const auto& [fate, count] : slice.fates) json.member(name_of(fate), count);
    json.end_map();
    writer.always("measures", slice.measures);
    json.end_map();
  }
  json.end_list();
}

/// By fate, so that a name of a fate stands once.
void write_units(JsonWriter& json, const Comparison& comparison) {
  std::map<UnitFate, std::vector<std::string>> units;
  for (const UnitChange& change : comparison.changes) units[change.fate].push_back(change.candidate_id.text());
  json.key("units").begin_map();
  for (const auto& [fate, names] : units) {
    json.key(name_of(fate)).begin_list();
    for (const std::string& name : names) json.value(name);
    json.end_list();
  }
  json.end_map();
}

void write_names(JsonWriter& json, std::string_view name, const std::vector<UnitId>& units) {
  json.key(name).begin_list();
  for (const UnitId& unit : units) json.value(unit.text());
  json.end_list();
}

}  // namespace

std::string page_comparison(const RunCompanions& companions) {
  const Comparison& comparison = *companions.comparison();
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map();
  writer.always("finding", comparison.finding);
  writer.always("sentence", comparison.sentence);
  writer.always("base", comparison.base);
  writer.always("candidate", comparison.candidate);
  writer.always("method", CompareMethod{comparison.confidence, comparison.margin, comparison.seed});
  writer.always("notes", comparison.notes);
  write_slices(writer, comparison.slices);
  write_units(writer.json(), comparison);
  write_names(writer.json(), "only_in_base", comparison.only_in_base);
  write_names(writer.json(), "only_in_candidate", comparison.only_in_candidate);
  if (companions.has_compare_page()) writer.json().member("page", "compare.html");
  writer.json().end_map();
  return out;
}

}  // namespace sightline

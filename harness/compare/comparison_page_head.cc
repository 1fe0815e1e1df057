#include "compare/comparison_page_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "compare/comparison_json.h"
#include "compare/comparison_text.h"
#include "compare/measure_words.h"
#include "report/verdict.h"
#include "runlog/record_writer.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

/// The form of the data; the page and its data are always of one program.
constexpr int kComparisonPageFormat = 1;

/// compare.json's lines as one: a line feed stands between members only, never in a text.
std::string on_one_line(const Comparison& comparison) {
  std::ostringstream out;
  write_comparison_without_changes(comparison, out);
  std::string text = std::move(out).str();
  std::erase(text, '\n');
  return text;
}

/// What a table has no column for: the test, and what a reader should compare it with.
std::string measure_note(const MeasureDifference& measure) {
  std::vector<std::string> parts;
  if (!measure.test.empty()) parts.push_back(measure.test);
  if (measure.discordant) {
    parts.push_back(fmt::format("{} lost, {} gained", measure.discordant->lost, measure.discordant->gained));
  }
  if (measure.mcnemar) parts.push_back("McNemar p " + p_text(measure.mcnemar->two_sided));
  if (measure.unpaired_p) parts.push_back("unpaired p " + p_text(measure.unpaired_p));
  if (measure.minimum_detectable) {
    parts.push_back(MeasureWords(measure).minimum_detectable() + " or more would be found");
  }
  if (measure.more_cases) parts.push_back(counted(*measure.more_cases, "more case") + " needed");
  return join(parts, " · ");
}

/// A measure in words.
void write_measure(JsonWriter& json, const MeasureDifference& measure) {
  json.begin_map()
      .member("name", measure_name(measure))
      .member("base", side_text(measure, measure.base))
      .member("candidate", side_text(measure, measure.candidate))
      .member("difference", difference_text(measure))
      .member("interval", interval_text(measure))
      .member("p", told_p(measure))
      .member("note", measure_note(measure))
      .end_map();
}

/// A slice in words, its measures in their order. `told` is false of the only cell there is, which is all.
void write_slice(JsonWriter& json, const ComparedSlice& slice, bool told) {
  json.begin_map().member("name", slice_name(slice)).member("told", told).key("measures").begin_list();
  for (const MeasureDifference& measure : slice.measures) write_measure(json, measure);
  json.end_list().end_map();
}

void write_words(JsonWriter& json, const Comparison& comparison) {
  json.begin_map().member("base", side_name(comparison.base, comparison.axis));
  json.member("candidate", side_name(comparison.candidate, comparison.axis));
  json.member("sentence", told_sentence(comparison.sentence));
  json.key("notes").begin_list();
  for (const std::string& note : comparison.notes) json.value(told_sentence(note));
  json.end_list().key("methods").begin_list();
  for (const std::string& part : method_parts(comparison)) json.value(part);
  const std::vector<const ComparedSlice*> cells = cells_of(comparison);
  json.end_list().key("slices").begin_list();
  for (const ComparedSlice& slice : comparison.slices) {
    const bool is_cell = slice.kind == ComparedSlice::Kind::cell;
    write_slice(json, slice, !is_cell || std::ranges::find(cells, &slice) != cells.end());
  }
  json.end_list().end_map();
}

}  // namespace

std::string comparison_page_head(const Comparison& comparison, const ComparedRuns& runs,
                                 const std::vector<std::string>& images) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("page", kComparisonPageFormat);
  json.key("comparison").raw(on_one_line(comparison));
  json.key("words");
  write_words(json, comparison);
  json.key("base").raw(to_json(runs.base.figures->header));
  json.key("candidate").raw(to_json(runs.candidate.figures->header));
  json.key("images").begin_list();
  for (const std::string& file : images) json.value(file);
  json.end_list().end_map();
  return out;
}

}  // namespace sightline

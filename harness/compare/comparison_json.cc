#include "compare/comparison_json.h"

#include <sstream>

#include "runlog/comparison_fields.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

template <typename T>
std::string json_of(const T& value) {
  std::string out;
  RecordWriter(out).write(value);
  return out;
}

/// `,\n"name":[…]` with each item on a line of its own.
template <typename Items, typename ToJson>
void write_lines(std::string_view name, const Items& items, const ToJson& json, std::ostream& out) {
  out << ",\n\"" << name << "\":[";
  const char* separator = "\n";
  for (const auto& item : items) {
    out << separator << json(item);
    separator = ",\n";
  }
  out << (items.empty() ? "]" : "\n]");
}

template <typename T>
void write_lines(std::string_view name, const std::vector<T>& items, std::ostream& out) {
  write_lines(name, items, json_of<T>, out);
}

/// A slice up to its measures.
std::string slice_head(const ComparedSlice& slice) {
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map();
  describe(writer, slice);
  writer.json().key("fates").begin_map();
  for (const auto& [fate, count] : slice.fates) writer.always(name_of(fate), count);
  writer.json().end_map();
  return out;
}

std::string slice_json(const ComparedSlice& slice) {
  std::ostringstream out;
  out << slice_head(slice);
  write_lines("measures", slice.measures, out);
  out << "}";
  return out.str();
}

/// All but the units, up to the last of its members.
void write_members(const Comparison& comparison, std::ostream& out) {
  out << "{\n\"sightline_compare\":" << kCompareFormat << ",\n\"axis\":" << json_of(comparison.axis)
      << ",\n\"finding\":" << json_of(comparison.finding) << ",\n\"sentence\":" << json_of(comparison.sentence)
      << ",\n\"base\":" << json_of(comparison.base) << ",\n\"candidate\":" << json_of(comparison.candidate)
      << ",\n\"method\":" << json_of(CompareMethod{comparison.confidence, comparison.margin, comparison.seed});
  write_lines("notes", comparison.notes, out);
  write_lines("gates", comparison.gates, out);
  write_lines("slices", comparison.slices, slice_json, out);
}

void write_partnerless(const Comparison& comparison, std::ostream& out) {
  write_lines("only_in_base", comparison.only_in_base, out);
  write_lines("only_in_candidate", comparison.only_in_candidate, out);
  out << "\n}\n";
}

}  // namespace

void write_comparison_json(const Comparison& comparison, std::ostream& out) {
  write_members(comparison, out);
  write_lines("changes", comparison.changes, out);
  write_partnerless(comparison, out);
}

void write_comparison_without_changes(const Comparison& comparison, std::ostream& out) {
  write_members(comparison, out);
  write_partnerless(comparison, out);
}

}  // namespace sightline

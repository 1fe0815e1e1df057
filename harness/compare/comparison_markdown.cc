#include "compare/comparison_markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "compare/comparison_text.h"
#include "report/markdown.h"
#include "report/verdict.h"

namespace sightline {
namespace {

/// Of a table's rows and a list's items; a comment of more is not read.
constexpr std::size_t kMostItems = 50;
/// Bytes that the units newly failing may take, and each other list: all of them together leave room in a comment for
/// what stands around them.
constexpr std::size_t kMostBytesOfFailing = 16'000;
constexpr std::size_t kMostBytesOfList = 4'500;

/// Line by line, as many as there is room for; then how many more there are.
template <typename Items, typename ToLine>
void write_list(const Items& items, const ToLine& line, std::ostream& out, std::size_t most_bytes = kMostBytesOfList) {
  std::size_t told = 0;
  std::size_t bytes = 0;
  for (const auto& item : items) {
    const std::string text = line(item);
    bytes += text.size();
    if (told == kMostItems || bytes > most_bytes) break;
    out << text << '\n';
    ++told;
  }
  if (told < items.size()) out << fmt::format("\n… and {} more\n", items.size() - told);
}

void write_sides(const Comparison& comparison, std::ostream& out) {
  out << "\nbase: " << markdown_text(side_name(comparison.base, comparison.axis))
      << " · candidate: " << markdown_text(side_name(comparison.candidate, comparison.axis)) << '\n';
}

void write_gates(const Comparison& comparison, std::ostream& out) {
  if (comparison.gates.empty()) return;
  out << "\n| gate | outcome | why |\n|---|---|---|\n";
  const auto line = [](const GateVerdict& gate) {
    return fmt::format("| {} | {} | {} |", markdown_text(gate.gate), status_name(gate.status),
                       markdown_text(gate.sentence));
  };
  write_list(comparison.gates, line, out);
}

std::string row(const std::string& name, const MeasureDifference& measure) {
  return fmt::format(
      "| {} | {} | {} | {} | {} | {} | {} |", markdown_text(name), markdown_text(side_text(measure, measure.base)),
      markdown_text(side_text(measure, measure.candidate)), markdown_text(difference_text(measure)),
      markdown_text(interval_text(measure)), markdown_text(told_p(measure)), finding_name(measure.finding));
}

void write_head(std::string_view first, const Comparison& comparison, std::ostream& out) {
  out << fmt::format(
      "\n| {} | base | candidate | difference | {} interval | p | finding |\n|---|--:|--:|--:|--:|--:|---|\n", first,
      percent_of(comparison.confidence));
}

/// Tags, or all and the cells.
std::vector<const ComparedSlice*> slices_of(const Comparison& comparison, bool tags) {
  std::vector<const ComparedSlice*> slices;
  if (!tags) slices = cells_of(comparison);
  if (const ComparedSlice* whole = whole_of(comparison); !tags && whole != nullptr && !whole->measures.empty()) {
    slices.insert(slices.begin(), whole);
  }
  for (const ComparedSlice& slice : comparison.slices) {
    if (tags && slice.kind == ComparedSlice::Kind::tag && !slice.measures.empty()) slices.push_back(&slice);
  }
  return slices;
}

void write_rates(const Comparison& comparison, bool tags, std::ostream& out) {
  const std::vector<const ComparedSlice*> slices = slices_of(comparison, tags);
  if (slices.empty()) return;
  if (tags) out << "\n<details><summary>Pass rate by tag</summary>\n";
  write_head(tags ? "tag" : "pass rate", comparison, out);
  const auto line = [](const ComparedSlice* slice) {
    const bool is_tag = slice->kind == ComparedSlice::Kind::tag;
    return row(is_tag ? slice->tag : slice_name(*slice), slice->measures.front());
  };
  write_list(slices, line, out);
  if (tags) out << "\n</details>\n";
}

/// Metrics, cost and the rest, over all pairs.
void write_measures(const Comparison& comparison, std::ostream& out) {
  const ComparedSlice* whole = whole_of(comparison);
  if (whole == nullptr || whole->measures.size() < 2) return;
  write_head("measure", comparison, out);
  const std::vector<MeasureDifference> rest(whole->measures.begin() + 1, whole->measures.end());
  write_list(
      rest, [](const MeasureDifference& measure) { return row(measure_name(measure), measure); }, out);
}

void write_counts(const Comparison& comparison, std::ostream& out) {
  std::vector<std::string> parts;
  for (const UnitFate fate : {UnitFate::newly_failing, UnitFate::fixed, UnitFate::flaky, UnitFate::still_failing,
                              UnitFate::still_passing, UnitFate::not_judged}) {
    parts.push_back(fmt::format("{} {}", fate_count(comparison, fate), fate_name(fate)));
  }
  out << '\n' << join(parts, " · ") << '\n';
}

std::string repeats_text(const UnitSide& side) {
  return side.repeats > 1 ? fmt::format(", {} of {} repeats passed", side.passed, side.repeats) : "";
}

std::string newly_failing_line(const UnitChange& change) {
  const std::string reason = shortened(change.candidate.reason, 200);
  return fmt::format("- {}{} {}{}{}{}", change.must_pass ? "**must pass** " : "", code_span(change.candidate_id.text()),
                     status_name(change.candidate.status), repeats_text(change.candidate), reason.empty() ? "" : ": ",
                     markdown_text(reason));
}

template <typename Items, typename ToLine>
void write_folded(const std::string& summary, const Items& items, const ToLine& line, std::ostream& out,
                  std::size_t most_bytes = kMostBytesOfList) {
  if (items.empty()) return;
  out << "\n<details><summary>" << summary << "</summary>\n\n";
  write_list(items, line, out, most_bytes);
  out << "\n</details>\n";
}

void write_newly_failing(const Comparison& comparison, std::ostream& out) {
  std::vector<UnitChange> failing;
  std::ranges::copy_if(comparison.changes, std::back_inserter(failing),
                       [](const UnitChange& change) { return change.fate == UnitFate::newly_failing; });
  write_folded(counted(failing.size(), "unit") + " newly failing", failing, newly_failing_line, out,
               kMostBytesOfFailing);
}

void write_without_partner(const Comparison& comparison, std::ostream& out) {
  const auto line = [](const UnitId& id) { return "- " + code_span(id.text()); };
  write_folded(counted(comparison.only_in_base.size(), "unit") + " only in the base", comparison.only_in_base, line,
               out);
  write_folded(counted(comparison.only_in_candidate.size(), "unit") + " only in the candidate",
               comparison.only_in_candidate, line, out);
}

void write_notes(const Comparison& comparison, std::ostream& out) {
  if (comparison.notes.empty()) return;
  out << '\n';
  write_list(
      comparison.notes, [](const std::string& note) { return "> - " + markdown_text(note); }, out);
}

void write_method(const Comparison& comparison, std::ostream& out) {
  std::vector<std::string> parts;
  for (const std::string& part : method_parts(comparison)) parts.push_back(markdown_text(part));
  out << '\n' << join(parts, " · ") << '\n';
}

}  // namespace

void write_comparison_markdown(const Comparison& comparison, std::ostream& out) {
  out << "**" << markdown_text(told_sentence(comparison.sentence)) << "**\n";
  write_sides(comparison, out);
  write_notes(comparison, out);
  write_gates(comparison, out);
  write_rates(comparison, false, out);
  write_measures(comparison, out);
  write_counts(comparison, out);
  write_newly_failing(comparison, out);
  write_rates(comparison, true, out);
  write_without_partner(comparison, out);
  write_method(comparison, out);
}

}  // namespace sightline

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
/// Bytes of all lists: what stands around them takes up to 20,000 more of a comment's 65,536.
constexpr std::size_t kMostBytes = 40'000;

std::string percent_of(double share) {
  return fmt::format("{:.4g} %", share * 100);
}

/// The lists of one text, which share its bytes.
class Lists {
 public:
  explicit Lists(std::ostream& out) : out_(out) {}

  /// Line by line, as many as there is room for; then how many more there are.
  template <typename Items, typename ToLine>
  void write(const Items& items, const ToLine& line) {
    std::size_t told = 0;
    for (const auto& item : items) {
      const std::string text = line(item);
      if (told == kMostItems || bytes_ + text.size() > kMostBytes) break;
      out_ << text << '\n';
      bytes_ += text.size();
      ++told;
    }
    if (told < items.size()) out_ << fmt::format("\n… and {} more\n", items.size() - told);
  }

 private:
  std::ostream& out_;
  std::size_t bytes_ = 0;
};

void write_sides(const Comparison& comparison, std::ostream& out) {
  out << "\nbase: " << markdown_text(side_name(comparison.base, comparison.axis))
      << " · candidate: " << markdown_text(side_name(comparison.candidate, comparison.axis)) << '\n';
}

void write_gates(const Comparison& comparison, Lists& lists, std::ostream& out) {
  if (comparison.gates.empty()) return;
  out << "\n| gate | outcome | why |\n|---|---|---|\n";
  lists.write(comparison.gates, [](const GateVerdict& gate) {
    return fmt::format("| {} | {} | {} |", markdown_text(gate.gate), status_name(gate.status),
                       markdown_text(gate.sentence));
  });
}

std::string row(const std::string& name, const MeasureDifference& measure) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |", markdown_text(name),
                     markdown_text(side_text(measure, measure.base)),
                     markdown_text(side_text(measure, measure.candidate)), difference_text(measure),
                     interval_text(measure), markdown_text(told_p(measure)), finding_name(measure.finding));
}

void write_head(std::string_view first, const Comparison& comparison, std::ostream& out) {
  out << fmt::format(
      "\n| {} | base | candidate | difference | {} interval | p | finding |\n|---|--:|--:|--:|--:|--:|---|\n", first,
      percent_of(comparison.confidence));
}

std::vector<ComparedSlice> slices_of(const Comparison& comparison, bool tags) {
  std::vector<ComparedSlice> slices;
  for (const ComparedSlice& slice : comparison.slices) {
    if ((slice.kind == ComparedSlice::Kind::tag) == tags && !slice.measures.empty()) slices.push_back(slice);
  }
  return slices;
}

void write_rates(const Comparison& comparison, bool tags, Lists& lists, std::ostream& out) {
  const std::vector<ComparedSlice> slices = slices_of(comparison, tags);
  if (slices.empty()) return;
  write_head(tags ? "pass rate by tag" : "pass rate", comparison, out);
  lists.write(slices, [](const ComparedSlice& slice) {
    return row(slice.kind == ComparedSlice::Kind::tag ? slice.tag : slice_name(slice), slice.measures.front());
  });
}

/// Metrics, cost and the rest, over all pairs.
void write_measures(const Comparison& comparison, Lists& lists, std::ostream& out) {
  const ComparedSlice* whole = whole_of(comparison);
  if (whole == nullptr || whole->measures.size() < 2) return;
  write_head("measure", comparison, out);
  lists.write(std::vector<MeasureDifference>(whole->measures.begin() + 1, whole->measures.end()),
              [](const MeasureDifference& measure) { return row(measure_name(measure), measure); });
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

/// A unit as a line of a list. Its id is no code span where it stands in a list: it may hold line feeds and bars.
std::string newly_failing_line(const UnitChange& change) {
  const std::string reason = shortened(change.candidate.reason, 200);
  return fmt::format("- {}{} {}{}{}{}", change.must_pass ? "**must pass** " : "", code_span(change.candidate_id.text()),
                     status_name(change.candidate.status), repeats_text(change.candidate), reason.empty() ? "" : ": ",
                     markdown_text(reason));
}

template <typename Items, typename ToLine>
void write_folded(const std::string& summary, const Items& items, const ToLine& line, Lists& lists, std::ostream& out) {
  if (items.empty()) return;
  out << "\n<details><summary>" << summary << "</summary>\n\n";
  lists.write(items, line);
  out << "\n</details>\n";
}

void write_newly_failing(const Comparison& comparison, Lists& lists, std::ostream& out) {
  std::vector<UnitChange> failing;
  std::ranges::copy_if(comparison.changes, std::back_inserter(failing),
                       [](const UnitChange& change) { return change.fate == UnitFate::newly_failing; });
  write_folded(counted(failing.size(), "unit") + " newly failing", failing, newly_failing_line, lists, out);
}

void write_without_partner(const Comparison& comparison, Lists& lists, std::ostream& out) {
  const auto line = [](const UnitId& id) { return "- " + code_span(id.text()); };
  write_folded(counted(comparison.only_in_base.size(), "unit") + " only in the base", comparison.only_in_base, line,
               lists, out);
  write_folded(counted(comparison.only_in_candidate.size(), "unit") + " only in the candidate",
               comparison.only_in_candidate, line, lists, out);
}

void write_notes(const Comparison& comparison, Lists& lists, std::ostream& out) {
  if (comparison.notes.empty()) return;
  out << '\n';
  lists.write(comparison.notes, [](const std::string& note) { return "> - " + markdown_text(note); });
}

}  // namespace

void write_comparison_markdown(const Comparison& comparison, std::ostream& out) {
  Lists lists(out);
  out << "**" << markdown_text(told_sentence(comparison.sentence)) << "**\n";
  write_sides(comparison, out);
  write_notes(comparison, lists, out);
  write_gates(comparison, lists, out);
  write_rates(comparison, false, lists, out);
  write_measures(comparison, lists, out);
  write_counts(comparison, out);
  write_newly_failing(comparison, lists, out);
  write_rates(comparison, true, lists, out);
  write_without_partner(comparison, lists, out);
  out << "\n" << markdown_text(join(method_parts(comparison), " · ")) << '\n';
}

}  // namespace sightline

#include "cli/comparison_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "compare/measure_words.h"
#include "report/verdict.h"

namespace sightline {
namespace {

constexpr std::size_t kMostUnits = 20;
constexpr std::size_t kMostNames = 3;
constexpr std::size_t kMostCells = 40;
constexpr std::size_t kReasonLength = 200;

using Lines = std::vector<ScreenLine>;
using Row = std::vector<std::string>;

std::string side_text(const ComparedRun& side) {
  std::string text = side.path;
  if (!side.label.empty()) text += fmt::format(" ({})", side.label);
  if (!side.model.empty()) text += ", model " + side.model;
  if (!side.prompt.empty()) text += ", prompt " + side.prompt;
  return fmt::format("{}, {}", text, counted(side.units, "unit"));
}

std::string name_of(const ComparedSlice& slice) {
  if (slice.kind == ComparedSlice::Kind::tag) return "tag " + slice.tag;
  return slice.kind == ComparedSlice::Kind::all ? "all" : slice.prompt + ", " + slice.model;
}

Row row_of(const ComparedSlice& slice) {
  const MeasureDifference& rate = slice.measures.front();
  const MeasureWords words(rate);
  return {name_of(slice),     words.value(rate.base), words.value(rate.candidate),
          words.difference(), words.interval(),       std::string(finding_name(rate.finding))};
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char32_t c : code_points(text)) width += terminal_cells(c);
  return width;
}

std::string padded(const std::string& text, std::size_t width, bool to_the_right) {
  const std::string room(width - std::min(width, width_of(text)), ' ');
  return to_the_right ? room + text : text + room;
}

/// Figures to the right, names and findings to the left.
Lines table(const std::vector<Row>& rows, const std::vector<Colour>& colours) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  Lines lines;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Row& row = rows[r];
    std::string text = " ";
    for (std::size_t i = 0; i + 1 < row.size(); ++i) text += " " + padded(row[i], widths[i], i > 0) + " ";
    lines.push_back({text + " " + row.back(), colours[r]});
  }
  return lines;
}

/// The pass rates of all and of each model and prompt, or of that one alone where there is no other.
Lines cell_lines(const Comparison& comparison) {
  std::vector<const ComparedSlice*> slices;
  for (const ComparedSlice& slice : comparison.slices) {
    if (slice.kind == ComparedSlice::Kind::cell) slices.push_back(&slice);
  }
  if (slices.size() > 1) slices.insert(slices.begin(), &comparison.slices.front());
  std::vector<Row> rows{{"prompt, model", "base", "candidate", "difference",
                         fmt::format("{:.4g} % interval", comparison.confidence * 100), "pass rate"}};
  std::vector<Colour> colours{Colour::quiet};
  for (std::size_t i = 0; i < std::min(slices.size(), kMostCells); ++i) {
    rows.push_back(row_of(*slices[i]));
    colours.push_back(colour_of(slices[i]->measures.front().finding));
  }
  Lines lines = table(rows, colours);
  if (slices.size() > kMostCells) lines.push_back({fmt::format("  and {} more", slices.size() - kMostCells)});
  return lines;
}

bool is_difference(const MeasureDifference& told) {
  return told.finding == Finding::worse || told.finding == Finding::better;
}

/// Of a tag that all units have there is nothing more to tell.
bool is_of_all(const ComparedSlice& slice, const Comparison& comparison) {
  return slice.measures.front().pairs == comparison.slices.front().measures.front().pairs;
}

/// What else differs: other measures of all, and the pass rates of tags.
Lines difference_lines(const Comparison& comparison) {
  Lines lines;
  for (const ComparedSlice& slice : comparison.slices) {
    if (slice.kind == ComparedSlice::Kind::cell) continue;
    const bool is_tag = slice.kind == ComparedSlice::Kind::tag;
    if (is_tag && is_of_all(slice, comparison)) continue;
    const std::string name = is_tag ? name_of(slice) + ": " : "";
    for (const MeasureDifference& told : slice.measures) {
      const bool is_rate = told.measure == "pass_rate";
      if (is_rate == is_tag && is_difference(told)) {
        lines.push_back({"  " + name + told.sentence, colour_of(told.finding)});
      }
    }
  }
  if (!lines.empty()) lines.insert(lines.begin(), {"also different", Colour::strong});
  return lines;
}

std::string unit_text(const UnitChange& change) {
  std::string text = change.candidate_id.text();
  if (change.must_pass) text += " (must pass)";
  if (change.base.repeats > 1 || change.candidate.repeats > 1) {
    text += fmt::format(" ({} of {} repeats, before {} of {})", change.candidate.passed, change.candidate.repeats,
                        change.base.passed, change.base.repeats);
  }
  const std::string& reason = change.fate == UnitFate::fixed ? "" : change.candidate.reason;
  return reason.empty() ? text : text + ": " + shortened(reason, kReasonLength);
}

Lines change_lines(const Comparison& comparison, UnitFate fate, Colour colour) {
  Lines lines;
  std::size_t count = 0;
  for (const UnitChange& change : comparison.changes) {
    if (change.fate != fate) continue;
    if (count++ < kMostUnits) lines.push_back({"  " + unit_text(change)});
  }
  if (count > kMostUnits) lines.push_back({fmt::format("  and {} more", count - kMostUnits)});
  if (count > 0) lines.insert(lines.begin(), {fmt::format("{} ({})", fate_name(fate), count), colour});
  return lines;
}

Lines lonely_lines(const std::vector<UnitId>& units, std::string_view side) {
  if (units.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(units.size(), kMostNames); ++i) names += (i > 0 ? ", " : "") + units[i].text();
  if (units.size() > kMostNames) names += ", …";
  return {{fmt::format("only in the {}: {}: {}", side, counted(units.size(), "unit"), names), Colour::warn}};
}

Lines note_lines(const Comparison& comparison) {
  Lines lines;
  for (const std::string& note : comparison.notes) lines.push_back({"note: " + note, Colour::warn});
  return lines;
}

void append(Lines& all, Lines more) {
  if (more.empty()) return;
  if (!all.empty()) all.push_back({""});
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Colour colour_of(Finding finding) {
  switch (finding) {
    case Finding::worse:
      return Colour::bad;
    case Finding::better:
    case Finding::no_difference:
      return Colour::good;
    case Finding::cannot_tell:
      break;
  }
  return Colour::warn;
}

std::vector<ScreenLine> comparison_screen(const Comparison& comparison) {
  Lines lines{{comparison.sentence, colour_of(comparison.finding)}};
  append(lines, {{"base       " + side_text(comparison.base)}, {"candidate  " + side_text(comparison.candidate)}});
  append(lines, cell_lines(comparison));
  append(lines, difference_lines(comparison));
  append(lines, change_lines(comparison, UnitFate::newly_failing, Colour::bad));
  append(lines, change_lines(comparison, UnitFate::fixed, Colour::good));
  append(lines, change_lines(comparison, UnitFate::flaky, Colour::warn));
  Lines ends = lonely_lines(comparison.only_in_base, "base");
  for (Lines more : {lonely_lines(comparison.only_in_candidate, "candidate"), note_lines(comparison)}) {
    ends.insert(ends.end(), more.begin(), more.end());
  }
  append(lines, std::move(ends));
  // What a log of strangers names may not begin a line of its own.
  for (ScreenLine& line : lines) std::ranges::replace(line.text, '\n', ' ');
  return lines;
}

}  // namespace sightline

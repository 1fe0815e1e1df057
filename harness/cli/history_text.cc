#include "cli/history_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "report/harmless.h"
#include "report/verdict.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestShownName = 60;
constexpr std::size_t kLongestReason = 60;
constexpr std::size_t kCommitDigits = 8;

using Cells = std::vector<std::string>;

/// "2026-11-20 09:30" of "2026-11-20T09:30:00Z".
std::string minute_of(const std::string& started) {
  constexpr std::size_t kMinutes = 16;
  std::string text = harmless_line(started.substr(0, kMinutes), kMinutes);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

/// How a run is called in the line that is about it: as other verbs take it, its label, its commit.
Cells name_cells(const TrendRun& run) {
  std::string name = harmless_line(run.folder, kLongestShownName);
  if (!run.label.empty()) name += fmt::format(" ({})", harmless_line(run.label, kLongestShownName));
  return {minute_of(run.started), std::move(name), run.git_commit.substr(0, kCommitDigits)};
}

std::string pass_rate_text(const TrendPoint& point) {
  const auto rate = point.cell.counts.pass_rate();
  if (!rate) return "nothing judged";
  return fmt::format("{:5.1f} % ({:.0f}–{:.0f}) of {}", *rate * 100, point.interval.low * 100,
                     point.interval.high * 100, point.cell.counts.judged());
}

std::string cost_text(const std::optional<double>& cost) {
  return cost ? fmt::format("${:.4f}", *cost) : "cost not known";
}

std::string moves_text(const TrendPoint& point) {
  if (point.lost + point.gained == 0) return "";
  return fmt::format(": {} lost, {} gained", point.lost, point.gained);
}

std::string change_text(const TrendPoint& point, const TrendRun& run) {
  if (point.against == Against::cut_short) return run.finished ? "incomplete" : "unfinished";
  if (point.against != Against::earlier) return std::string(against_name(point.against));
  if (!point.change) return "";
  const double points = std::abs(*point.change) * 100;
  if (points < 0.05) return "= same" + moves_text(point);
  return fmt::format("{} {:.1f} points{}", *point.change > 0 ? "▲" : "▼", points, moves_text(point));
}

std::size_t width_of(const std::string& text) {
  std::size_t cells = 0;
  for (const char32_t c : code_points(text)) cells += terminal_cells(c);
  return cells;
}

/// Columns as wide as their widest cell; nothing follows the last cell of a line.
std::string table_text(const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths;
  for (const Cells& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  for (const Cells& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      line += "  " + row[i] + std::string(widths[i] - width_of(row[i]), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

/// The pass rate through the runs as a picture, and its ends.
std::string picture_of(const TrendSeries& series) {
  std::vector<std::optional<double>> rates;
  std::optional<double> low;
  std::optional<double> high;
  for (const TrendPoint& point : series.points) {
    rates.push_back(point.cell.counts.pass_rate());
    if (!rates.back()) continue;
    low = std::min(low.value_or(1), *rates.back());
    high = std::max(high.value_or(0), *rates.back());
  }
  if (!low || rates.size() < 2) return "";
  return fmt::format("  pass rate {} between {:.1f} and {:.1f} %\n", sparkline(rates), *low * 100, *high * 100);
}

std::string series_text(const TrendSeries& series, const std::vector<TrendRun>& runs) {
  std::string text = harmless_line(join(series.suites, ", "), 2 * kLongestShownName) + ": " +
                     harmless_line(series.model, kLongestShownName) + ", " +
                     harmless_line(series.prompt, kLongestShownName) + "\n";
  std::vector<Cells> rows;
  for (const TrendPoint& point : series.points) {
    rows.push_back(name_cells(runs[point.run]));
    for (std::string& cell : std::array{pass_rate_text(point), fmt::format("score {:.2f}", point.cell.mean_score),
                                        cost_text(point.cell.cost), change_text(point, runs[point.run])}) {
      rows.back().push_back(std::move(cell));
    }
  }
  return text + table_text(rows) + picture_of(series);
}

std::string unit_text(const UnitTrend& unit, const std::vector<TrendRun>& runs) {
  std::string text = fmt::format("{}: {} in {}\n", harmless_line(unit.id.text(), 2 * kLongestShownName),
                                 counted(unit.flips, "flip"), counted(unit.points.size(), "run"));
  std::vector<Cells> rows;
  for (const UnitPoint& point : unit.points) {
    const bool told = point.status != Status::passed || point.flaky;
    rows.push_back(name_cells(runs[point.run]));
    rows.back().push_back(std::string(status_name(point.status)) + (point.flaky ? ", flaky" : ""));
    rows.back().push_back(fmt::format("{:.2f}", point.score));
    rows.back().push_back(told ? harmless_line(point.reason, kLongestReason) : "");
  }
  return text + table_text(rows);
}

}  // namespace

std::string history_text(const History& history) {
  std::string text;
  for (const TrendSeries& series : history.series) {
    text += (text.empty() ? "" : "\n") + series_text(series, history.runs);
  }
  for (const UnitTrend& unit : history.units) text += (text.empty() ? "" : "\n") + unit_text(unit, history.runs);
  return text;
}

}  // namespace sightline

#include "cli/outcome_figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/figure_texts.h"

namespace sightline {
namespace {

constexpr std::size_t kMostUnitsTold = 20;
constexpr std::size_t kMostCellsTold = 12;
constexpr std::size_t kMostMetricsTold = 12;

void tell_more(std::size_t all, std::size_t told, Terminal& terminal) {
  if (all > told) terminal.say(fmt::format("        … and {} more: see the report", all - told), Colour::plain);
}

/// Of a run of one unit the counts say it all.
bool is_rate_told(const RunSummary& summary) {
  return summary.counts.judged() > 1;
}

void tell_cell(const CellSummary& cell, bool with_rate, Terminal& terminal) {
  std::vector<std::string> texts;
  if (with_rate && cell.counts.judged() > 0) {
    texts.push_back(fmt::format("pass rate {}, score {}", rate_text(cell.counts.passed, cell.counts.judged()),
                                score_text(cell.score)));
  }
  if (const std::string text = repeated_text(cell); !text.empty()) texts.push_back("repeats: " + text);
  for (std::string& text : trouble_texts(cell)) texts.push_back(std::move(text));
  for (const std::string& text : texts) {
    terminal.say(fmt::format("{} ({}, {})", text, cell.prompt, cell.model), Colour::plain);
  }
}

/// Suite by suite, for each model and prompt.
void tell_metrics(const RunSummary& summary, Terminal& terminal) {
  std::size_t told = 0;
  for (const CellSummary& cell : summary.cells) {
    for (const auto& [name, metric] : cell.metrics) {
      if (++told > kMostMetricsTold) continue;
      terminal.say(
          fmt::format("metric {}: {} ({}, {}, {})", name, metric_text(metric), cell.suite, cell.prompt, cell.model),
          Colour::plain);
    }
  }
  tell_more(told, kMostMetricsTold, terminal);
}

}  // namespace

void tell_figures(const RunSummary& summary, Terminal& terminal) {
  const auto& cells = summary.run_cells;
  for (std::size_t i = 0; i < std::min(cells.size(), kMostCellsTold); ++i)
    tell_cell(cells[i], is_rate_told(summary), terminal);
  tell_more(cells.size(), kMostCellsTold, terminal);
  tell_metrics(summary, terminal);
}

void tell_flaky(const RunSummary& summary, Terminal& terminal) {
  const auto& units = summary.flaky;
  for (std::size_t i = 0; i < std::min(units.size(), kMostUnitsTold); ++i) {
    terminal.say(fmt::format("flaky   {}: {} of {} repeats passed", units[i].id.text(), units[i].repeats.passed,
                             units[i].repeats.n),
                 Colour::warn);
  }
  tell_more(units.size(), kMostUnitsTold, terminal);
}

}  // namespace sightline

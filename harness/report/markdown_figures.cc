#include "report/markdown_figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/figure_texts.h"
#include "report/markdown.h"
#include "stats/interval.h"

namespace sightline {
namespace {

constexpr std::size_t kMostRows = 50;

std::string short_rate(std::uint64_t count, std::uint64_t of) {
  if (of == 0) return "–";
  const Interval interval = wilson_interval(count, of);
  return fmt::format("{} ({:.0f}–{:.0f})", percent_text(static_cast<double>(count) / static_cast<double>(of)),
                     interval.low * 100, interval.high * 100);
}

std::string cell_names(const CellSummary& cell) {
  return fmt::format("{} | {} | {}", markdown_text(cell.suite), markdown_text(cell.model), markdown_text(cell.prompt));
}

void write_more(std::size_t count, std::ostream& out) {
  if (count > kMostRows) out << fmt::format("\n… and {} more\n", count - kMostRows);
}

void write_tags(const std::map<std::string, PartSummary>& tags, std::ostream& out) {
  if (tags.empty()) return;
  out << "\n### Tags\n\n| tag | passed | failed | error | pass rate, 95 % | score, 95 % |\n|---|--:|--:|--:|--:|--:|\n";
  std::size_t told = 0;
  for (const auto& [tag, part] : tags) {
    if (told++ == kMostRows) break;
    out << fmt::format("| {} | {} | {} | {} | {} | {} |\n", markdown_text(tag), part.counts.passed,
                       part.counts.failed + part.counts.xpassed, part.counts.error, markdown_pass_rate(part.counts),
                       score_text(part.score));
  }
  write_more(tags.size(), out);
}

/// "1: 88.9 %, 2: 100.0 %"
std::string by_k(const std::vector<RepeatedPasses>& repeated, double RepeatedPasses::*share) {
  std::vector<std::string> texts;
  for (const RepeatedPasses& passes : repeated) {
    texts.push_back(fmt::format("{}: {}", passes.k, percent_text(passes.*share)));
  }
  return join(texts, ", ");
}

void write_repeated(const std::vector<CellSummary>& cells, std::ostream& out) {
  if (std::ranges::none_of(cells, [](const CellSummary& cell) { return cell.stability.has_value(); })) return;
  out << "\n### Repeats\n\n| suite | model | prompt | units | pass@k | pass^k | right by majority | instability "
         "variance | same outcome each time |\n|---|---|---|--:|---|---|--:|--:|--:|\n";
  for (const CellSummary& cell : cells) {
    if (!cell.stability) continue;
    out << fmt::format("| {} | {} | {} | {} | {} | {:.3f} | {} |\n", cell_names(cell), cell.stability->units,
                       by_k(cell.repeated, &RepeatedPasses::pass_at_k),
                       by_k(cell.repeated, &RepeatedPasses::pass_hat_k),
                       percent_text(cell.stability->consensus_accuracy), cell.stability->instability_variance,
                       percent_text(cell.stability->consistency_rate));
  }
}

void write_trouble(const std::vector<CellSummary>& cells, std::ostream& out) {
  const auto is_troubled = [](const CellSummary& cell) { return !trouble_texts(cell).empty(); };
  if (std::ranges::none_of(cells, is_troubled)) return;
  out << "\n### Errors, and answers that could not be judged as they stand\n\n"
         "| suite | model | prompt | error, of units | unparsed, of answers | truncated | refused |\n"
         "|---|---|---|--:|--:|--:|--:|\n";
  for (const CellSummary& cell : cells) {
    if (!is_troubled(cell)) continue;
    out << fmt::format("| {} | {} | {} | {} | {} |\n", cell_names(cell),
                       short_rate(cell.counts.error, cell.counts.judged()), short_rate(cell.unparsed, cell.answers),
                       short_rate(cell.truncated, cell.answers), short_rate(cell.refused, cell.answers));
  }
}

void write_flaky(const std::vector<FlakyUnit>& units, std::ostream& out) {
  if (units.empty()) return;
  out << "\n### Flaky\n\n";
  for (std::size_t i = 0; i < std::min(units.size(), kMostRows); ++i) {
    out << fmt::format("- {}: {} of {} repeats passed\n", code_span(units[i].id.text()), units[i].repeats.passed,
                       units[i].repeats.n);
  }
  write_more(units.size(), out);
}

}  // namespace

std::string markdown_pass_rate(const StatusCounts& counts) {
  return short_rate(counts.passed, counts.judged());
}

void write_markdown_figures(const RunSummary& summary, std::ostream& out) {
  write_tags(summary.tags, out);
  write_trouble(summary.cells, out);
  write_repeated(summary.cells, out);
  write_flaky(summary.flaky, out);
}

}  // namespace sightline

#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/figure_texts.h"
#include "report/harmless.h"
#include "report/markdown_changes.h"
#include "report/markdown_figures.h"
#include "report/report.h"
#include "report/verdict.h"

namespace sightline {

namespace {

/// A comment holds 65,536 characters on GitHub, and a reader fewer.
constexpr std::size_t kMostUnits = 50;
constexpr std::size_t kReasonLength = 400;

std::string dollars(const std::optional<double>& cost) {
  return cost ? fmt::format("${:.4f}", *cost) : "–";
}
std::string wait_text(const std::optional<double>& ms) {
  return ms ? fmt::format("{:.0f} ms", *ms) : "–";
}

/// The run of backticks that is longer than any in `text`, and `least` long at least.
std::string fence_around(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t length = 0;
  for (const char c : text) {
    length = c == '`' ? length + 1 : 0;
    longest = std::max(longest, length);
  }
  return std::string(std::max(least, longest + 1), '`');
}

/// All gates that did not pass, where the verdict could name only one.
void write_gate_lines(const std::vector<GateVerdict>& gates, std::ostream& out) {
  std::string list;
  std::size_t told = 0;
  for (const GateVerdict& gate : gates) {
    if (gate.status == GateVerdict::Status::pass) continue;
    list += fmt::format("- gate {}: {}\n", status_name(gate.status), markdown_text(gate.sentence));
    ++told;
  }
  if (told > 1) out << '\n' << list;
}

void write_verdict(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  const RunVerdict verdict = verdict_of(run, summary);
  out << "## Sightline: " << verdict.word << "\n\n" << markdown_text(verdict.sentence) << ".\n";
  if (run.footer()) write_gate_lines(run.footer()->gates, out);
}

void write_authored(const RunSummary& summary, std::ostream& out) {
  if (summary.authored == 0) return;
  out << fmt::format("\n> {} of {} written by a person, not by a model.\n", summary.authored,
                     counted(summary.answers, "answer") + (summary.authored == 1 ? " was" : " were"));
}

void write_matrix(const std::vector<CellSummary>& cells, std::ostream& out) {
  out << "\n| suite | model | prompt | passed | failed | error | pass rate, 95 % | score, 95 % | cost | p50 | p95 |\n"
         "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const CellSummary& cell : cells) {
    out << fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", markdown_text(cell.suite),
                       markdown_text(cell.model), markdown_text(cell.prompt), cell.counts.passed,
                       cell.counts.failed + cell.counts.xpassed, cell.counts.error, markdown_pass_rate(cell.counts),
                       score_text(cell.score), dollars(cell.cost), wait_text(cell.latency_p50_ms),
                       wait_text(cell.latency_p95_ms));
  }
}

void write_metrics(const std::vector<CellSummary>& cells, std::ostream& out) {
  if (std::ranges::all_of(cells, [](const CellSummary& cell) { return cell.metrics.empty(); })) return;
  out << "\n| metric | suite | model | prompt | value |\n|---|---|---|---|---|\n";
  for (const CellSummary& cell : cells) {
    for (const auto& [name, metric] : cell.metrics) {
      out << fmt::format("| {} | {} | {} | {} | {} |\n", markdown_text(name), markdown_text(cell.suite),
                         markdown_text(cell.model), markdown_text(cell.prompt), markdown_text(metric_text(metric)));
    }
  }
}

/// What groups, comparisons and controls tell, cell by cell.
void write_relations(const RunSummary& summary, std::ostream& out) {
  if (!summary.relations.any()) return;
  out << "\n### Groups, comparisons and controls\n\n";
  for (const CellSummary& cell : summary.cells) {
    for (const std::string& text : relation_texts(cell.relations)) {
      out << fmt::format("- {}, {}, {}: {}\n", markdown_text(cell.suite), markdown_text(cell.prompt),
                         markdown_text(cell.model), markdown_text(text));
    }
  }
  for (std::size_t i = 0; i < std::min(summary.solved_without_image.size(), kMostUnits); ++i) {
    out << fmt::format("- solved without the image: {}\n", code_span(summary.solved_without_image[i].text()));
  }
}

void write_unit_item(const RunReader& run, const UnitSummary& unit, std::ostream& out) {
  const std::string command = rerun_command(unit.id, run.header());
  const std::string fence = fence_around(command, 3);
  out << fmt::format("- **{}** {}{}: {}\n  {}\n  {}\n  {}\n", status_name(unit.status), code_span(unit.id.text()),
                     unit.flaky ? " (flaky)" : "", markdown_text(unit.reason), fence, harmless_line(command, 2000),
                     fence);
}

void write_units(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  const auto& units = summary.not_in_order;
  if (units.empty()) return;
  out << "\n### Not in order\n\n";
  for (std::size_t i = 0; i < std::min(units.size(), kMostUnits); ++i) write_unit_item(run, units[i], out);
  if (units.size() > kMostUnits) out << fmt::format("- … and {} more\n", units.size() - kMostUnits);
}

void write_foot(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  out << fmt::format("\n{} · {} · {} tokens in, {} out", markdown_text(run.header().id), mode_name(run.header().mode),
                     summary.prompt_tokens, summary.completion_tokens);
  out << (summary.cost ? fmt::format(" · {} when the answers were made\n", dollars(summary.cost))
                       : std::string(" · cost not known\n"));
}

}  // namespace

std::string code_span(std::string_view text) {
  const std::string line = harmless_line(text, kReasonLength);
  const std::string fence = fence_around(line, 1);
  const std::string_view room = line.starts_with('`') || line.ends_with('`') ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, room, line, room, fence);
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : harmless_line(text, kReasonLength)) {
    if (c == '<' || c == '>' || c == '&') {
      out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
      continue;
    }
    if (std::string_view("\\`*_[]|#~!$").find(c) != std::string_view::npos) out += '\\';
    out += c;
    // Between @ and a name an empty comment keeps anybody from being told.
    if (c == '@') out += "<!-- -->";
  }
  return out;
}

void write_markdown(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  write_verdict(run, summary, out);
  write_authored(summary, out);
  write_markdown_changes(RunCompanions::read(run), out);
  write_matrix(summary.cells, out);
  write_metrics(summary.cells, out);
  write_markdown_figures(summary, out);
  write_relations(summary, out);
  write_units(run, summary, out);
  write_foot(run, summary, out);
}

}  // namespace sightline

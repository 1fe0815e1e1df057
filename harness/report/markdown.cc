#include "report/markdown.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/report.h"

namespace sightline {

namespace {

constexpr std::size_t kMostUnits = 50;

std::string percent(const std::optional<double>& rate) {
  return rate ? fmt::format("{:.1f} %", *rate * 100) : "–";
}
std::string dollars(const std::optional<double>& cost) {
  return cost ? fmt::format("${:.4f}", *cost) : "–";
}
std::string wait_text(const std::optional<double>& ms) {
  return ms ? fmt::format("{:.0f} ms", *ms) : "–";
}

std::string verdict_line(const RunReader& run, const RunSummary& summary) {
  const auto& counts = summary.counts;
  const std::uint64_t judged = counts.passed + counts.failed + counts.xpassed + counts.error;
  const std::string rate =
      fmt::format("{} of {} units passed ({})", counts.passed, judged, percent(counts.pass_rate()));
  if (!run.footer()) return "**Cut short**: " + rate;
  if (run.footer()->exit_code == 0) return "**Passed**: " + rate;
  const bool complete = run.footer()->complete && summary.missing_fixtures == 0 && summary.unauthorized == 0;
  return (complete ? "**Failed**: " : "**Incomplete**: ") + rate;
}

void write_gates(const RunReader& run, std::ostream& out) {
  if (!run.footer()) return;
  for (const std::string& why : run.footer()->incomplete_because) out << "- incomplete: " << markdown_text(why) << '\n';
  for (const GateVerdict& gate : run.footer()->gates) {
    if (gate.status != GateVerdict::Status::pass) out << "- gate " << markdown_text(gate.sentence) << '\n';
  }
}

void write_matrix(const std::vector<CellSummary>& cells, std::ostream& out) {
  out << "\n| suite | model | prompt | passed | failed | error | pass rate | score | cost | p50 | p95 |\n"
         "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const CellSummary& cell : cells) {
    out << fmt::format("| {} | {} | {} | {} | {} | {} | {} | {:.3f} | {} | {} | {} |\n", markdown_text(cell.suite),
                       markdown_text(cell.model), markdown_text(cell.prompt), cell.counts.passed,
                       cell.counts.failed + cell.counts.xpassed, cell.counts.error, percent(cell.counts.pass_rate()),
                       cell.mean_score, dollars(cell.cost), wait_text(cell.latency_p50_ms),
                       wait_text(cell.latency_p95_ms));
  }
}

void write_units(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  if (summary.not_in_order.empty()) return;
  out << "\n### Not in order\n\n";
  std::size_t told = 0;
  for (const UnitSummary& unit : summary.not_in_order) {
    if (told++ == kMostUnits) {
      out << fmt::format("- … and {} more\n", summary.not_in_order.size() - kMostUnits);
      return;
    }
    out << fmt::format("- **{}** `{}`{}: {}\n\n  ```\n  {}\n  ```\n", status_name(unit.status), unit.id.text(),
                       unit.flaky ? " (flaky)" : "", markdown_text(unit.reason), rerun_command(unit.id, run.header()));
  }
}

}  // namespace

std::string markdown_text(std::string_view raw) {
  const std::string text = shortened(is_utf8(raw) ? std::string(raw) : repaired_utf8(raw), 400);
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += ' ';
    } else if (c == '<' || c == '>' || c == '&') {
      out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
    } else {
      if (std::string_view("\\`*_[]|#~!@$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

void write_markdown(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  out << "## Sightline\n\n" << verdict_line(run, summary) << "\n\n";
  write_gates(run, out);
  if (summary.authored > 0) {
    out << fmt::format("- {} of {} results are of answers that a person wrote, not a model\n", summary.authored,
                       summary.results);
  }
  write_matrix(summary.cells, out);
  write_units(run, summary, out);
  out << fmt::format("\n{} · {} · {} tokens in, {} out · cost {}\n", mode_name(run.header().mode),
                     markdown_text(run.header().id), summary.prompt_tokens, summary.completion_tokens,
                     dollars(summary.cost));
}

}  // namespace sightline

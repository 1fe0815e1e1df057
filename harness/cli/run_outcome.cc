#include "cli/run_outcome.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/duration.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/outcome_figures.h"
#include "report/report.h"

namespace sightline {

namespace {

constexpr std::size_t kMostUnitLines = 20;

bool any_gate(const RunFooter& footer, GateVerdict::Status status, bool errors_gate) {
  return std::ranges::any_of(footer.gates, [&](const GateVerdict& gate) {
    return gate.status == status && (gate.gate == "errors") == errors_gate;
  });
}

void tell_unit(const UnitSummary& unit, const RunHeader& header, Terminal& terminal) {
  const Colour colour = unit.status == Status::error ? Colour::warn : Colour::bad;
  terminal.say(fmt::format("{:<7} {}{}", status_name(unit.status), unit.id.text(), unit.flaky ? "  (flaky)" : ""),
               colour);
  for (std::string_view line : split(unit.reason, '\n')) {
    if (!line.empty()) terminal.say(fmt::format("        {}", shortened(line, 300)));
  }
  terminal.say(fmt::format("        {}", rerun_command(unit.id, header)), Colour::quiet);
}

std::string if_any(std::uint64_t count, std::string_view what) {
  return count == 0 ? "" : fmt::format(", {} {}", count, what);
}

std::string counts_text(const StatusCounts& counts) {
  return fmt::format("{} passed{}{}{}{}{}{}", counts.passed, if_any(counts.failed, "failed"),
                     if_any(counts.error, "error"), if_any(counts.xfailed, "failed as expected"),
                     if_any(counts.xpassed, "passed unexpectedly"), if_any(counts.skipped, "skipped"),
                     if_any(counts.flaky, "of them flaky"));
}

std::string money_text(const RunSummary& summary, const RunFooter& footer) {
  std::string text = fmt::format("{} tokens in, {} out", summary.prompt_tokens, summary.completion_tokens);
  text += summary.cost ? fmt::format(", ${:.4f} when the answers were made", *summary.cost) : ", cost not known";
  return text + fmt::format(", ${:.4f} spent by this run", footer.spent);
}

std::string provenance_text(const RunSummary& summary) {
  std::string text;
  if (summary.replayed > 0) text += fmt::format("{} of {} results are replayed", summary.replayed, summary.results);
  if (summary.authored > 0) text += fmt::format(", {} of them authored by a person, not a model", summary.authored);
  return text;
}

std::string ignored_changed_text(const RunSummary& summary) {
  const bool one = summary.ignored_changed == 1;
  return fmt::format(
      "sightline: warning: {} {} answered by a recording although a part of the request that its key ignores has "
      "changed since ({}{})",
      summary.ignored_changed, one ? "result is" : "results are", one ? "" : "first: ", summary.first_ignored_changed);
}

/// Of what passed only where there is more to tell than that: how sure it is.
void tell_gate(const GateVerdict& gate, Terminal& terminal) {
  const bool passed = gate.status == GateVerdict::Status::pass;
  const bool has_interval = gate.gate == "lower_bound" || gate.gate == "non_inferior";
  if (passed && (terminal.quiet || !has_interval)) return;
  terminal.say(fmt::format("gate {} {}: {}", gate.gate, status_name(gate.status), gate.sentence),
               passed ? Colour::plain : Colour::bad);
}

}  // namespace

int exit_code_of(const RunFooter& footer, const RunSummary& summary, bool interrupted) {
  if (interrupted) return exit_code::kInterrupted;
  const bool too_many_errors = any_gate(footer, GateVerdict::Status::fail, true);
  if (!footer.complete || summary.missing_fixtures > 0 || summary.unauthorized > 0 || too_many_errors) {
    return exit_code::kIncomplete;
  }
  if (any_gate(footer, GateVerdict::Status::fail, false)) return exit_code::kFailed;
  if (any_gate(footer, GateVerdict::Status::inconclusive, false)) return exit_code::kInconclusive;
  return exit_code::kSuccess;
}

void keep_what_a_shard_decides(std::vector<GateVerdict>& verdicts) {
  std::erase_if(verdicts, [](const GateVerdict& verdict) {
    return verdict.gate != "errors" || verdict.status != GateVerdict::Status::fail;
  });
}

void tell_outcome(const RunHeader& header, const RunSummary& summary, const RunFooter& footer,
                  const std::vector<std::string>& report_paths, Terminal& terminal) {
  const auto& wrong = summary.not_in_order;
  for (std::size_t i = 0; i < std::min(wrong.size(), kMostUnitLines); ++i) tell_unit(wrong[i], header, terminal);
  if (wrong.size() > kMostUnitLines) {
    terminal.say(fmt::format("        … and {} more: see the report", wrong.size() - kMostUnitLines));
  }
  if (!terminal.quiet) tell_flaky(summary, terminal);
  const bool fine = footer.exit_code == exit_code::kSuccess;
  const auto wall = std::chrono::milliseconds(static_cast<std::int64_t>(footer.wall_ms));
  terminal.say(counts_text(summary.counts) + (terminal.quiet ? "" : " in " + duration_text(wall)),
               fine ? Colour::good : Colour::bad);
  if (!terminal.quiet) {
    tell_figures(summary, terminal);
    for (const std::string& text : relation_texts(summary.relations)) terminal.say(text, Colour::plain);
    terminal.say(money_text(summary, footer), Colour::quiet);
    if (const std::string text = provenance_text(summary); !text.empty()) terminal.say(text, Colour::quiet);
  }
  if (summary.ignored_changed > 0) terminal.say(ignored_changed_text(summary), Colour::warn);
  for (const GateVerdict& gate : footer.gates) tell_gate(gate, terminal);
  for (const std::string& why : footer.incomplete_because) terminal.say("incomplete: " + why, Colour::warn);
  for (const std::string& path : report_paths) terminal.say("report: " + path);
}

void tell_given(const RunEnd& end, Terminal& terminal) {
  const auto& units = end.without_answer;
  for (std::size_t i = 0; i < std::min(units.size(), kMostUnitLines); ++i) {
    terminal.say("no answer " + units[i].text(), Colour::warn);
  }
  if (units.size() > kMostUnitLines) {
    terminal.say(fmt::format("        … and {} more", units.size() - kMostUnitLines), Colour::warn);
  }
  if (end.request_changed == 0) return;
  const bool one = end.request_changed == 1;
  terminal.say(fmt::format("sightline: warning: {} to another request than the suites ask today ({}{}); a new run "
                           "would ask it",
                           one ? "1 answer is" : fmt::format("{} answers are", end.request_changed),
                           one ? "" : "first: ", end.first_request_changed.text()),
               Colour::warn);
}

void tell_pace(const RunEnd& end, Terminal& terminal) {
  constexpr std::chrono::seconds kWorthTelling{1};
  for (const LaneFigures& lane : end.lanes) {
    if (lane.overloads == 0 && lane.openings == 0 && lane.hedged == 0 && lane.waited < kWorthTelling) continue;
    terminal.say(
        fmt::format("pace of '{}': {} at once of {}, {} at the least{}{}{}, waited {}", lane.model, lane.window,
                    lane.ceiling, lane.lowest, if_any(lane.overloads, "answers that it was too much"),
                    if_any(lane.openings, "times left alone for want of answers"),
                    if_any(lane.hedged, "requests sent a second time beside the first"), duration_text(lane.waited)),
        Colour::quiet);
  }
}

std::vector<std::pair<UnitId, unsigned>> results_not_planned(const RunReader& run, const Plan& plan) {
  std::map<UnitId, unsigned> planned;
  for (const PlannedUnit& unit : plan.units) planned[unit.id()] = unit.results();
  for (const PlannedGroup& group : plan.groups) planned[group.id()] = 1;
  std::vector<std::pair<UnitId, unsigned>> gone;
  run.for_each([&](const CaseResult& result) {
    const auto unit = planned.find(result.unit);
    if (unit == planned.end() || result.repeat >= unit->second) gone.emplace_back(result.unit, result.repeat);
  });
  return gone;
}

void tell_dropped(std::size_t count, Terminal& terminal) {
  if (count == 0) return;
  terminal.say(fmt::format("sightline: {} result{} left the run: the suites have no such repeats any more", count,
                           count == 1 ? "" : "s"),
               Colour::warn);
}

}  // namespace sightline

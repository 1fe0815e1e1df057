#include "report/verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

/// Exit codes of a run, as the command line documents them.
constexpr int kPassed = 0;
constexpr int kIncomplete = 3;
constexpr int kInconclusive = 4;
constexpr int kInterrupted = 130;

std::string passed_text(const StatusCounts& counts) {
  return fmt::format("{} of {} passed", counts.passed, counted(counts.judged(), "unit"));
}

std::string arrived_text(const RunReader& run, const RunSummary& summary) {
  return fmt::format("{} of {} were judged", summary.results, counted(run.header().planned_results, "planned answer"));
}

/// The first gate of that status, and how many there are besides; "" where there is none.
std::string because_of_gates(const RunFooter& footer, GateVerdict::Status status) {
  const auto is = [status](const GateVerdict& gate) { return gate.status == status; };
  const auto first = std::ranges::find_if(footer.gates, is);
  if (first == footer.gates.end()) return "";
  const auto others = static_cast<std::uint64_t>(std::ranges::count_if(footer.gates, is) - 1);
  if (others == 0) return first->sentence;
  return fmt::format("{}; {} {} too", first->sentence, counted(others, "other gate"),
                     status == GateVerdict::Status::fail ? "failed" : "stayed open");
}

std::string why_incomplete(const RunFooter& footer, const RunSummary& summary) {
  if (!footer.incomplete_because.empty()) return join(footer.incomplete_because, ", ");
  const std::string gates = because_of_gates(footer, GateVerdict::Status::fail);
  return gates.empty() ? counted(summary.counts.error, "unit") + " ended in error" : gates;
}

const std::string& or_else(const std::string& text, const std::string& other) {
  return text.empty() ? other : text;
}

}  // namespace

std::string counted(std::uint64_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string verdict_word(const RunFooter* footer) {
  if (footer == nullptr) return "Unfinished";
  switch (footer->exit_code) {
    case kPassed:
      return "Passed";
    case kIncomplete:
      return "Incomplete";
    case kInconclusive:
      return "Inconclusive";
    case kInterrupted:
      return "Interrupted";
    default:
      return "Failed";
  }
}

RunVerdict verdict_of(const RunReader& run, const RunSummary& summary) {
  const std::string word = verdict_word(run.footer() ? &*run.footer() : nullptr);
  if (!run.footer()) return {word, "the run's log has no end: " + arrived_text(run, summary)};
  const RunFooter& footer = *run.footer();
  const std::string passed = passed_text(summary.counts);
  switch (footer.exit_code) {
    case kPassed:
      return {word, passed + (footer.gates.empty() ? "" : ", and every gate held")};
    case kIncomplete:
      return {word, why_incomplete(footer, summary) + "; " + passed};
    case kInconclusive:
      return {word, or_else(because_of_gates(footer, GateVerdict::Status::inconclusive), passed)};
    case kInterrupted:
      return {word, "it was stopped before its end: " + arrived_text(run, summary)};
    default:
      return {word, or_else(because_of_gates(footer, GateVerdict::Status::fail), passed)};
  }
}

}  // namespace sightline

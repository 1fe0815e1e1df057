#include "report/markdown_changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/markdown.h"

namespace sightline {
namespace {

constexpr std::size_t kMostNewlyFailing = 10;

void add_count(std::vector<std::string>& texts, std::size_t count, std::string_view what) {
  if (count > 0) texts.push_back(fmt::format("{} {}", count, what));
}

/// "2 newly failing, 1 fixed, 1 gone"
std::string counts_text(const Comparison& comparison) {
  std::vector<std::string> texts;
  for (const UnitFate fate : {UnitFate::newly_failing, UnitFate::fixed, UnitFate::still_failing, UnitFate::flaky}) {
    add_count(texts, static_cast<std::size_t>(std::ranges::count(comparison.changes, fate, &UnitChange::fate)),
              fate_name(fate));
  }
  add_count(texts, comparison.only_in_candidate.size(), "new");
  add_count(texts, comparison.only_in_base.size(), "gone");
  return texts.empty() ? "nothing changed" : join(texts, ", ");
}

void write_newly_failing(const std::vector<UnitChange>& changes, std::ostream& out) {
  std::size_t count = 0;
  for (const UnitChange& change : changes) {
    if (change.fate != UnitFate::newly_failing || ++count > kMostNewlyFailing) continue;
    const std::string reason = change.candidate.reason.empty() ? "" : ": " + markdown_text(change.candidate.reason);
    out << fmt::format("{}- newly failing {}{}\n", count == 1 ? "\n" : "", code_span(change.candidate_id.text()),
                       reason);
  }
  if (count > kMostNewlyFailing) out << fmt::format("- … and {} more\n", count - kMostNewlyFailing);
}

}  // namespace

void write_markdown_changes(const RunCompanions& companions, std::ostream& out) {
  if (!companions.comparison()) return;
  const Comparison& comparison = *companions.comparison();
  out << fmt::format("\n### Since the baseline\n\n**{}**, beside {}. {}.\n", counts_text(comparison),
                     code_span(comparison.base.path), markdown_text(comparison.sentence));
  write_newly_failing(comparison.changes, out);
}

}  // namespace sightline

#pragma once

#include <string>

#include "report/summary.h"

namespace sightline {

/// What came of a run: a word ("Passed", "Failed", "Incomplete", "Inconclusive", "Interrupted", "Unfinished") and one
/// sentence that a person can repeat, without a capital and a full stop.
struct RunVerdict {
  std::string word;
  std::string sentence;
};
/// The word alone, which follows from how the run ended; null: its log has no footer.
std::string verdict_word(const RunFooter* footer);
RunVerdict verdict_of(const RunReader& run, const RunSummary& summary);

/// "1 unit", "2 units".
std::string counted(std::uint64_t count, const std::string& noun);

}  // namespace sightline

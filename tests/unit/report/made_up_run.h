#pragma once

#include <string>

#include "fakes/memory_files.h"
#include "report/summary.h"

namespace sightline::fakes {

/// A small run with every status in it, repeats that disagree, a conversation with a tool, an authored answer, sends
/// that were repeated, and answers that try to break out of each format.
class MadeUpRun {
 public:
  /// `read_back`: it is read by what its writer knows of it, rather than from its log alone.
  explicit MadeUpRun(bool read_back = false);
  const RunReader& reader() const { return *reader_; }
  const RunSummary& summary() const { return summary_; }
  /// What a format makes of it.
  std::string rendered(const std::string& format) const;

 private:
  MemoryFiles files_;
  std::unique_ptr<RunReader> reader_;
  RunSummary summary_;
};

/// Text that would be markup, a formula, a command or a trick of the eye wherever it is not escaped.
extern const std::string kHostileText;

}  // namespace sightline::fakes

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/files.h"
#include "report/summary.h"
#include "view/log_ends.h"

namespace sightline {

/// What a list of runs tells of the results of one.
struct ListedFigures {
  StatusCounts counts;
  std::uint64_t results = 0;
  std::uint64_t answers = 0;
  std::uint64_t authored = 0;
  std::uint64_t replayed = 0;
  std::optional<double> cost;  ///< USD; nothing unless it is known of every answer.
};

/// A folder beneath the reports folder that holds a run.jsonl.
struct ListedRun {
  enum class State {
    ended,    ///< Its log has a footer.
    running,  ///< It has none, and somebody writes it.
    stopped,  ///< It has none, and nobody does.
    unreadable
  };
  std::string folder;  ///< Its name.
  State state = State::ended;
  RunHeader header = {};
  std::optional<RunFooter> footer = {};
  std::uint64_t results = 0;                          ///< Judged so far, of a run that has not ended.
  std::shared_ptr<const ListedFigures> figures = {};  ///< Nothing where they were not read yet, or the run goes on.
  std::string trouble = {};                           ///< Why it is unreadable.
};

/// The figures at the front of the run's results.json, where that was written from this very log: then the two have the
/// same footer. Nothing where it is missing, or another's.
std::optional<ListedFigures> figures_of_results(const Files& files, const std::string& run_folder,
                                                const std::string& footer_line);

/// The same from the log itself, all of which is read. `stop` is asked at each unit; where it says true, nothing is
/// given.
Expected<std::optional<ListedFigures>> figures_of_log(const Files& files, const std::string& run_folder,
                                                      const std::function<bool()>& stop);

/// A run as JSON, for the page that lists them.
std::string to_json(const ListedRun& run);

}  // namespace sightline

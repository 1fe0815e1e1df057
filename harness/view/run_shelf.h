#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/files.h"
#include "view/file_state.h"
#include "view/listed_run.h"
#include "view/log_tail.h"

namespace sightline {

/// The runs of a reports folder. What was read of a run is kept for as long as its log is as it was. Of a log only both
/// ends are read for the list, and the front of the results.json beside it; where that does not do, a thread reads the
/// logs one after the other, and the figures come to the list as they are known. To be used by many threads at once.
class RunShelf {
 public:
  /// `files` must outlive the shelf.
  RunShelf(const Files& files, std::string reports);
  ~RunShelf();  ///< Stops it.

  struct List {
    std::vector<ListedRun> runs;  ///< The one that began last first; unreadable ones at the end.
    std::size_t unread = 0;       ///< Runs whose figures are still to be read.
  };
  /// Errors: the folder cannot be read.
  Expected<List> list();
  /// The path of the run's folder of that name; nothing where there is none right beneath the reports folder, whatever
  /// the name says: it is looked for among those that are there. Links are none.
  std::optional<std::string> folder(std::string_view name) const;
  /// Reads no more.
  void stop();

 private:
  struct Known {
    FileState state;
    ListedRun run;
    std::string footer_line;
    std::unique_ptr<LogTail> tail;  ///< Of a run that has not ended.
    bool is_asked_for = false;      ///< Its figures are to be read, or were in vain.
  };
  std::string path(std::string_view name) const { return reports_ + "/" + std::string(name); }
  Expected<std::vector<std::string>> names() const;
  Known read(const std::string& name, const FileState& state) const;
  void refresh(Known& known);
  void ask_for_figures(const std::string& name, Known& known);
  void read_figures();
  void put(const std::string& name, const FileState& state, Expected<std::optional<ListedFigures>> figures);

  const Files& files_;
  std::string reports_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Known> known_;
  std::deque<std::string> wanted_;
  std::atomic<bool> stopping_ = false;
  std::thread reader_;
};

}  // namespace sightline

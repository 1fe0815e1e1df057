#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "base/files.h"
#include "server/server.h"
#include "view/log_tail.h"
#include "view/stop_flag.h"

namespace sightline {

/// A place among those who follow runs; there are only so many, since each takes a thread of the server's.
class FollowerPlace {
 public:
  /// Null where `most` places are taken.
  static std::unique_ptr<FollowerPlace> take(std::shared_ptr<std::atomic<unsigned>> taken, unsigned most);
  ~FollowerPlace() { *taken_ -= 1; }
  FollowerPlace(const FollowerPlace&) = delete;
  FollowerPlace& operator=(const FollowerPlace&) = delete;

 private:
  explicit FollowerPlace(std::shared_ptr<std::atomic<unsigned>> taken) : taken_(std::move(taken)) {}
  std::shared_ptr<std::atomic<unsigned>> taken_;
};

/// Server-sent events about one run, as its log tells. Each is named `progress` and tells all there is to tell, so that
/// a client that comes back has missed nothing: {"state": "running" | "stopped" | "ended", "results", "planned",
/// "bytes"}; its id is the bytes. The first comes at once, another when something has changed. The stream ends after
/// `ended`: the log has a footer, and nobody writes beside it any more.
class FollowedRun final : public BodySource {
 public:
  struct Options {
    std::string folder;
    std::uint64_t planned = 0;
    std::chrono::milliseconds look{250};  ///< How often the log is looked at.
  };
  /// `files` must outlive the source.
  FollowedRun(const Files& files, Options options, std::shared_ptr<StopFlag> stop,
              std::unique_ptr<FollowerPlace> place);
  Next next(std::string& piece) override;

 private:
  std::string event();
  std::string state();

  Options options_;
  std::shared_ptr<StopFlag> stop_;
  std::unique_ptr<FollowerPlace> place_;
  LogTail tail_;
  std::string last_;
  std::string state_;
  std::chrono::steady_clock::time_point asked_;  ///< When the state was told from the lock last.
  unsigned quiet_ = 0;                           ///< Looks in a row that brought nothing.
};

}  // namespace sightline

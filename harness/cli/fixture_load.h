#pragma once

#include <atomic>
#include <future>
#include <optional>

#include "base/files.h"
#include "fixture/library.h"
#include "model/suite.h"

namespace sightline {

/// A project's recordings, read while the suites are, on half of the cores until somebody waits for them.
class FixtureLoad {
 public:
  FixtureLoad(Files& files, const Project& project);
  /// Waits for what was begun.
  ~FixtureLoad() = default;
  FixtureLoad(const FixtureLoad&) = delete;
  FixtureLoad& operator=(const FixtureLoad&) = delete;

  void begin();
  /// Waits until nothing is read any more.
  void settle() {
    suites_are_being_read_ = false;
    if (loading_.valid()) loading_.wait();
  }
  /// What is wrong with the recordings, and warnings; begins where nobody has. Called once.
  Errors finish();
  /// Empty before finish().
  Library& library() { return *library_; }
  /// Frees the recordings, of which nothing may be in use any more.
  void let_go() { library_.reset(); }

 private:
  std::optional<Library> library_;
  std::atomic<bool> suites_are_being_read_ = false;
  std::future<Errors> loading_;  // Goes first: it uses the library.
};

}  // namespace sightline

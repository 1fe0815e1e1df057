#pragma once

#include <atomic>
#include <future>

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
  Library& library() { return library_; }

 private:
  Library library_;
  std::atomic<bool> suites_are_being_read_ = false;
  std::future<Errors> loading_;  // Goes first: it uses the library.
};

}  // namespace sightline

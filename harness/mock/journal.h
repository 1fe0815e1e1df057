#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fixture/fixture.h"

namespace sightline {

/// What became of a request.
enum class RequestVerdict : std::uint8_t {
  hit,
  miss,
  fault,
  invalid,
  recorded,
  passed  ///< The answer was asked for elsewhere and not recorded.
};
std::string_view verdict_name(RequestVerdict verdict);

/// A request as the journal keeps it: by parts and hashes, never by its text. Nothing of it depends on the time or on
/// other requests, so that two replays leave the same entries.
struct JournalEntry {
  RequestVerdict verdict = RequestVerdict::hit;
  int status = 200;
  std::string session;
  std::string path;
  std::string key;  ///< "" where the request has none.
  unsigned repeat = 0;
  unsigned retry = 0;  ///< As the client counts: x-stainless-retry-count.
  bool stream = false;
  std::shared_ptr<const Fixture> fixture;  ///< Of a hit; it has the request's parts.
  RequestParts parts;                      ///< Of a miss.
  std::string nearest;                     ///< File of the nearest recording, of a miss.
  std::vector<std::string> faults;         ///< Those that fired: "cut=3".
  std::vector<std::string> skipped;        ///< Those that could not, and why.
  std::string message;                     ///< What an error of this server said.
};

/// Which entries are asked for; empty members choose all.
struct JournalFilter {
  std::string session;
  std::string verdict;
  std::string key;      ///< Its beginning.
  std::string fixture;  ///< A wildcard over the file's path.
};

/// The last requests of a server (as many as are asked for, and as 64 MB of their texts hold), and how often each
/// fixture was asked for. Used by many threads.
class Journal {
 public:
  struct Recording {
    std::string path;  ///< Of its file.
    std::string key;
  };

  explicit Journal(std::size_t most_entries) : most_entries_(most_entries) {}
  void add(JournalEntry entry);
  /// {"entries": […], "dropped": n}: in the order in which they came; `dropped` counts those that were too old to keep.
  std::string json(const JournalFilter& filter) const;
  /// {"used": […], "unused": […], "missed": […]}: of `recordings`, how often each was served, and what was asked in
  /// vain.
  std::string coverage_json(const std::vector<Recording>& recordings) const;
  void forget_all();

 private:
  struct MissedRequest {
    std::uint64_t count = 0;
    std::string nearest;
  };
  std::size_t most_entries_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const JournalEntry>> entries_;
  std::size_t bytes_ = 0;  ///< Of the entries' texts.
  std::uint64_t dropped_ = 0;
  std::unordered_map<std::string, std::uint64_t> served_;  ///< By key.
  std::map<std::string, MissedRequest> missed_;            ///< By key.
};

}  // namespace sightline

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fixture/library.h"
#include "mock/mock_server.h"
#include "model/http.h"

namespace sightline {

/// Asks a real server over a library over HTTP, many requests at a time, and holds each answer against what it must be.
class FixtureProbe {
 public:
  /// `library` must outlive the probe.
  explicit FixtureProbe(const Library& library);
  ~FixtureProbe();
  Expected<void> start();

  struct Question {
    std::string told;  ///< What is asked, to a person.
    std::string key;   ///< Of the recording that must answer; "": none may.
    std::string body;
    std::string path = std::string(kCompletionsPath);            ///< Of the recording's request.
    std::optional<std::vector<std::string>> suite_ignores = {};  ///< Where it is asked for a suite: what that ignores.
    unsigned repeat = 0;
    bool names_digests = false;  ///< Images that are not at hand stand in it as their digests.
  };
  /// Sends it, after waiting for others where many are under way.
  void send(Question question);
  /// Waits for all; what was not answered as it must be, a line each.
  std::vector<std::string> finish();
  /// Requests that no recording answered, as it must be.
  std::uint64_t misses() const { return misses_; }

 private:
  void take(bool until_all_are_in);
  void judge(const Question& question, const Outcome& outcome);

  MockServer server_;
  std::unique_ptr<Transport> transport_;
  std::map<Transport::Ticket, Question> under_way_;
  Transport::Ticket last_ticket_ = 0;
  std::uint64_t misses_ = 0;
  std::vector<std::string> troubles_;
};

}  // namespace sightline

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/error_body.h"
#include "mock/fault.h"
#include "mock/pace.h"
#include "mock/validation.h"
#include "server/server.h"

namespace sightline {

/// How a mock server listens and answers.
struct MockOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;       ///< 0: a free one.
  unsigned connections = 1024;  ///< Most at a time, a thread each, started when needed; past them idle ones are closed.
  std::uint64_t max_body = 64u << 20;          ///< Bytes of a request's body.
  std::optional<TlsFiles> tls = {};            ///< Serves https: where given.
  std::string required_token = {};             ///< What clients must bear, "" for nothing. Never told to anybody.
  Pace pace = {};                              ///< How fast answers come.
  ErrorDialect errors = ErrorDialect::hybrid;  ///< Of errors that are no recording's.
  ValidationRules validate = ValidationRules::openai;  ///< What requests without a recording are held to.
  std::vector<FaultRule> faults = {};
  std::uint64_t fault_seed = 0;
  bool replay_attempts = false;           ///< What was retried while recording is served first.
  std::size_t journal_entries = 100'000;  ///< Kept at most; 0: no journal.
  std::vector<std::string> ignore = {};   ///< Pointers that are no part of keys. Those that a fixture was recorded with
                                          ///< count for that fixture without being named here.
  /// Hears of what must not happen: an exception while a request was answered. From that request's thread.
  std::function<void(std::string_view what)> on_defect = {};
  /// Hears of each miss, from the thread that answers it. Null: nobody does.
  std::function<void(const std::string& key, const std::string& message)> on_miss = {};
  std::string record_command = "sightline run --mode record_missing";  ///< What a miss tells people to run.
};

}  // namespace sightline

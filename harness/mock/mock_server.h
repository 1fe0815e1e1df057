#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "fixture/library.h"
#include "mock/error_body.h"
#include "mock/validation.h"

namespace sightline {

/// How long an answer takes: 0 at once, 1 as recorded, N times faster.
struct MockOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: a free one.
  double speed = 0;
  unsigned connections = 1024;  ///< Most at a time, a thread each, started when needed; past them idle ones are closed.
  std::vector<std::string> ignore = {};  ///< Pointers that are no part of keys. Those that a fixture was recorded with
                                         ///< count for that fixture without being named here.
  std::string record_command = "sightline run --mode record_missing";  ///< What a miss tells people to run.
  std::uint64_t max_body = 64u << 20;                                  ///< Bytes of a request's body.
  ValidationRules validate = ValidationRules::openai;  ///< What a request without a recording is held to.
  ErrorDialect errors = ErrorDialect::hybrid;
};

/// Serves a library to any OpenAI client: POST …/chat/completions, GET …/models[/ID], GET /healthz; the path before
/// them may be anything. Answers carry, for the runner: x-sightline-key, x-sightline-verdict (hit, miss, invalid), and
/// on a hit x-sightline-source, x-sightline-recorded-at, x-sightline-copy (true|false), x-sightline-first-token-ms and
/// x-sightline-total-ms where the recording has them, and x-sightline-ignored-changed: true where what is no part of
/// the key is not as it was recorded. Requests may carry x-sightline-repeat, from 0; those of clients that do not are
/// served a key's repeats in the order in which they come.
class MockServer {
 public:
  /// `library` must outlive the server. What is recorded while it runs is served too.
  MockServer(const Library& library, MockOptions options);
  ~MockServer();  ///< Stops it.
  /// Binds and serves from threads of its own. Errors: the address is taken or not to be had.
  Expected<void> start();
  void stop();
  std::uint16_t port() const;
  /// "http://127.0.0.1:PORT/v1"
  std::string base_url() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sightline

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "fixture/library.h"

namespace sightline {

/// How long an answer takes: 0 at once, 1 as recorded, N times faster.
struct MockOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: a free one.
  double speed = 0;
  unsigned connections = 64;  ///< Size of the pool: one thread a connection.
  std::vector<std::string> ignore;  ///< Pointers that are no part of keys.
  std::string record_command = "sightline run --mode record_missing";  ///< What a miss tells people to run.
};

/// Serves a library to any OpenAI client: POST /v1/chat/completions, GET /v1/models, GET /healthz.
/// Answers carry, for the runner: x-sightline-key, x-sightline-verdict (hit, miss, invalid), and on a hit
/// x-sightline-source, x-sightline-recorded-at, x-sightline-copy (true|false), x-sightline-first-token-ms and
/// x-sightline-total-ms where the recording has them. Requests may carry x-sightline-repeat.
class MockServer {
 public:
  /// `library` must outlive the server and not change while it runs.
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

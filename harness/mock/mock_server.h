#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "fixture/library.h"
#include "mock/mock_options.h"

namespace sightline {

class RecordingProxy;

/// Serves recordings to any OpenAI client: POST …/chat/completions and …/embeddings, GET …/models[/ID], and of its own
/// GET /healthz, /metrics, /__sightline/journal, /__sightline/coverage and POST /__sightline/reset. The base path
/// before them may be anything; "/s/ID" at its beginning names a session. docs/server.md tells what it does.
///
/// Answers carry x-sightline-key and x-sightline-verdict (hit, fault, miss, invalid); from a recording also
/// x-sightline-source, x-sightline-recorded-at, x-sightline-copy (true|false), x-sightline-first-token-ms and
/// x-sightline-total-ms where the recording has them, x-sightline-ignored-changed: true where what is no part of the
/// key is not as it was recorded, and x-sightline-fault. Requests may carry x-sightline-repeat, from 0,
/// x-sightline-session and x-sightline-fault.
class MockServer {
 public:
  /// `library` must outlive the server. What is recorded while it runs is served too. `proxy`: who asks upstream what
  /// is not recorded; null: nobody. It must outlive the server, which stops it when it stops itself.
  MockServer(const Library& library, MockOptions options, RecordingProxy* proxy = nullptr);
  ~MockServer();  ///< Stops it.
  /// Binds and serves from threads of its own. Errors: the address is taken or not to be had.
  Expected<void> start();
  /// From now on serves this library; answers that are under way are still the old one's.
  void serve(std::shared_ptr<const Library> library);
  /// Counts that changed fixtures were refused.
  void count_failed_reload();
  void stop();
  /// Takes no new clients, lets answers that are under way come to their end for so long, those that upstream thinks
  /// about among them, and stops. A stop() from another thread cuts it short.
  void drain(std::chrono::milliseconds limit);
  std::uint16_t port() const;
  /// "http://127.0.0.1:PORT/v1"
  std::string base_url() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sightline

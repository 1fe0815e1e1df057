#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/cursors.h"
#include "mock/error_body.h"
#include "mock/exchange.h"
#include "mock/journal.h"
#include "mock/metrics.h"
#include "mock/mock_options.h"
#include "mock/stock.h"
#include "server/server.h"

namespace sightline {

class RecordingProxy;

/// Answers requests that recordings may have been made of: finds the recording, or says why there is none, or asks
/// upstream. Used by many threads.
class ReplayHandler {
 public:
  /// `proxy`: who asks upstream what is not recorded; null: nobody. All that is referred to must outlive the object.
  ReplayHandler(const MockOptions& options, Cursors& cursors, Journal& journal, Metrics& metrics, RecordingProxy* proxy)
      : options_(options), cursors_(cursors), journal_(journal), metrics_(metrics), proxy_(proxy) {}
  /// `path` is the one that keys are made with; `session` that of the base path, or "".
  ServerResponse answer(Stock& stock, ServerRequest& request, std::string_view session, std::string_view path);

 private:
  ServerResponse respond(MockExchange& x);
  void fill_entry(MockExchange& x) const;
  void tell(JournalEntry entry, std::uint64_t body_bytes);
  /// Reads the body; the answer where it cannot be read, or nothing.
  std::optional<ServerResponse> read_body(MockExchange& x) const;
  MockTurn take_turn(const MockExchange& x);
  MockTurn turn_at(const MockExchange& x, const RepeatTurn& at) const;
  std::vector<const Fault*> faults_at(const MockExchange& x, const RepeatTurn& at) const;
  bool asks_upstream(const MockTurn& turn) const;
  ServerResponse hit(MockExchange& x, const MockTurn& turn);
  ServerResponse miss(MockExchange& x, const MockTurn& turn) const;
  /// The journal hears of it when the answer has come to its end.
  ServerResponse forward(MockExchange& x);
  ServerResponse invalid(MockExchange& x, ServerError error) const;
  std::string request_id(const MockExchange& x, unsigned repeat) const;

  const MockOptions& options_;
  Cursors& cursors_;
  Journal& journal_;
  Metrics& metrics_;
  RecordingProxy* proxy_;
};

}  // namespace sightline

#pragma once

#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <optional>

#include "server/connection.h"
#include "server/pacer.h"
#include "server/server.h"

namespace sightline {

/// Nothing but a wait until `at`.
class PacedWait final : public PacedWork {
 public:
  explicit PacedWait(Instant at) : at_(at) {}
  std::optional<Instant> due() const override { return at_; }
  bool step(Instant /*now*/) override {
    at_.reset();
    return true;
  }

 private:
  std::optional<Instant> at_;
};

/// Sends the pieces of a streamed body, each as one chunk at its time. Pieces that are due together go out together;
/// the last go out with the chunk that ends the body, when the connection's own thread flushes.
class TimedAnswer final : public PacedWork {
 public:
  /// `start` is when the request was answered. All that is referred to must outlive the object.
  TimedAnswer(const ServerResponse& response, Instant start, std::chrono::milliseconds write_timeout,
              Connection& connection, httplib::DataSink& sink)
      : response_(response), start_(start), write_timeout_(write_timeout), connection_(connection), sink_(sink) {}
  std::optional<Instant> due() const override;
  bool step(Instant now) override;

 private:
  void write_next();

  const ServerResponse& response_;
  Instant start_;
  std::chrono::milliseconds write_timeout_;
  Connection& connection_;
  httplib::DataSink& sink_;
  std::size_t next_ = 0;
  std::size_t written_ = 0;
  std::optional<Instant> stuck_since_;  ///< The client takes nothing since then.
  std::optional<Instant> retry_at_;
};

}  // namespace sightline

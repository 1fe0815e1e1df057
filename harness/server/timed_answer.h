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
  PacedWait(Instant at, int socket) : at_(at), socket_(socket) {}
  std::optional<Instant> due() const override { return at_; }
  bool step(Instant /*now*/) override {
    at_.reset();
    return true;
  }
  int socket() const override { return socket_; }

 private:
  std::optional<Instant> at_;
  int socket_;
};

/// Sends the pieces of a streamed body, each as one chunk at its time. Pieces that are due together go out together,
/// the last ones with the chunk that ends the body, where it ends whole. What the socket does not take of those is left
/// to the connection's own thread.
class TimedAnswer final : public PacedWork {
 public:
  /// `start` is when the request was answered. All that is referred to must outlive the object.
  TimedAnswer(const ServerResponse& response, Instant start, const ServerOptions& options, Connection& connection,
              httplib::DataSink& sink)
      : response_(response), start_(start), options_(options), connection_(connection), sink_(sink) {}
  /// Sends what goes out with the head, in the connection's own thread; false where the connection broke.
  bool begin(Instant now);
  std::optional<Instant> due() const override;
  bool step(Instant now) override;
  int socket() const override { return connection_.socket(); }

 private:
  bool is_done() const { return next_ == response_.pieces.size(); }
  void write_due(Instant now);
  void write_next();
  void tell_lateness();

  const ServerResponse& response_;
  Instant start_;
  const ServerOptions& options_;
  Connection& connection_;
  httplib::DataSink& sink_;
  std::size_t next_ = 0;
  std::size_t written_ = 0;
  std::size_t told_ = 0;                ///< Pieces whose lateness is known.
  std::optional<Instant> stuck_since_;  ///< The client takes nothing since then.
  std::optional<Instant> retry_at_;
};

}  // namespace sightline

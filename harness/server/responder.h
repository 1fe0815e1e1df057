#pragma once

#include <httplib.h>

#include <chrono>
#include <cstdint>
#include <memory>

#include "server/connection.h"
#include "server/pacer.h"
#include "server/server.h"

namespace sightline {

struct BoundSocket {
  int descriptor = -1;
  std::uint16_t port = 0;
};

/// cpp-httplib's server as far as it is needed: it binds, and it writes answers, but for the usual one. Its own
/// connections poll while they are idle, send each answer in two parts, and take up to the keep-alive time to stop; its
/// reader takes chunks that are none for a body's end, and decodes what stands in headers.
class Responder final : public httplib::Server {
 public:
  Responder(const ServerOptions& options, Pacer& pacer, const std::atomic<bool>& closing);
  /// Binds and listens, at the address of the options.
  Expected<BoundSocket> bind_and_listen();

  struct Task {
    ServerResponse answer;
    std::chrono::steady_clock::time_point answered;
    bool to_head = false;  ///< Of a HEAD request: no body.
    bool is_last = false;  ///< The answer says that the connection ends.
  };
  /// Writes the answer, and sends it where it takes its time; the rest is to be flushed. False where it broke off.
  bool write(Task task, Connection& connection);

 private:
  struct Current;
  void fill(Current& current, httplib::Response& response);
  httplib::ContentProviderWithoutLength timed(Current& current);
  httplib::ContentProviderWithoutLength drawn(Current& current);

  const ServerOptions& options_;
  Pacer& pacer_;
  const std::atomic<bool>& closing_;
};

}  // namespace sightline

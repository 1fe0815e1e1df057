#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "server/acceptor.h"
#include "server/connection_threads.h"
#include "server/live_connections.h"
#include "server/pacer.h"
#include "server/responder.h"
#include "server/server.h"
#include "server/tls_context.h"

namespace sightline {

/// Holds a server's parts together, and ends them in order.
class Listener {
 public:
  Listener(const ServerOptions& options, const HttpServer::Handler& handler);
  ~Listener() { stop_now(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  /// Listens, and serves from threads of its own.
  Expected<std::uint16_t> start();
  /// 0 before start(); known before the first connection is taken.
  std::uint16_t port() const { return port_; }
  void drain(std::chrono::milliseconds limit);
  void stop_now();

 private:
  void serve(int socket);
  /// A client may go only when another has long come in vain: until that has a thread, room is looked for again.
  bool press_on();

  const ServerOptions& options_;
  const HttpServer::Handler& handler_;
  std::atomic<bool> closing_ = false;
  std::atomic<bool> draining_ = false;
  TlsContext tls_;
  LiveConnections live_;
  Pacer pacer_;
  Responder responder_;
  ConnectionThreads threads_;
  std::uint16_t port_ = 0;
  Acceptor acceptor_;
};

}  // namespace sightline

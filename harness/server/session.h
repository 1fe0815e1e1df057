#pragma once

#include <httplib.h>

#include <atomic>
#include <optional>

#include "server/connection.h"
#include "server/connection_threads.h"
#include "server/incoming_request.h"
#include "server/live_connections.h"
#include "server/pacer.h"
#include "server/request_head.h"
#include "server/responder.h"
#include "server/server.h"

namespace sightline {

/// What all sessions of a server share. All that is referred to must outlive them.
struct HttpSessionSurroundings {
  const ServerOptions& options;
  const HttpServer::Handler& handler;
  Responder& responder;
  Pacer& pacer;
  LiveConnections& live;
  const ConnectionThreads& threads;
  const std::atomic<bool>& closing;
  const std::atomic<bool>& draining;
  SSL_CTX* tls = nullptr;  ///< Null in the clear.
};

/// One connection from its first request to its last.
class HttpSession {
 public:
  HttpSession(int socket, const HttpSessionSurroundings& around);
  /// Ends with the connection; the socket is then the caller's to close.
  void run();

 private:
  bool await();
  bool serve();
  bool answer();
  /// Nothing where the handler threw.
  std::optional<ServerResponse> ask(IncomingRequest& request);
  void refuse(const HeadFault& fault);
  /// False where the client is gone.
  bool wait_until(PacedWork::Instant at);
  /// False where the connection ends.
  bool send(Responder::Task task);
  bool ends_soon() const;

  int socket_;
  const HttpSessionSurroundings& around_;
  Connection connection_;
  LiveConnections::Entry entry_;
  RequestHead head_;
};

}  // namespace sightline

#pragma once

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "server/connection_threads.h"
#include "server/incoming_request.h"
#include "server/live_connections.h"
#include "server/pacer.h"
#include "server/server.h"

namespace sightline {

class Connection;

/// cpp-httplib's server with its connections taken over: it reads requests and writes heads; sockets, threads, time and
/// the end of it all are ours. Its own way polls on idle connections, sends each answer in two parts, and takes up to
/// the keep-alive time to stop.
class Listener final : public httplib::Server {
 public:
  Listener(const ServerOptions& options, const HttpServer::Handler& handler);
  ~Listener() override;
  /// Listens, and serves from threads of its own.
  Expected<std::uint16_t> start();
  void stop_now();

 private:
  struct Session;
  bool process_and_close_socket(socket_t socket) override;
  void serve(Session& session);
  void answer(const httplib::Request& request, httplib::Response& response, const httplib::ContentReader* reader);
  void hand_over(ServerResponse answer, std::chrono::steady_clock::time_point answered, Connection& connection,
                 httplib::Response& response);
  httplib::ContentProviderWithoutLength timed(Connection& connection, ServerResponse answer,
                                              std::chrono::steady_clock::time_point answered);
  httplib::ContentProviderWithoutLength drawn(Connection& connection, std::shared_ptr<BodySource> source);
  void set_up();
  Expected<std::uint16_t> bind();

  const ServerOptions& options_;
  const HttpServer::Handler& handler_;
  std::atomic<bool> closing_ = false;
  LiveConnections live_;
  Pacer pacer_;
  ConnectionThreads* threads_ = nullptr;  ///< The library owns it while it listens.
  int listening_ = -1;
  std::thread accepting_;
};

}  // namespace sightline

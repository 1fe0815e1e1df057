#include "server/server.h"

#include <utility>

#include "server/listener.h"

namespace sightline {

struct HttpServer::State {
  State(ServerOptions options_, Handler handler_) : options(std::move(options_)), handler(std::move(handler_)) {}
  ServerOptions options;
  Handler handler;
  Listener listener{options, handler};
};

HttpServer::HttpServer(ServerOptions options, Handler handler)
    : state_(std::make_unique<State>(std::move(options), std::move(handler))) {}

HttpServer::~HttpServer() = default;

Expected<void> HttpServer::start() {
  auto port = state_->listener.start();
  if (!port) return tl::unexpected(std::move(port.error()));
  return {};
}

void HttpServer::stop() {
  state_->listener.stop_now();
}

void HttpServer::drain(std::chrono::milliseconds limit) {
  state_->listener.drain(limit);
}

std::uint16_t HttpServer::port() const {
  return state_->listener.port();
}

}  // namespace sightline

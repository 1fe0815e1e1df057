#include "server/listener.h"

#include <unistd.h>

#include <utility>

#include "server/session.h"

namespace sightline {

Listener::Listener(const ServerOptions& options, const HttpServer::Handler& handler)
    : options_(options),
      handler_(handler),
      responder_(options, pacer_, closing_),
      threads_(options.connections, [this] { live_.make_room(); }),
      acceptor_([this](int socket) { threads_.enqueue([this, socket] { serve(socket); }); },
                [this] { live_.make_room(); }, [this] { return press_on(); }) {}

bool Listener::press_on() {
  const std::size_t waiting = threads_.waiting();
  if (waiting > 0) live_.end_forsaken(waiting);
  return waiting > 0;
}

Expected<std::uint16_t> Listener::start() {
  if (options_.tls) {
    auto loaded = TlsContext::load(*options_.tls);
    if (!loaded) return tl::unexpected(std::move(loaded.error()));
    tls_ = std::move(*loaded);
  }
  const auto bound = responder_.bind_and_listen();
  if (!bound) return tl::unexpected(bound.error());
  port_ = bound->port;
  acceptor_.start(bound->descriptor);
  return port_;
}

void Listener::serve(int socket) {
  const HttpSessionSurroundings around{options_, handler_, responder_, pacer_,    live_,
                                       threads_, closing_, draining_,  tls_.get()};
  HttpSession(socket, around).run();
  ::close(socket);
}

void Listener::drain(std::chrono::milliseconds limit) {
  draining_ = true;
  acceptor_.stop();
  // A connection that turns idle later sees that itself.
  live_.close_idle();
  threads_.wait_until_idle(limit);
  stop_now();
}

void Listener::stop_now() {
  if (closing_.exchange(true)) return;
  acceptor_.stop();
  live_.close_all();
  pacer_.stop();
  threads_.shutdown();
}

}  // namespace sightline

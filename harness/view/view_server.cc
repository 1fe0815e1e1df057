#include "view/view_server.h"

#include <fmt/format.h>

#include "server/server.h"
#include "view/answers.h"
#include "view/request_check.h"
#include "view/routes.h"

namespace sightline {
namespace {

/// Readers are few; what follows a run holds a thread.
constexpr std::size_t kConnections = 128;

std::string everywhere_or(const std::string& address) {
  return address == "0.0.0.0" || address == "::" ? "127.0.0.1" : address;
}

}  // namespace

struct ViewServer::State {
  State(const Files& files, ViewOptions given)
      : options(std::move(given)),
        routes(files, options),
        server({.address = options.address,
                .port = options.port,
                .connections = kConnections,
                .max_body = 0,
                .on_handler_exception = options.on_defect},
               [this](ServerRequest& request) { return answer(request); }) {}

  ServerResponse answer(ServerRequest& request) {
    // A free port is known to nobody before the server is; one that was asked for may be.
    const std::uint16_t port = options.port != 0 ? options.port : server.port();
    const auto refusal = RequestCheck(options.address, port).refusal(request);
    return refusal ? text_answer(refusal->status, refusal->why) : routes.answer(request);
  }

  ViewOptions options;
  ViewRoutes routes;
  HttpServer server;
};

ViewServer::ViewServer(const Files& files, ViewOptions options)
    : state_(std::make_unique<State>(files, std::move(options))) {}

ViewServer::~ViewServer() {
  stop();
}

Expected<void> ViewServer::start() {
  return state_->server.start();
}

void ViewServer::stop() {
  state_->routes.stop();
  state_->server.stop();
}

std::uint16_t ViewServer::port() const {
  return state_->server.port();
}

std::string ViewServer::url() const {
  return fmt::format("http://{}:{}/", url_host(everywhere_or(state_->options.address)), port());
}

std::string ViewServer::run_url(const std::string& name) const {
  return url() + "runs/" + path_segment(name) + "/";
}

}  // namespace sightline

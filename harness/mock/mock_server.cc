#include "mock/mock_server.h"

#include <fmt/format.h>

#include "base/text.h"
#include "mock/completions.h"
#include "mock/error_body.h"
#include "mock/models.h"
#include "server/server.h"

namespace sightline {
namespace {

ServerOptions server_options(const MockOptions& options) {
  ServerOptions server;
  server.address = options.address;
  server.port = options.port;
  server.connections = options.connections;
  server.max_body = options.max_body;
  return server;
}

ServerResponse no_route(const ServerRequest& request, ErrorDialect errors) {
  return error_response(
      {404, "not_found_error", "no_such_route",
       fmt::format("there is no {} {} here; this server has POST /v1/chat/completions, GET /v1/models and GET /healthz",
                   request.method(), quoted(request.path()))},
      request.path(), "sightline-route", errors);
}

ServerResponse wrong_method(const ServerRequest& request, const std::string& allowed, ErrorDialect errors) {
  ServerResponse response = error_response(
      {405, "invalid_request_error", "method_not_allowed",
       fmt::format("{} is answered to {}, not to {}", quoted(request.path()), allowed, request.method())},
      request.path(), "sightline-route", errors);
  response.headers.push_back({"allow", allowed});
  return response;
}

}  // namespace

struct MockServer::State {
  State(const Library& library_, MockOptions options_)
      : library(library_),
        options(std::move(options_)),
        completions(library, options),
        models(library, options.errors) {}

  ServerResponse answer(ServerRequest& request) {
    const std::string_view path = request.path();
    if (path.ends_with("/chat/completions")) {
      return request.method() == "POST" ? completions.answer(request) : wrong_method(request, "POST", options.errors);
    }
    constexpr std::string_view kModels = "/models";
    const std::size_t at = path.find(kModels);
    const bool is_list = at != std::string_view::npos && at + kModels.size() == path.size();
    const bool is_one = at != std::string_view::npos && path.substr(at).starts_with("/models/");
    if (!is_list && !is_one && path != "/healthz") return no_route(request, options.errors);
    if (request.method() != "GET" && request.method() != "HEAD") return wrong_method(request, "GET", options.errors);
    if (is_list) return models.list();
    if (is_one) return models.one(path.substr(at + kModels.size() + 1), path);
    ServerResponse health;
    health.headers = {{"content-type", "application/json"}};
    health.body = fmt::format(R"({{"status":"ok","fixtures":{}}})", library.size());
    return health;
  }

  const Library& library;
  MockOptions options;
  Completions completions;
  Models models;
  HttpServer server{server_options(options), [this](ServerRequest& request) { return answer(request); }};
};

MockServer::MockServer(const Library& library, MockOptions options)
    : state_(std::make_unique<State>(library, std::move(options))) {}

MockServer::~MockServer() = default;

Expected<void> MockServer::start() {
  return state_->server.start();
}

void MockServer::stop() {
  state_->server.stop();
}

std::uint16_t MockServer::port() const {
  return state_->server.port();
}

std::string MockServer::base_url() const {
  const std::string& address = state_->options.address;
  const bool is_ipv6 = address.find(':') != std::string::npos;
  return fmt::format("http://{}:{}/v1", is_ipv6 ? "[" + address + "]" : address, port());
}

}  // namespace sightline

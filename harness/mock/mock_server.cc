#include "mock/mock_server.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/percent.h"
#include "base/text.h"
#include "mock/bearer.h"
#include "mock/cross_origin.h"
#include "mock/models.h"
#include "mock/passed_on.h"
#include "mock/proxy.h"
#include "mock/replay_handler.h"
#include "mock/route.h"

namespace sightline {
namespace {

constexpr std::string_view kRoutes =
    "POST /v1/chat/completions, POST /v1/embeddings, GET /v1/models, GET /healthz, GET /metrics and "
    "/__sightline/journal, /coverage and /reset";

/// Code points of a path that a journal keeps.
constexpr std::size_t kLongestPath = 200;

ServerResponse text_response(std::string type, std::string body) {
  ServerResponse response;
  response.headers = {{"content-type", std::move(type)}};
  response.body = std::move(body);
  return response;
}

ServerResponse json_response(std::string body) {
  return text_response("application/json", std::move(body));
}

/// The filter that a query says: "?session=a&verdict=miss". Errors name a parameter that is none.
Expected<JournalFilter> filter_in(std::string_view target) {
  JournalFilter filter;
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos || mark + 1 == target.size()) return filter;
  for (const std::string_view parameter : split(target.substr(mark + 1), '&')) {
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view name = parameter.substr(0, equals);
    std::string* member = name == "session"   ? &filter.session
                          : name == "verdict" ? &filter.verdict
                          : name == "key"     ? &filter.key
                          : name == "fixture" ? &filter.fixture
                                              : nullptr;
    if (member == nullptr) {
      return failure(fmt::format("unknown parameter {}; there are session, verdict, key and fixture", quoted(name)));
    }
    *member = decode_percents(parameter.substr(std::min(equals + 1, parameter.size())));
  }
  return filter;
}

}  // namespace

struct MockServer::State {
  State(const Library& library, MockOptions options_, RecordingProxy* proxy_)
      : options(std::move(options_)), proxy(proxy_) {
    // The library is the caller's: nothing is to be deleted.
    take({std::shared_ptr<const Library>(), &library});
  }

  ~State() { stop(); }

  /// The proxy first: whoever waits for it would hold the server up, and it uses what is declared below.
  void stop() {
    if (proxy != nullptr) proxy->stop();
    server.stop();
  }

  void drain(std::chrono::milliseconds limit) {
    std::jthread out_of_time;
    if (proxy != nullptr) {
      out_of_time = std::jthread([this, limit](const std::stop_token& drained) {
        std::mutex none;
        std::unique_lock lock(none);
        std::condition_variable_any().wait_for(lock, drained, limit, [] { return false; });
        if (!drained.stop_requested()) proxy->stop();
      });
    }
    server.drain(limit);
  }

  void take(std::shared_ptr<const Library> library) {
    auto taken = std::make_shared<Stock>(std::move(library), options.ignore);
    const std::lock_guard lock(mutex);
    stock.swap(taken);
  }

  std::shared_ptr<Stock> current() {
    const std::lock_guard lock(mutex);
    return stock;
  }

  ServerOptions server_options() {
    ServerOptions listening;
    listening.address = options.address;
    listening.port = options.port;
    listening.connections = options.connections;
    listening.max_body = options.max_body;
    listening.tls = options.tls;
    listening.on_handler_exception = options.on_defect;
    listening.on_paced_send = [this](std::chrono::microseconds late) { metrics.lateness.add(late); };
    return listening;
  }

  /// What is refused before any recording is looked for stands in the journal all the same.
  ServerResponse error(const ServerRequest& request, const ServerError& told) {
    JournalEntry entry;
    entry.verdict = RequestVerdict::invalid;
    entry.status = told.status;
    entry.path = shortened(request.path(), kLongestPath);
    entry.message = told.message;
    metrics.count_request(entry.verdict, entry.status, 0);
    journal.add(std::move(entry));
    return error_response(told, request.path(), "sightline-route", options.errors);
  }

  bool listens_here_alone() const {
    return options.address == "localhost" || options.address == "::1" || options.address.starts_with("127.");
  }

  /// Only what every route has in common.
  ServerResponse answer(ServerRequest& request) {
    const Route route = route_of(request.path());
    ServerResponse response = request.method() == "OPTIONS" ? preflight(request) : checked(request, route);
    allow_origin(request, response);
    return response;
  }

  ServerResponse checked(ServerRequest& request, const Route& route) {
    const std::string foreign = foreign_page(request, listens_here_alone());
    if (!foreign.empty()) return error(request, {403, "invalid_request_error", "foreign_page", foreign});
    const bool is_open = options.required_token.empty() || route.kind == Route::Kind::health;
    if (!is_open && !bears_token(request.header("authorization"), options.required_token)) {
      ServerResponse response = error(request, {401, "invalid_request_error", "invalid_api_key",
                                                "this server needs its own key: 'Authorization: Bearer …' with the "
                                                "token that it was started with"});
      response.headers.push_back({"www-authenticate", "Bearer"});
      return response;
    }
    const std::string_view method = method_of(route.kind);
    const bool fits = method.empty() || request.method() == method || (method == "GET" && request.method() == "HEAD");
    return fits ? routed(request, route) : wrong_method(request, std::string(method));
  }

  ServerResponse wrong_method(const ServerRequest& request, const std::string& allowed) {
    ServerResponse response = error(
        request, {405, "invalid_request_error", "method_not_allowed",
                  fmt::format("{} is answered to {}, not to {}", quoted(request.path()), allowed, request.method())});
    response.headers.push_back({"allow", allowed});
    return response;
  }

  ServerResponse routed(ServerRequest& request, const Route& route) {
    const auto held = current();
    switch (route.kind) {
      case Route::Kind::completions:
        return handler.answer(*held, request, route.session, kCompletionsPath);
      case Route::Kind::embeddings:
        return handler.answer(*held, request, route.session, kEmbeddingsPath);
      case Route::Kind::models:
        return proxy != nullptr ? proxy->pass_on(request, "/models") : list_models(held->library());
      case Route::Kind::model:
        return model(request, route, held->library());
      case Route::Kind::health:
        return json_response(fmt::format(R"({{"status":"ok","fixtures":{}}})", held->library().size()));
      case Route::Kind::metrics:
        return text_response("text/plain; version=0.0.4; charset=utf-8", metrics.text(held->library().size()));
      case Route::Kind::journal:
        return journal_page(request);
      case Route::Kind::coverage:
        return json_response(coverage(held->library()));
      case Route::Kind::reset:
        journal.forget_all();
        cursors.forget_all();
        return json_response(R"({"status":"ok"})");
      case Route::Kind::bad_session:
        return error(request, {400, "invalid_request_error", "bad_session",
                               "a base path /s/ID/… names a session: 1 to 64 letters, digits, '.', '_' and '-'"});
      case Route::Kind::none:
        break;
    }
    return error(request, {404, "not_found_error", "no_such_route",
                           fmt::format("there is no {} {} here; this server has {}", request.method(),
                                       quoted(request.path()), kRoutes)});
  }

  std::string coverage(const Library& library) const {
    std::vector<Journal::Recording> recordings;
    library.for_each([&](const Fixture& fixture) { recordings.push_back({fixture.path, fixture.request.key}); });
    return journal.coverage_json(recordings);
  }

  ServerResponse model(ServerRequest& request, const Route& route, const Library& library) {
    if (proxy != nullptr) return upstream_model(request);
    std::string entry = model_entry(library, route.model_id);
    if (!entry.empty()) return json_response(std::move(entry));
    return error(request, {404, "not_found_error", "model_not_found",
                           fmt::format("no recording is of the model {}; GET /v1/models lists those that have any",
                                       quoted(route.model_id))});
  }

  ServerResponse upstream_model(ServerRequest& request) {
    const auto endpoint = models_endpoint(request.target());
    if (endpoint) return proxy->pass_on(request, *endpoint);
    return error(request, {400, "invalid_request_error", "bad_path", endpoint.error().front().message});
  }

  ServerResponse journal_page(const ServerRequest& request) {
    const auto filter = filter_in(request.target());
    if (filter) return json_response(journal.json(*filter));
    return error(request, {400, "invalid_request_error", "bad_query", filter.error().front().message});
  }

  MockOptions options;
  RecordingProxy* proxy;
  std::mutex mutex;
  std::shared_ptr<Stock> stock;
  Cursors cursors;
  Journal journal{options.journal_entries};
  Metrics metrics;
  ReplayHandler handler{options, cursors, journal, metrics, proxy};
  HttpServer server{server_options(), [this](ServerRequest& request) { return answer(request); }};
};

MockServer::MockServer(const Library& library, MockOptions options, RecordingProxy* proxy)
    : state_(std::make_unique<State>(library, std::move(options), proxy)) {}

MockServer::~MockServer() = default;

Expected<void> MockServer::start() {
  return state_->server.start();
}

void MockServer::serve(std::shared_ptr<const Library> library) {
  state_->take(std::move(library));
  state_->metrics.count_reload(true);
}

void MockServer::count_failed_reload() {
  state_->metrics.count_reload(false);
}

void MockServer::stop() {
  state_->stop();
}

void MockServer::drain(std::chrono::milliseconds limit) {
  state_->drain(limit);
}

std::uint16_t MockServer::port() const {
  return state_->server.port();
}

std::string MockServer::base_url() const {
  const std::string& address = state_->options.address;
  const bool is_ipv6 = address.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}/v1", state_->options.tls ? "https" : "http", is_ipv6 ? "[" + address + "]" : address,
                     port());
}

}  // namespace sightline

#include "mock/proxy.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include "chat/chat.h"
#include "mock/passed_on.h"
#include "mock/proxied_answer.h"
#include "mock/proxy_recording.h"

namespace sightline {
namespace {

constexpr std::string_view kEndpoint = "/chat/completions";
constexpr std::chrono::milliseconds kLongestWait{1'000};
/// What clients get where there is no answer, and where the server is being stopped.
constexpr int kNoAnswer = 502;
constexpr int kStopped = 503;

}  // namespace

struct RecordingProxy::State {
  /// One request under way.
  struct Exchange {
    HttpRequest http;
    std::shared_ptr<ProxiedAnswer> answer = std::make_shared<ProxiedAnswer>();
    std::optional<Asked> asked;  ///< Nothing: it is passed on only.
    std::vector<std::string> secrets;
    std::function<void(const Ended&)> on_end;
  };

  State(Library& library_, Transport& transport_, Options options_, std::string url_)
      : library(library_), transport(transport_), options(std::move(options_)), url(std::move(url_)) {
    options.secrets.push_back(options.own_token);
    options.secrets.push_back(options.key);
    for (std::string& value : credentials_in_url(url)) options.secrets.push_back(std::move(value));
  }

  void add(Exchange exchange) {
    {
      std::unique_lock lock(mutex);
      if (stopping) {
        lock.unlock();
        return end_stopped(exchange);
      }
      waiting.push_back(std::move(exchange));
    }
    transport.wake();
  }

  void end_stopped(Exchange& exchange) {
    Outcome stopped;
    stopped.trouble = Outcome::Trouble::cancelled;
    end(exchange, stopped);
  }

  /// Starts what waits; false where all is to end.
  bool start_waiting() {
    std::vector<Exchange> started;
    {
      const std::lock_guard lock(mutex);
      started.swap(waiting);
      if (stopping && !cancelled) {
        transport.cancel_all();
        cancelled = true;
      }
    }
    for (Exchange& exchange : started) {
      if (cancelled) {
        end_stopped(exchange);
        continue;
      }
      HttpRequest http = std::move(exchange.http);
      http.sink = exchange.answer;
      under_way.emplace(++last_ticket, std::move(exchange));
      transport.start(last_ticket, std::move(http));
    }
    return !cancelled || !under_way.empty();
  }

  void run() {
    while (start_waiting()) {
      for (Transport::Completion& completion : transport.wait(kLongestWait)) {
        auto found = under_way.extract(completion.ticket);
        if (!found.empty()) end(found.mapped(), completion.outcome);
      }
    }
  }

  /// Records before the client has the answer whole: what it asks next may be the same.
  void end(Exchange& exchange, const Outcome& outcome) {
    const bool was_stopped = outcome.trouble == Outcome::Trouble::cancelled;
    if (exchange.asked) {
      Ended ended = was_stopped ? Ended{0, {}, "this server was stopped"} : record(exchange, outcome);
      ended.status = outcome.status != 0 ? outcome.status : was_stopped ? kStopped : kNoAnswer;
      exchange.on_end(ended);
    }
    exchange.answer->end(outcome);
  }

  Ended record(const Exchange& exchange, const Outcome& outcome) {
    std::vector<std::string> secrets = options.secrets;
    secrets.insert(secrets.end(), exchange.secrets.begin(), exchange.secrets.end());
    const auto recorded =
        record_answer(library, *exchange.asked, outcome, std::string(host_of(url)), options.today, secrets);
    if (!recorded) {
      options.on_trouble(recorded.error());
      return {0, {}, recorded.error().front().message};
    }
    options.on_recorded(recorded->path);
    return {0, recorded->repeat, ""};
  }

  std::string url_of(std::string_view endpoint, std::string_view target) const {
    std::string whole = url;
    whole.replace(whole.find(kEndpoint), kEndpoint.size(), endpoint);
    const std::size_t query = target.find('?');
    if (query == std::string_view::npos) return whole;
    whole += whole.find('?') == std::string::npos ? '?' : '&';
    return whole += target.substr(query + 1);
  }

  std::vector<Header> headers_of(const ServerRequest& request) const {
    return headers_for_upstream(request.headers(), options.own_token, options.key);
  }

  ServerResponse response_of(const std::shared_ptr<ProxiedAnswer>& answer) const {
    ProxiedAnswer::Known known = answer->wait();
    ServerResponse response;
    if (known.status == 0) {
      response = error(known);
      response.headers.push_back({"x-sightline-verdict", "upstream"});
      return response;
    }
    response.status = known.status;
    response.headers = headers_for_client(known.headers);
    if (known.is_stream) {
      response.source = answer;
    } else {
      response.body = std::move(known.body);
      if (known.is_cut) response.ending = Ending::cut;
    }
    return response;
  }

  ServerResponse error(const ProxiedAnswer::Known& known) const;

  Library& library;
  Transport& transport;
  Options options;
  std::string url;  ///< …/chat/completions
  std::mutex mutex;
  std::vector<Exchange> waiting;
  bool stopping = false;
  bool cancelled = false;  ///< The thread's own.
  std::map<Transport::Ticket, Exchange> under_way;
  Transport::Ticket last_ticket = 0;
  std::mutex joining;
  std::thread thread;
};

ServerResponse RecordingProxy::State::error(const ProxiedAnswer::Known& known) const {
  ServerError told{kNoAnswer, "server_error", "upstream_failed",
                   fmt::format("no answer came from {}: {}", host_of(url), known.trouble)};
  if (known.is_stopped) told = {kStopped, "server_error", "server_stopped", "this server is being stopped"};
  return error_response(told, "", "sightline-upstream", options.errors);
}

RecordingProxy::RecordingProxy(std::unique_ptr<State> state) : state_(std::move(state)) {
  state_->thread = std::thread([&state = *state_] { state.run(); });
}

RecordingProxy::~RecordingProxy() {
  stop();
}

void RecordingProxy::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->transport.wake();
  const std::lock_guard lock(state_->joining);
  if (state_->thread.joinable()) state_->thread.join();
}

Expected<std::unique_ptr<RecordingProxy>> RecordingProxy::make(Library& library, Transport& transport,
                                                               Options options) {
  auto url = completions_url(options.upstream);
  if (!url) return tl::unexpected(std::move(url.error()));
  return std::unique_ptr<RecordingProxy>(
      new RecordingProxy(std::make_unique<State>(library, transport, std::move(options), *std::move(url))));
}

ServerResponse RecordingProxy::forward(const ServerRequest& request, std::string body, Asked asked,
                                       std::function<void(const Ended&)> on_end) {
  State::Exchange exchange;
  const std::string_view endpoint = std::string_view(asked.request.path).substr(std::string_view("/v1").size());
  exchange.http.url = state_->url_of(endpoint, request.target());
  exchange.http.headers = state_->headers_of(request);
  exchange.http.body.emplace_back(std::move(body));
  exchange.http.timeouts = state_->options.timeouts;
  exchange.secrets = credentials_in(request);
  exchange.on_end = std::move(on_end);
  exchange.asked = std::move(asked);
  const auto answer = exchange.answer;
  state_->add(std::move(exchange));
  return state_->response_of(answer);
}

ServerResponse RecordingProxy::pass_on(const ServerRequest& request, const std::string& endpoint) {
  State::Exchange exchange;
  // HEAD is answered as GET is, less the body, which the server leaves out.
  exchange.http.method = "GET";
  exchange.http.url = state_->url_of(endpoint, request.target());
  exchange.http.headers = state_->headers_of(request);
  exchange.http.timeouts = state_->options.timeouts;
  const auto answer = exchange.answer;
  state_->add(std::move(exchange));
  return state_->response_of(answer);
}

}  // namespace sightline

#include "cli/fixture_probe.h"

#include <fmt/format.h>

#include "http/curl_transport.h"
#include "run/exchange.h"

namespace sightline {

namespace {

/// What a server's base URL and the path of a request have in common.
constexpr std::string_view kBasePath = "/v1";
constexpr unsigned kProbeConnections = 8;
/// Requests that are prepared before the first of them is answered.
constexpr std::size_t kMostUnderWay = 64;
constexpr std::chrono::milliseconds kPatience{1'000};

MockOptions server_options() {
  MockOptions options;
  options.connections = kProbeConnections + 2;
  return options;
}

}  // namespace

FixtureProbe::FixtureProbe(const Library& library)
    : server_(library, server_options()),
      transport_(make_curl_transport({.max_connections_per_host = kProbeConnections, .ca_file = ""})) {}

FixtureProbe::~FixtureProbe() = default;

Expected<void> FixtureProbe::start() {
  return server_.start();
}

void FixtureProbe::send(Question question) {
  if (under_way_.size() >= kMostUnderWay) take(false);
  HttpRequest request;
  request.url = server_.base_url() + question.path.substr(kBasePath.size());
  request.headers = {{"Content-Type", "application/json"}, {"X-Sightline-Repeat", std::to_string(question.repeat)}};
  if (question.suite_ignores) {
    request.headers.push_back({std::string(mock_header::kIgnore), ignore_header(*question.suite_ignores)});
  }
  if (question.names_digests) request.headers.push_back({"X-Sightline-Digests", "true"});
  request.body.emplace_back(std::move(question.body));
  request.use_proxy = false;
  question.body.clear();
  const Transport::Ticket ticket = ++last_ticket_;
  under_way_.emplace(ticket, std::move(question));
  transport_->start(ticket, std::move(request));
}

std::vector<std::string> FixtureProbe::finish() {
  take(true);
  return std::move(troubles_);
}

void FixtureProbe::take(bool until_all_are_in) {
  const std::size_t enough = until_all_are_in ? 0 : kMostUnderWay / 2;
  while (under_way_.size() > enough) {
    for (const Transport::Completion& completion : transport_->wait(kPatience)) {
      const auto question = under_way_.find(completion.ticket);
      if (question == under_way_.end()) continue;
      judge(question->second, completion.outcome);
      under_way_.erase(question);
    }
  }
}

void FixtureProbe::judge(const Question& question, const Outcome& outcome) {
  const std::string_view verdict = outcome.header("x-sightline-verdict");
  const std::string_view key = outcome.header("x-sightline-key");
  if (question.key.empty()) {
    // A change may make a request that no API takes: it is refused only after no recording was found.
    const bool missed = (outcome.status == 404 && verdict == "miss") || (outcome.status == 400 && verdict == "invalid");
    misses_ += missed ? 1 : 0;
    if (missed) return;
  } else if (verdict == "hit" && key == question.key) {
    return;
  }
  troubles_.push_back(fmt::format("trouble: {}: the server answered {} ({}{}{})", question.told, outcome.status,
                                  verdict.empty() ? "no verdict" : verdict, key.empty() ? "" : ", key ",
                                  short_hash(key)));
}

}  // namespace sightline

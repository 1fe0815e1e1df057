#include "run/outside_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "fixture/library.h"
#include "process/program.h"

namespace sightline {
namespace {

constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";
constexpr std::string_view kUsualLanguage = "C.UTF-8";
constexpr std::chrono::milliseconds kLongestConnect{10'000};

ProgramEnd end_of(ProgramResult result) {
  ProgramEnd end;
  switch (result.ending) {
    case ProgramResult::Ending::exited:
      break;
    case ProgramResult::Ending::killed:
      end.ending = ProgramEnd::Ending::killed;
      break;
    case ProgramResult::Ending::out_of_time:
      end.ending = ProgramEnd::Ending::out_of_time;
      break;
    case ProgramResult::Ending::too_much_output:
      end.ending = ProgramEnd::Ending::too_much_output;
      break;
  }
  end.exit_code = result.exit_code;
  end.how = std::move(result.how);
  end.output = std::move(result.output);
  end.errors = std::move(result.errors);
  return end;
}

std::string without_query(const std::string& url) {
  return url.substr(0, url.find_first_of("?#"));
}

}  // namespace

OutsideWorld::OutsideWorld(const Snapshots& snapshots, Settings settings)
    : snapshots_(snapshots), settings_(std::move(settings)) {}

bool OutsideWorld::is_secret(const std::string& value) const {
  return holds_secret(value, settings_.secrets) ||
         std::ranges::find(settings_.secrets, value) != settings_.secrets.end();
}

Expected<std::vector<std::string>> OutsideWorld::environment_of(const std::vector<std::string>& names) const {
  std::vector<std::string> environment;
  const auto add = [&](const std::string& name, const std::string& value) {
    environment.push_back(name + "=" + value);
    return !is_secret(value);
  };
  bool is_clean = add("PATH", settings_.environment("PATH").value_or(std::string(kUsualPath)));
  is_clean = add("LANG", settings_.environment("LANG").value_or(std::string(kUsualLanguage))) && is_clean;
  if (!is_clean) return failure("PATH or LANG of the environment holds a secret: no program is given it");
  for (const std::string& name : names) {
    if (name == "PATH" || name == "LANG") continue;
    const auto value = settings_.environment(name);
    if (!value) return failure(fmt::format("the environment variable {} is not set, which a program asks for", name));
    if (!add(name, *value)) {
      return failure(fmt::format("the environment variable {} holds a secret: no program is given it", name));
    }
  }
  return environment;
}

Expected<ProgramEnd> OutsideWorld::run_program(const ProgramCall& call) const {
  ProcessOptions options;
  options.arguments = call.command;
  options.folder = call.folder;
  options.max_memory_bytes = call.max_memory_bytes;
  options.max_cpu_seconds =
      static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::seconds>(call.timeout).count()) + 1;
  auto environment = environment_of(call.environment);
  if (!environment) return tl::unexpected(std::move(environment.error()));
  options.environment = std::move(*environment);
  const std::string& name = call.command.at(0);
  if (holds_secret(call.input, settings_.secrets)) {
    return failure(fmt::format("what {} would be told holds the value of a secret: it is not run", quoted(name)));
  }
  options.arguments[0] = program_path(name, settings_.environment("PATH").value_or(std::string(kUsualPath)));
  if (options.arguments[0].empty()) {
    return failure(name.find('/') == std::string::npos
                       ? fmt::format("there is no program {} in the folders of PATH", quoted(name))
                       : fmt::format("{} is no program that may be run; `chmod +x` it", quoted(name)));
  }
  auto result = run_to_end(options, call.input,
                           {.time = call.timeout, .output_bytes = call.max_output_bytes, .errors_bytes = 1u << 16});
  if (!result) return tl::unexpected(std::move(result.error()));
  if (holds_secret(result->output, settings_.secrets) || holds_secret(result->errors, settings_.secrets)) {
    return failure(fmt::format("what {} wrote holds the value of a secret: it is not kept", quoted(name)));
  }
  return end_of(std::move(*result));
}

Expected<HttpRequest> OutsideWorld::request_of(const WebhookCall& call, std::vector<std::string>& secrets) const {
  HttpRequest request;
  request.url = call.url;
  request.body = {call.body};
  request.timeouts = {
      .connect = std::min(call.timeout, kLongestConnect), .first_byte = call.timeout, .total = call.timeout};
  request.max_answer_bytes = kMostWebhookBytes;
  request.use_proxy = !call.is_loopback;
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  for (const auto& [name, value] : call.headers) {
    auto header = filled_header({name, value, {}}, settings_.environment, secrets);
    if (!header) return tl::unexpected(std::move(header.error()));
    if (is_secret(header->value)) {
      return failure(fmt::format("header '{}' of a webhook holds a model's key: it is not sent", name));
    }
    std::erase_if(request.headers, [&name = name](const Header& usual) { return lower(usual.name) == lower(name); });
    request.headers.push_back(std::move(*header));
  }
  return request;
}

Expected<WebhookAnswer> OutsideWorld::post(const WebhookCall& call) const {
  std::vector<std::string> secrets = settings_.secrets;
  if (holds_secret(call.body, secrets)) {
    return failure(
        fmt::format("what {} would be sent holds the value of a secret: it is not called", without_query(call.url)));
  }
  auto request = request_of(call, secrets);
  if (!request) return tl::unexpected(std::move(request.error()));
  Outcome outcome = send(std::move(*request));
  if (outcome.trouble != Outcome::Trouble::none) return failure("the webhook gave no verdict: " + outcome.trouble_text);
  if (holds_secret(outcome.body, secrets)) {
    return failure(
        fmt::format("the answer of {} holds the value of a secret: it is not kept", without_query(call.url)));
  }
  return WebhookAnswer{outcome.status, std::move(outcome.body)};
}

Outcome OutsideWorld::send(HttpRequest request) const {
  std::unique_ptr<Transport> transport;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      transport = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!transport) transport = settings_.make_transport();
  const std::chrono::milliseconds limit = request.timeouts.total;
  transport->start(1, std::move(request));
  std::vector<Transport::Completion> done;
  while (done.empty()) done = transport->wait(limit);
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(transport));
  return std::move(done.front().outcome);
}

Expected<ApprovedAnswer> OutsideWorld::approved(const UnitId& unit, const std::string& name) const {
  return snapshots_.approved(unit, name);
}

}  // namespace sightline

#include "mock/said.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "json/json.h"
#include "mock/route.h"

namespace sightline {
namespace {

ServerError bad_header(std::string message) {
  return {400, "invalid_request_error", "bad_header", std::move(message)};
}

/// The pointers of a JSON list, or nothing where it is none.
std::optional<std::vector<std::string>> pointers_in(std::string_view json) {
  const auto list = parse_json(json);
  if (!list || !list->is_list()) return std::nullopt;
  std::vector<std::string> pointers;
  for (const Node& pointer : list->list()) {
    if (!pointer.is_string() || !pointer.string().starts_with('/')) return std::nullopt;
    pointers.push_back(pointer.string());
  }
  return pointers;
}

std::optional<ServerError> read_session(MockExchange& x) {
  const std::string_view session = x.request.header("x-sightline-session");
  if (session.empty()) return std::nullopt;
  if (!is_session_name(session)) {
    return bad_header(fmt::format(
        "X-Sightline-Session is {}; a session's name is 1 to 64 letters, digits, '.', '_' and '-'", quoted(session)));
  }
  x.session = session;
  return std::nullopt;
}

std::optional<ServerError> read_repeat(MockExchange& x) {
  const std::string_view said = x.request.header("x-sightline-repeat");
  if (said.empty()) return std::nullopt;
  x.said_repeat = said_count(said);
  if (x.said_repeat) return std::nullopt;
  return bad_header(fmt::format("X-Sightline-Repeat is {}; it counts repeats from 0", quoted(said)));
}

std::optional<ServerError> read_ignore(MockExchange& x) {
  const std::string_view said = x.request.header("x-sightline-ignore");
  if (said.empty()) return std::nullopt;
  x.said_ignore = pointers_in(said);
  if (x.said_ignore) return std::nullopt;
  return bad_header(fmt::format(
      R"(X-Sightline-Ignore is {}; it is a JSON list of JSON pointers, as ["/seed"], or [] for none)", quoted(said)));
}

std::optional<ServerError> read_digests(MockExchange& x) {
  x.may_name_digests = x.request.header("x-sightline-digests") == "true";
  return std::nullopt;
}

std::optional<ServerError> read_fault(MockExchange& x) {
  const std::string_view said = x.request.header("x-sightline-fault");
  if (said.empty()) return std::nullopt;
  auto rule = parse_fault_rule(said);
  if (!rule) return bad_header("X-Sightline-Fault: " + lines_of(rule.error()));
  x.said_faults.push_back(*std::move(rule));
  return std::nullopt;
}

}  // namespace

std::optional<unsigned> said_count(std::string_view text) {
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(count) : std::nullopt;
}

std::optional<ServerError> read_said(MockExchange& x) {
  for (const auto read : {read_session, read_repeat, read_ignore, read_digests, read_fault}) {
    if (auto error = read(x)) return error;
  }
  return std::nullopt;
}

}  // namespace sightline

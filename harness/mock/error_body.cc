#include "mock/error_body.h"

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

/// Two replays of one run give the same bytes: the time of an error is always this one.
constexpr std::string_view kTimestamp = "1970-01-01T00:00:00.000Z";

void write_openai(JsonWriter& out, const ServerError& error) {
  out.key("error").begin_map();
  out.member("message", error.message).member("type", error.type).key("param");
  if (error.param.empty()) {
    out.null();
  } else {
    out.value(error.param);
  }
  out.member("code", error.code).end_map();
}

void write_aimlapi(JsonWriter& out, const ServerError& error, std::string_view path, std::string_view request_id) {
  out.member("message", error.message).member("path", path).member("requestId", request_id);
  out.member("statusCode", error.status).member("timestamp", kTimestamp);
}

}  // namespace

std::optional<ErrorDialect> error_dialect_named(std::string_view name) {
  if (name == "hybrid") return ErrorDialect::hybrid;
  if (name == "openai") return ErrorDialect::openai;
  if (name == "aimlapi") return ErrorDialect::aimlapi;
  return std::nullopt;
}

std::string lines_of(const Errors& errors) {
  std::vector<std::string> lines;
  for (const Error& error : errors) {
    const std::string place = error.place.text();
    lines.push_back(place.empty() ? error.message : place + ": " + error.message);
  }
  return join(lines, "\n");
}

ServerResponse error_response(const ServerError& error, std::string_view path, std::string_view request_id,
                              ErrorDialect dialect) {
  ServerResponse response;
  response.status = error.status;
  response.headers = {{"content-type", "application/json"}, {"x-request-id", std::string(request_id)}};
  JsonWriter out(response.body);
  out.begin_map();
  if (dialect != ErrorDialect::aimlapi) write_openai(out, error);
  if (dialect != ErrorDialect::openai) write_aimlapi(out, error, path, request_id);
  out.end_map();
  return response;
}

}  // namespace sightline

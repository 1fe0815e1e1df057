#include "mock/error_body.h"

#include "json/json.h"

namespace sightline {
namespace {

/// Two replays of one run give the same bytes: the time of an error is always this one.
constexpr std::string_view kTimestamp = "1970-01-01T00:00:00.000Z";

}  // namespace

ServerResponse error_response(const ServerError& error, std::string_view path, std::string_view request_id) {
  ServerResponse response;
  response.status = error.status;
  response.headers = {{"content-type", "application/json"}, {"x-request-id", std::string(request_id)}};
  JsonWriter out(response.body);
  out.begin_map().key("error").begin_map();
  out.member("message", error.message).member("type", error.type).key("param").null().member("code", error.code);
  out.end_map();
  out.member("message", error.message).member("path", path).member("requestId", request_id);
  out.member("statusCode", error.status).member("timestamp", kTimestamp);
  out.end_map();
  return response;
}

}  // namespace sightline

#include "mock/fault_status.h"

#include <fmt/format.h>

#include <chrono>

namespace sightline {
namespace {

std::string_view words_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 429:
      return "Too Many Requests";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Generation timeout";
    default:
      return status >= 500 ? "Internal server error" : "Request refused";
  }
}

}  // namespace

ServerResponse status_fault(const Fault& fault, std::string_view path, std::string_view request_id,
                            ErrorDialect dialect) {
  const bool is_limit = fault.status == 429;
  ServerResponse response = error_response({fault.status,
                                            is_limit              ? "requests"
                                            : fault.status >= 500 ? "server_error"
                                                                  : "invalid_request_error",
                                            is_limit ? "rate_limit_exceeded" : "injected_fault",
                                            fmt::format("{} (fault {})", words_of(fault.status), fault.said)},
                                           path, request_id, dialect);
  if (fault.retry_after) {
    const auto whole = std::chrono::ceil<std::chrono::seconds>(*fault.retry_after);
    response.headers.push_back({"retry-after", std::to_string(whole.count())});
    if (whole != *fault.retry_after) {
      response.headers.push_back({"retry-after-ms", std::to_string(fault.retry_after->count())});
    }
  }
  return response;
}

}  // namespace sightline

#pragma once

#include <string>
#include <string_view>

#include "server/server.h"

namespace sightline {

/// Something that this server says itself, no recording.
struct ServerError {
  int status = 400;
  std::string_view type;  ///< Of OpenAI's list: "invalid_request_error", "not_found_error".
  std::string_view code;  ///< A word for programs.
  std::string message;
};

/// The answer that tells an error so that clients of either dialect read it: {"error": {…}} of OpenAI, and AI/ML API's
/// {"message", "path", "requestId", "statusCode", "timestamp"} beside it.
ServerResponse error_response(const ServerError& error, std::string_view path, std::string_view request_id);

}  // namespace sightline

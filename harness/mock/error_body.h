#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "server/server.h"

namespace sightline {

/// Something that this server says itself, no recording.
struct ServerError {
  int status = 400;
  std::string_view type;  ///< Of OpenAI's list: "invalid_request_error", "not_found_error".
  std::string_view code;  ///< A word for programs.
  std::string message;
  std::string param = {};  ///< What is wrong with a request, as "messages[0].role"; "" where it is no single member.
};

/// How errors that this server says itself are written.
enum class ErrorDialect {
  hybrid,  ///< Both of the others in one object.
  openai,  ///< {"error": {"message", "type", "param", "code"}}
  aimlapi  ///< {"message", "path", "requestId", "statusCode", "timestamp"}
};

/// The dialect of that name: "hybrid", "openai", "aimlapi".
std::optional<ErrorDialect> error_dialect_named(std::string_view name);

/// Errors as a message tells them: a line each, with its place where it has one.
std::string lines_of(const Errors& errors);

/// The answer that tells an error in a dialect. `path` is the request's.
ServerResponse error_response(const ServerError& error, std::string_view path, std::string_view request_id,
                              ErrorDialect dialect);

}  // namespace sightline

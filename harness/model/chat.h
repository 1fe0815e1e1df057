#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/image.h"
#include "model/node.h"

namespace sightline {

enum class Role { system, user, assistant, tool };
std::string_view role_name(Role role);

struct ImagePart {
  ImagePtr image;
  std::string detail;  ///< low, high, auto; empty: the request does not say.
};
using Part = std::variant<std::string, ImagePart>;

struct ToolCall {
  std::string id;
  std::string name;
  std::string arguments;  ///< JSON as the model wrote it, which may not be JSON.
};

/// One message. The content is sent in the form it has here: left out, a string, or parts.
struct Message {
  Role role = Role::user;
  std::variant<std::monostate, std::string, std::vector<Part>> content;
  std::vector<ToolCall> tool_calls = {};
  std::string tool_call_id = {};
};

/// What is asked of a model, before it is bytes. `params` (a map or null) goes into the body as it is.
struct ChatRequest {
  std::string model;
  std::vector<Message> messages;
  Node params;
  bool stream() const;
};

/// Tokens as the answer counts them; what it does not say is absent.
struct Usage {
  std::optional<std::int64_t> prompt_tokens;
  std::optional<std::int64_t> completion_tokens;
  std::optional<std::int64_t> total_tokens;
  std::optional<std::int64_t> cached_tokens;
  std::optional<std::int64_t> reasoning_tokens;
  std::optional<std::int64_t> image_tokens;
};

/// What a model answered: the first choice, plain and streamed alike.
struct Reply {
  std::string text;
  std::string refusal;    ///< Empty: none.
  std::string reasoning;  ///< `reasoning_content`, where a server sends it.
  std::vector<ToolCall> tool_calls;
  std::string finish_reason;  ///< Empty where the answer has none.
  std::string model;
  std::string id;
  std::string system_fingerprint;
  std::int64_t created = 0;  ///< Seconds since 1970; 0: not said.
  Usage usage;
  std::optional<double> stated_cost;  ///< USD, where the answer says what it cost (`meta.usage`).
  Node logprobs;
  bool streamed = false;
};

/// Why there is no answer. What the model did wrong is no failure: it is a Reply.
struct Failure {
  enum class Kind {
    refused_connection,
    name_not_resolved,
    tls,
    timeout,
    broken_connection,  ///< Reset, or an answer that is empty or lacks its end.
    unauthorized,       ///< 401
    forbidden,          ///< 403
    not_found,          ///< 404
    rate_limited,       ///< 429
    bad_request,        ///< Any other 4xx.
    server_error,       ///< 5xx
    unreadable_answer,  ///< 2xx that is no chat completion: HTML, no JSON, the wrong shape.
    answer_too_large,
    missing_fixture,
    missing_tool_call,  ///< The conversation waits for a call that the model did not make. Counts as a fail.
    harness             ///< Trouble of this program or its machine.
  };
  Kind kind = Kind::harness;
  int status = 0;  ///< HTTP; 0 where no answer came.
  std::string message;
  std::string request_id = {};
  std::optional<double> retry_after_ms = {};
};
std::string_view failure_name(Failure::Kind kind);

}  // namespace sightline

#include "model/chat.h"

namespace sightline {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::system:
      return "system";
    case Role::user:
      return "user";
    case Role::assistant:
      return "assistant";
    case Role::tool:
      return "tool";
  }
  return "";
}

bool ChatRequest::stream() const {
  const Node* stream = params.find("stream");
  return stream != nullptr && stream->is_boolean() && stream->boolean();
}

std::string_view failure_name(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::refused_connection:
      return "refused_connection";
    case Failure::Kind::name_not_resolved:
      return "name_not_resolved";
    case Failure::Kind::tls:
      return "tls";
    case Failure::Kind::timeout:
      return "timeout";
    case Failure::Kind::broken_connection:
      return "broken_connection";
    case Failure::Kind::unauthorized:
      return "unauthorized";
    case Failure::Kind::forbidden:
      return "forbidden";
    case Failure::Kind::not_found:
      return "not_found";
    case Failure::Kind::rate_limited:
      return "rate_limited";
    case Failure::Kind::bad_request:
      return "bad_request";
    case Failure::Kind::server_error:
      return "server_error";
    case Failure::Kind::unreadable_answer:
      return "unreadable_answer";
    case Failure::Kind::answer_too_large:
      return "answer_too_large";
    case Failure::Kind::missing_fixture:
      return "missing_fixture";
    case Failure::Kind::missing_tool_call:
      return "missing_tool_call";
    case Failure::Kind::harness:
      return "harness";
  }
  return "";
}

}  // namespace sightline

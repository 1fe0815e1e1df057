#include "chat/failures.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "chat/answer_json.h"
#include "chat/retry_after.h"
#include "json/json.h"

namespace sightline {
namespace {

using Kind = Failure::Kind;
using Trouble = Outcome::Trouble;

constexpr std::size_t kLongestMessage = 400;

Kind kind_of(Trouble trouble) {
  switch (trouble) {
    case Trouble::name_not_resolved:
      return Kind::name_not_resolved;
    case Trouble::refused_connection:
      return Kind::refused_connection;
    case Trouble::tls:
      return Kind::tls;
    case Trouble::connect_timeout:
    case Trouble::first_byte_timeout:
    case Trouble::total_timeout:
      return Kind::timeout;
    case Trouble::broken_connection:
      return Kind::broken_connection;
    case Trouble::answer_too_large:
      return Kind::answer_too_large;
    default:
      return Kind::harness;
  }
}

Kind kind_of(int status) {
  switch (status) {
    case 401:
      return Kind::unauthorized;
    case 403:
      return Kind::forbidden;
    case 404:
      return Kind::not_found;
    case 429:
      return Kind::rate_limited;
    default:
      break;
  }
  return status >= 500 ? Kind::server_error : Kind::bad_request;
}

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '*' || c == '+' || c == '/' || c == '=';
}

/// Servers quote the key that they refuse. What follows `mark` at the beginning of a word is masked where it is long
/// enough to be one.
std::string masked_after(std::string text, std::string_view mark) {
  constexpr std::size_t kShortestKey = 8;
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
    const bool begins_word = at == 0 || !is_key_character(text[at - 1]);
    at += mark.size();
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = std::find_if_not(begin, text.end(), is_key_character);
    if (begins_word && end - begin >= static_cast<std::ptrdiff_t>(kShortestKey)) text.replace(begin, end, "…");
  }
  return text;
}

/// A status as a number or as its digits.
std::optional<int> status_in(const Node& map, std::string_view key) {
  int status = static_cast<int>(std::min(number_of(map, key).value_or(0), 1000.0));
  const std::string_view digits = text_of(map, key);
  std::from_chars(digits.data(), digits.data() + digits.size(), status);
  if (status < 400 || status > 599) return std::nullopt;
  return status;
}

/// A message that is a string, or a list of strings or of {"msg"}.
std::string words_of(const Node* message) {
  if (!message) return {};
  if (message->is_string()) return message->string();
  if (!message->is_list()) return {};
  std::vector<std::string> words;
  for (const Node& item : message->list()) {
    words.push_back(item.is_string() ? item.string() : std::string(text_of(item, "msg")));
  }
  return join(words, "; ");
}

/// Servers without an error may say so with null, false, "" or {}.
bool says_something(const Node* error) {
  if (!error || error->is_null() || (error->is_boolean() && !error->boolean())) return false;
  return !(error->is_string() && error->string().empty()) && !(error->is_map() && error->map().empty());
}

struct Stated {
  std::string message;
  std::optional<int> status;
  std::string request_id;
};

/// {"error": {"message", "type", "code"}}
Stated inner_error(const Node& error) {
  Stated stated{words_of(error.find("message")), status_in(error, "code"), std::string(text_of(error, "request_id"))};
  if (stated.message.empty()) stated.message = text_of(error, "type");
  if (stated.message.empty()) stated.message = text_of(error, "code");
  const Node* metadata = error.find("metadata");  // What the provider behind a router said.
  const std::string_view raw = metadata ? text_of(*metadata, "raw") : "";
  if (!raw.empty()) stated.message += fmt::format(": {}", raw);
  return stated;
}

/// Both dialects. Where "error" is but a text, it names the class of the error, and "message" says more.
Stated stated_in(const Node& body) {
  const Node* error = body.is_string() ? &body : member_of(body, "error");
  Stated stated = error ? inner_error(*error) : Stated();
  if (stated.message.empty()) stated.message = words_of(body.find("message"));
  if (stated.message.empty()) stated.message = words_of(body.find("detail"));
  if (stated.message.empty()) stated.message = words_of(error);
  if (!stated.status) stated.status = status_in(body, "statusCode");
  if (stated.request_id.empty()) stated.request_id = text_of(body, "requestId");
  return stated;
}

Failure failed(const Outcome& outcome, Kind kind, std::string message) {
  Failure failure;
  failure.kind = kind;
  failure.status = outcome.status;
  failure.message = std::move(message);
  failure.request_id = outcome.header("x-request-id");
  failure.retry_after_ms = retry_after_ms(outcome);
  return failure;
}

/// For an error answer that says nothing that can be read.
std::string speechless(const Outcome& outcome) {
  const std::string_view begin = trimmed(std::string_view(outcome.body).substr(0, 200));
  if (outcome.status >= 300 && outcome.status < 400) {
    const std::string_view target = outcome.header("location");
    return fmt::format("the server redirects to {}, and redirects are not followed; correct base_url",
                       quoted(one_line(target.substr(0, target.find('?')))));
  }
  if (begin.empty()) return fmt::format("HTTP {} with an empty body", outcome.status);
  return fmt::format("HTTP {} with a body that is no error message: {}", outcome.status, quoted(one_line(begin)));
}

/// The embedded server tells a miss in several lines, which are kept.
bool is_miss(const Outcome& outcome) {
  return outcome.status == 404 && outcome.header("x-sightline-verdict") == "miss";
}

}  // namespace

std::string one_line(std::string_view text) {
  const std::string line = collapsed_spaces(repaired_utf8(text.substr(0, 16 * kLongestMessage)));
  return shortened(masked_after(masked_after(masked_after(line, "sk-"), "Bearer "), "bearer "), kLongestMessage);
}

Failure failure_of_trouble(const Outcome& outcome) {
  return failed(outcome, kind_of(outcome.trouble), outcome.trouble_text);
}

Failure failure_of_status(const Outcome& outcome) {
  const auto body = read_server_json(outcome.body);
  const Stated stated = body ? stated_in(*body) : Stated();
  const std::string message = one_line(stated.message);
  Failure failure = failed(outcome, kind_of(outcome.status), message.empty() ? speechless(outcome) : message);
  if (!stated.request_id.empty()) failure.request_id = stated.request_id;
  if (is_miss(outcome)) {
    failure.kind = Kind::missing_fixture;
    failure.message = stated.message;
  }
  return failure;
}

std::optional<Failure> stated_failure(const Node& part, const Outcome& outcome) {
  const bool second_dialect = !part.find("choices") && status_in(part, "statusCode");
  if (!says_something(part.find("error")) && !second_dialect) return std::nullopt;
  return failure_told_by(part, outcome);
}

Failure failure_told_by(const Node& part, const Outcome& outcome) {
  const Stated stated = stated_in(part);
  const std::string message = one_line(stated.message.empty() ? to_json(part) : stated.message);
  Failure failure = failed(outcome, Kind::server_error,
                           fmt::format("HTTP {} carries an error in place of an answer: {}", outcome.status, message));
  if (stated.status) {
    failure.status = *stated.status;
    failure.kind = kind_of(*stated.status);
  }
  if (!stated.request_id.empty()) failure.request_id = stated.request_id;
  return failure;
}

Failure unreadable(const Outcome& outcome, const std::string& why) {
  return failed(outcome, Kind::unreadable_answer, why);
}

Failure broken(const Outcome& outcome, const std::string& why) {
  return failed(outcome, Kind::broken_connection, why);
}

}  // namespace sightline

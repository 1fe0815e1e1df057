#include "run/answer_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/suggest.h"
#include "base/text.h"
#include "chat/answer_json.h"
#include "chat/chat.h"
#include "json/json.h"

namespace sightline {
namespace {

const std::vector<std::string> kKeys{"case",   "suite",  "prompt",        "model",
                                     "repeat", "answer", "finish_reason", "response"};
constexpr std::size_t kLongestMessage = 500;

Error shifted(Error error, const Place& place) {
  error.place.file = place.file;
  error.place.position.line = place.position.line;
  return error;
}

/// Reads the members of one line, and tells what is wrong with them.
class LineReader {
 public:
  LineReader(std::string_view line, const Place& place) : source_{place.file, std::string(line)}, place_(place) {}

  Expected<AnswerLine> read() {
    auto node = parse_json(source_);
    if (!node) {
      // A model may write half a surrogate pair, which the parser of what people write refuses.
      auto repaired = read_server_json(source_.text);
      if (!repaired) return tl::unexpected(Errors{shifted(std::move(node.error().front()), place_)});
      node = std::move(*repaired);
    }
    if (!node->is_map()) {
      tell(node->at, fmt::format("a line is {}, not an object", kind_name(node->kind())));
    } else if (node->find("custom_id")) {
      read_batch(*node);
    } else {
      read_own(*node);
    }
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    read_.exchange.provenance = {.source = "answers", .replayed = false};
    return std::move(read_);
  }

 private:
  void read_own(const Node& line) {
    for (const Node::Member& member : line.map()) {
      if (member.key.starts_with("x-") || std::ranges::find(kKeys, member.key) != kKeys.end()) continue;
      tell(member.key_at, fmt::format("unknown key {} (keys are {}, and x-…){}", quoted(member.key), join(kKeys, ", "),
                                      suggestion(member.key, kKeys)));
    }
    const std::string case_id = text_at(line, "case");
    if (case_id.empty() && !member_of(line, "case")) tell(line.at, "'case' is missing: whose answer is it?");
    read_.name = read_answer_name(case_id);
    take_name(line, "suite", read_.name.suite);
    take_name(line, "prompt", read_.name.prompt);
    take_name(line, "model", read_.name.model);
    take_repeat(line);
    const Node* answer = line.find("answer");
    const Node* response = line.find("response");
    if (!answer == !response) {
      tell(line.at, answer ? "'answer' and 'response' stand side by side: one of them is the answer"
                           : "'answer' (the text) or 'response' (a whole chat completion) is missing");
    } else if (answer && !answer->is_string()) {
      tell(answer->at, fmt::format("'answer' is {}, not a string; a whole chat completion goes under 'response'",
                                   kind_name(answer->kind())));
    } else if (answer) {
      Reply& reply = read_.exchange.reply.emplace();
      reply.text = answer->string();
      reply.finish_reason = text_at(line, "finish_reason");
    } else {
      take_completion(*response);
    }
  }

  void read_batch(const Node& line) {
    const std::string id = text_at(line, "custom_id");
    if (id.empty()) return tell(line.find("custom_id")->at, "'custom_id' is empty");
    read_.name = read_answer_name(id);
    const Node* error = member_of(line, "error");
    const Node* response = member_of(line, "response");
    if (error) {
      read_.exchange.failure = Failure{.kind = Failure::Kind::server_error, .message = batch_error(*error)};
    } else if (!response) {
      tell(line.at, "the line has neither a 'response' nor an 'error'");
    } else if (!response->is_map()) {
      tell(response->at, fmt::format("'response' is {}, not an object", kind_name(response->kind())));
    } else {
      take_batch_response(*response);
    }
  }

  void take_batch_response(const Node& response) {
    const auto status = count_of(response, "status_code");
    const Node* body = member_of(response, "body");
    if (!status || *status < 100 || *status > 599) {
      tell(response.at, "'status_code' of 'response' is no HTTP status");
    } else if (!body) {
      tell(response.at, "'response' has no 'body'");
    } else {
      take(decoded(static_cast<int>(*status), to_json(*body)));
    }
  }

  static std::string batch_error(const Node& error) {
    const std::string code(error.is_string() ? std::string_view(error.string()) : text_of(error, "code"));
    const std::string message(text_of(error, "message"));
    const std::string both = code + (code.empty() || message.empty() ? "" : ": ") + message;
    return both.empty() ? "the batch has no answer to it" : shortened(collapsed_spaces(both), kLongestMessage);
  }

  static Decoded decoded(int status, std::string body) {
    Outcome outcome;
    outcome.status = status;
    outcome.headers = {{"content-type", "application/json"}};
    outcome.body = std::move(body);
    return decode(outcome);
  }

  /// What is no chat completion is a slip of whoever wrote the file; a failure that it tells of is a result.
  void take_completion(const Node& response) {
    Decoded completion = decoded(200, to_json(response));
    if (!completion.answer && completion.answer.error().kind == Failure::Kind::unreadable_answer) {
      return tell(response.at, "'response' is no chat completion: " + completion.answer.error().message);
    }
    take(std::move(completion));
  }

  void take(Decoded completion) {
    if (completion.answer) {
      read_.exchange.reply = std::move(*completion.answer);
    } else {
      read_.exchange.failure = std::move(completion.answer.error());
    }
  }

  /// A string, or a number in its spelling; "" where there is none.
  std::string text_at(const Node& line, std::string_view key) {
    const Node* value = member_of(line, key);
    if (!value) return "";
    if (value->is_number()) return value->number_text();
    if (value->is_string() && !value->string().empty()) return value->string();
    tell(value->at, value->is_string() ? fmt::format("'{}' is empty", key)
                                       : fmt::format("'{}' is {}, not a string", key, kind_name(value->kind())));
    return "";
  }

  void take_name(const Node& line, std::string_view key, std::string& name) {
    const std::string said = text_at(line, key);
    if (said.empty()) return;
    if (!name.empty() && name != said) {
      tell(line.find(key)->at,
           fmt::format("'{}' is {}, but the case is named with {}", key, quoted(said), quoted(name)));
    }
    name = said;
  }

  void take_repeat(const Node& line) {
    const Node* value = member_of(line, "repeat");
    if (!value) return;
    const auto repeat = count_of(line, "repeat");
    if (!repeat || *repeat > 1'000'000) return tell(value->at, "'repeat' is no whole number from 0");
    read_.name.repeat = static_cast<unsigned>(*repeat);
  }

  void tell(Position at, std::string message) {
    errors_.push_back(shifted(source_.error_at(at, std::move(message)), place_));
  }

  Source source_;
  Place place_;
  AnswerLine read_;
  Errors errors_;
};

/// The number behind the last colon, which is cut off then.
std::optional<unsigned> take_repeat(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  unsigned repeat = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, trouble] = std::from_chars(text.data() + colon + 1, end, repeat);
  if (trouble != std::errc{} || stopped != end) return std::nullopt;
  text = text.substr(0, colon);
  return repeat;
}

}  // namespace

AnswerName read_answer_name(std::string_view text) {
  AnswerName name;
  name.repeat = take_repeat(text);
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos) {
    const std::string_view rest = text.substr(hash + 1);
    const std::size_t at = rest.find('@');
    name.prompt = rest.substr(0, at);
    if (at != std::string_view::npos) name.model = rest.substr(at + 1);
    text = text.substr(0, hash);
  }
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) name.suite = text.substr(0, slash);
  name.case_id = slash == std::string_view::npos ? text : text.substr(slash + 1);
  return name;
}

Expected<AnswerLine> read_answer_line(std::string_view line, const Place& place) {
  return LineReader(line, place).read();
}

Error error_at_member(std::string_view line, const Place& place, std::string_view key, std::string message) {
  const Source source{place.file, std::string(line)};
  const auto node = parse_json(source);
  const Node* member = nullptr;
  for (const std::string_view candidate : {key, std::string_view("custom_id"), std::string_view("case")}) {
    if (node && !member) member = node->find(candidate);
  }
  return shifted(source.error_at(member ? member->at : Position{1, 1}, std::move(message)), place);
}

}  // namespace sightline

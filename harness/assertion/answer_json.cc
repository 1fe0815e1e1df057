#include "assertion/answer_json.h"

#include <utility>

#include "assertion/assertion.h"
#include "assertion/json_spans.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

/// Reads candidates and remembers what was wrong with the first one that looks like JSON.
class Attempts {
 public:
  bool read(std::string_view candidate, AnswerJson::Path path) {
    const std::string_view text = trimmed(candidate);
    if (text.empty()) return false;
    auto value = parse_json(text);
    if (value) {
      answer = AnswerJson{.path = path, .value = std::move(*value)};
      return true;
    }
    const bool meant = text.front() == '{' || text.front() == '[';
    if (meant && answer.trouble.empty()) answer.trouble = told(value.error().front().message);
    return false;
  }

  AnswerJson answer;

 private:
  static std::string told(std::string message) {
    constexpr std::string_view kPrefix = "not JSON: ";
    return message.starts_with(kPrefix) ? message.substr(kPrefix.size()) : message;
  }
};

}  // namespace

std::string_view parse_path_name(AnswerJson::Path path) {
  switch (path) {
    case AnswerJson::Path::strict:
      return "strict";
    case AnswerJson::Path::fence:
      return "fence";
    case AnswerJson::Path::outermost:
      return "outermost";
    case AnswerJson::Path::unreadable:
      break;
  }
  return "unreadable";
}

AnswerJson read_answer_json(std::string_view text) {
  Attempts attempts;
  if (attempts.read(text, AnswerJson::Path::strict)) return attempts.answer;
  for (const std::string_view block : fenced_json(text)) {
    if (attempts.read(block, AnswerJson::Path::fence)) return attempts.answer;
  }
  for (const std::string_view candidate : outermost_json(text)) {
    if (attempts.read(candidate, AnswerJson::Path::outermost)) return attempts.answer;
  }
  return attempts.answer;
}

const AnswerJson& answer_json(const Observation& seen) {
  if (!seen.json) seen.json = std::make_shared<const AnswerJson>(read_answer_json(seen.reply.text));
  return *seen.json;
}

}  // namespace sightline

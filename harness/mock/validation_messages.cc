#include <algorithm>

#include "base/text.h"
#include "mock/validation_rules.h"

namespace sightline {
namespace {

Words roles(bool aimlapi) {
  if (aimlapi) return {"system", "user", "assistant", "tool"};
  return {"system", "developer", "user", "assistant", "tool", "function"};
}

Words user_parts(bool aimlapi) {
  if (aimlapi) return {"text", "image_url"};
  return {"text", "image_url", "input_audio", "file"};
}

/// Holds one message after the other against the rules of its role.
class MessageCheck {
 public:
  MessageCheck(const std::vector<ImageFacts>& images, FaultCollector& faults) : images_(images), faults_(faults) {}

  void check(const Spot& message) {
    if (!faults_.expect_map(message)) return;
    const Spot role = message.member("role");
    if (!faults_.expect_one_of(role, roles(faults_.aimlapi()))) return;
    check_content(message, role.text());
    check_name(message, role.text());
    if (role.text() == "assistant") check_assistant(message);
    if (role.text() == "tool") faults_.expect_string(message.member("tool_call_id"));
    if (faults_.aimlapi()) check_closed(message, role.text());
  }

 private:
  void check_content(const Spot& message, std::string_view role) {
    const Spot content = message.member("content");
    if (role == "user") return check_parts(content, user_parts(faults_.aimlapi()));
    if (role == "assistant") return check_assistant_content(message);
    if (role == "function") {
      if (!content.is_null()) faults_.expect_string(content);
    } else if (role == "tool" && faults_.aimlapi()) {
      faults_.expect_string(content);
    } else {
      check_text_content(content, faults_);
    }
  }

  /// May be left out, or be null, where the message says something else.
  void check_assistant_content(const Spot& message) {
    const Spot content = message.member("content");
    const bool may_be_null = !faults_.aimlapi();
    if (content.is_there() && !(content.is_null() && may_be_null)) return check_parts(content, {"text", "refusal"});
    for (const char* instead : {"tool_calls", "function_call", "refusal", "audio"}) {
      const Spot other = message.member(instead);
      if (other.is_there() && !other.is_null()) return;
    }
    faults_.add(content, "string or array of content parts, for there are no 'tool_calls'");
  }

  void check_parts(const Spot& content, const Words& kinds) {
    if (content.is_string()) return;
    if (!faults_.expect_list(content, "string or array of content parts")) return;
    for (std::size_t i = 0; i < content.items(); ++i) check_part(content.item(i), kinds);
  }

  void check_part(const Spot& part, const Words& kinds) {
    if (!faults_.expect_map(part, R"(object such as {"type": "text", "text": "…"})")) return;
    const Spot type = part.member("type");
    if (!faults_.expect_one_of(type, kinds)) return;
    const Spot body = part.member(type.text());
    if (type.text() == "image_url") return check_image(body, images_, faults_);
    if (type.text() == "input_audio") return check_audio(body);
    if (type.text() == "file") return check_file(body);
    faults_.expect_string(body);
  }

  void check_audio(const Spot& audio) {
    if (!faults_.expect_map(audio)) return;
    faults_.expect_text(audio.member("data"));
    faults_.expect_one_of(audio.member("format"), {"wav", "mp3"});
  }

  void check_file(const Spot& file) {
    if (!faults_.expect_map(file)) return;
    const bool has_id = file.member("file_id").is_there();
    faults_.expect_text(file.member(has_id ? "file_id" : "file_data"));
  }

  void check_assistant(const Spot& message) {
    const Spot calls = message.member("tool_calls");
    if (calls.is_there()) check_tool_calls(calls, faults_);
    const Spot refusal = message.member("refusal");
    if (refusal.is_there() && !refusal.is_null()) faults_.expect_string(refusal);
  }

  void check_name(const Spot& message, std::string_view role) {
    const Spot name = message.member("name");
    if (!name.is_there() && role != "function") return;
    if (name.is_null() && role == "tool" && faults_.aimlapi()) return;
    const std::string_view text = name.text();
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
      return (c >= 0 && c <= ' ') || c == '<' || c == '>' || c == '|' || c == '\\' || c == '/';
    });
    if (text.empty() || !plain || code_point_count(repaired_utf8(text)) > 64) {
      faults_.add(name, R"(string of 1 to 64 characters without blanks and < > | \ /)");
    }
  }

  /// What this API's schema allows no other member.
  void check_closed(const Spot& message, std::string_view role) {
    if (role == "system") faults_.expect_only(message, {"role", "content", "name"});
    if (role == "tool") faults_.expect_only(message, {"role", "content", "tool_call_id", "name"});
  }

  const std::vector<ImageFacts>& images_;
  FaultCollector& faults_;
};

}  // namespace

void check_text_content(const Spot& content, FaultCollector& faults) {
  if (content.is_string() || !faults.expect_list(content, "string or array of text parts")) return;
  for (std::size_t i = 0; i < content.items(); ++i) {
    const Spot part = content.item(i);
    if (!faults.expect_map(part, R"(object {"type": "text", "text": "…"})")) continue;
    if (faults.expect_one_of(part.member("type"), {"text"})) faults.expect_string(part.member("text"));
  }
}

void check_messages(const Spot& messages, const std::vector<ImageFacts>& images, FaultCollector& faults) {
  if (!faults.expect_list(messages, "array of at least one message")) return;
  MessageCheck check(images, faults);
  for (std::size_t i = 0; i < messages.items(); ++i) check.check(messages.item(i));
}

}  // namespace sightline

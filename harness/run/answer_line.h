#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/result.h"

namespace sightline {

/// Whose answer a line of an answers file holds, as far as it says so. What it leaves out is empty.
struct AnswerName {
  std::string suite = {};
  std::string case_id = {};
  std::string prompt = {};
  std::string model = {};
  std::optional<unsigned> repeat = {};  ///< From 0.
};

/// "receipts/cafe#terse@qwen3-vl-32b:1", or a part of it that names the case: "cafe", "receipts/cafe", "cafe:1".
AnswerName read_answer_name(std::string_view text);

/// One line of an answers file: an answer, or why there is none.
struct AnswerLine {
  AnswerName name;
  Exchange exchange;
};

/// Reads a line: {"case", "suite"?, "prompt"?, "model"?, "repeat"?, "answer", "finish_reason"?}, the same with
/// "response", a whole chat completion, in place of "answer", or a line of a batch's output, {"custom_id", "response":
/// {"status_code", "body"}, "error"}, whose failures are results like any other. Errors: all that is wrong with the
/// line, at its place, which `place` begins.
Expected<AnswerLine> read_answer_line(std::string_view line, const Place& place);

/// An error at the member `key` of a line, or at its custom_id or case, where it stands in that.
Error error_at_member(std::string_view line, const Place& place, std::string_view key, std::string message);

}  // namespace sightline

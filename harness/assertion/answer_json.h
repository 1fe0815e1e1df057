#pragma once

#include <string>
#include <string_view>

#include "model/node.h"

namespace sightline {

struct Observation;

/// An answer read as JSON: strictly; else the first fenced block (``` or ```json, closed or not) that is JSON; else the
/// longest span from the first '{' to the last '}', or from the first '[' to the last ']', if that is JSON and no part
/// of something that was not closed.
struct AnswerJson {
  enum class Path { unreadable, strict, fence, outermost };
  Path path = Path::unreadable;
  Node value = {};
  /// Why it is unreadable, where it was clearly meant to be JSON: "a string has no closing quote".
  std::string trouble = {};
};

/// "strict", "fence", "outermost": what a verdict's evidence tells as `parse_path`.
std::string_view parse_path_name(AnswerJson::Path path);

AnswerJson read_answer_json(std::string_view text);

/// The answer of an observation, read once and kept there.
const AnswerJson& answer_json(const Observation& seen);

}  // namespace sightline

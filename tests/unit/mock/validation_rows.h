#pragma once

#include <string>
#include <vector>

#include "mock/validation.h"

namespace sightline::validation_rows {

/// The same faults as by OpenAI's rules.
inline constexpr const char* kSame = "as openai";

/// What a row writes: a member beside model and messages, the messages' only message, a part of a user's message, the
/// url of an image, or the whole body.
enum class What { member, message, part, url, body };

struct Row {
  What what;
  std::string json;
  /// A line per fault: "pointer: expected / received"; "": the request is right.
  std::string openai;
  std::string aimlapi = kSame;
};

std::string body_of(const Row& row);
/// JSON that a test wrote.
Node parsed(const std::string& json);
/// The faults as rows write them.
std::string told(const RequestFaults& faults);
/// Holds each row against both lists of rules, and against none.
void check_rows(const std::vector<Row>& rows);

}  // namespace sightline::validation_rows

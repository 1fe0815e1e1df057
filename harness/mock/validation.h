#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/image_facts.h"
#include "model/node.h"

namespace sightline {

/// Whose rules a request is held to. `aimlapi` is OpenAI's rules with that API's ranges and closed lists on top.
enum class ValidationRules { off, openai, aimlapi };

/// The rules of that name: "off", "openai", "aimlapi".
std::optional<ValidationRules> validation_rules_named(std::string_view name);

/// One thing that is wrong with a chat completion request.
struct RequestFault {
  std::string pointer;   ///< RFC 6901: "/messages/0/role".
  std::string param;     ///< The same as these APIs write it: "messages[0].role"; "" for the whole body.
  std::string expected;  ///< "number from 0 to 2"
  std::string received;  ///< The value, shortened: "3.5", "'usr'", "array of 2", "nothing".
  std::string message;   ///< All of it, on one line.
};

/// What is wrong with a request, in the order in which it is read.
struct RequestFaults {
  static constexpr std::size_t kMost = 20;
  std::vector<RequestFault> first;  ///< At most kMost.
  std::size_t more = 0;             ///< Faults beyond those.
  bool empty() const { return first.empty(); }
};

/// Holds the body of a chat completion request against the rules of an API. Members that the rules do not know pass,
/// save where the API's own lists are closed. An integer may be written with a fraction of zero (8.0): programs that
/// know but one kind of number cannot tell the two apart. `images` are those whose data was taken out of the body.
RequestFaults validate_request(const Node& body, const std::vector<ImageFacts>& images, ValidationRules rules);

/// "Body validation error: …", a line for each fault.
std::string validation_message(const RequestFaults& faults);

}  // namespace sightline

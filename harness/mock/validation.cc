#include "mock/validation.h"

#include <fmt/format.h>

#include "base/text.h"
#include "mock/validation_rules.h"

namespace sightline {

std::optional<ValidationRules> validation_rules_named(std::string_view name) {
  if (name == "off") return ValidationRules::off;
  if (name == "openai") return ValidationRules::openai;
  if (name == "aimlapi") return ValidationRules::aimlapi;
  return std::nullopt;
}

RequestFaults validate_request(const Node& body, const std::vector<ImageFacts>& images, ValidationRules rules) {
  if (rules == ValidationRules::off) return {};
  FaultCollector faults(rules);
  const Spot root(body);
  if (faults.expect_map(root)) {
    faults.expect_text(root.member("model"));
    check_messages(root.member("messages"), images, faults);
    check_parameters(root, faults);
    check_tools(root, faults);
    check_response_format(root.member("response_format"), faults);
  }
  return faults.take();
}

std::string validation_message(const RequestFaults& faults) {
  std::vector<std::string> lines;
  for (const RequestFault& fault : faults.first) lines.push_back(fault.message);
  if (faults.more > 0) lines.push_back(fmt::format("and {} more", faults.more));
  return "Body validation error: " + join(lines, "\n");
}

}  // namespace sightline

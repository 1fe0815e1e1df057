#include "assertion/called_function.h"

#include <utility>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

std::optional<JsonExpectation> read_arguments(Options& options) {
  const Node* value = options.find("arguments");
  if (value == nullptr) return std::nullopt;
  if (!value->is_map()) {
    options.refuse("arguments", "a map of equals, subset or schema");
    return std::nullopt;
  }
  Options inner("arguments", "", *value, value->at, options.compilation());
  JsonExpectation expectation(inner);
  inner.finish();
  if (value->map().empty()) options.refuse("arguments", "equals, subset or schema");
  return expectation;
}

}  // namespace

CalledFunction::CalledFunction(Options& options) {
  if (options.find("name") != nullptr) {
    name_ = options.text("name").value_or("?");
    if (name_.empty()) options.refuse("name", "the name of a function");
  }
  arguments_ = read_arguments(options);
}

Expected<CalledFunction::Fit> CalledFunction::fit(const ToolCall& call, std::vector<std::string>& problems) const {
  if (!name_.empty() && call.name != name_) return Fit::other;
  if (!arguments_) return Fit::matches;
  const auto arguments = parse_json(call.arguments);
  if (!arguments) {
    problems.push_back(arguments.error().front().message);
    return Fit::unreadable;
  }
  auto found = arguments_->problems(*arguments);
  if (!found) return tl::unexpected(std::move(found.error()));
  for (const std::string& text : texts_of(*found)) problems.push_back(text);
  return found->empty() ? Fit::matches : Fit::other;
}

std::string CalledFunction::name_text() const {
  return name_.empty() ? "any function" : quoted(name_);
}

std::string CalledFunction::text() const {
  std::string text = name_text();
  if (arguments_) text += " with arguments that " + arguments_->text("", "");
  return text;
}

}  // namespace sightline

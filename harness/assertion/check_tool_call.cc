#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/json_expectation.h"
#include "assertion/option_schema.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kShownArguments = 60;

/// `get_weather({"city":"Lyon"})`
std::string call_text(const ToolCall& call) {
  return fmt::format("{}({})", unquoted(call.name), unquoted(call.arguments, kShownArguments));
}

std::string what_was_called(const Reply& reply) {
  if (reply.tool_calls.empty()) return "but the answer calls nothing; " + what_came(reply);
  std::vector<std::string> calls;
  for (const ToolCall& call : reply.tool_calls) calls.push_back(call_text(call));
  return "got " + first_few(calls);
}

/// The calls of one name, sorted by what their arguments are found to be.
struct Calls {
  std::size_t matching = 0;
  std::size_t unreadable = 0;         ///< Their arguments are no JSON.
  std::vector<std::string> problems;  ///< Of those that do not match.
};

class ToolCallCheck final : public Check {
 public:
  ToolCallCheck(std::string name, std::optional<JsonExpectation> arguments, std::optional<std::size_t> count)
      : name_(std::move(name)), arguments_(std::move(arguments)), count_(count) {}

  Verdict judge(const Observation& seen) const override {
    Calls calls;
    for (const ToolCall& call : seen.reply.tool_calls) {
      if (call.name != name_) continue;
      const auto looked_at = look_at(call, calls);
      if (!looked_at) return trouble("cannot check the arguments: " + messages(looked_at.error()));
    }
    Verdict verdict = holds(calls) ? passed(fmt::format("the answer calls {} {}", quoted(name_), times(calls.matching)))
                                   : fail(seen.reply, calls);
    verdict.value = static_cast<double>(calls.matching);
    verdict.unit = "calls";
    return verdict;
  }

 private:
  bool holds(const Calls& calls) const { return count_ ? calls.matching == *count_ : calls.matching > 0; }

  static std::string times(std::size_t count) { return count == 1 ? "once" : fmt::format("{} times", count); }

  Expected<void> look_at(const ToolCall& call, Calls& calls) const {
    if (!arguments_) {
      ++calls.matching;
      return {};
    }
    const auto arguments = parse_json(call.arguments);
    if (!arguments) {
      ++calls.unreadable;
      calls.problems.push_back(arguments.error().front().message);
      return {};
    }
    auto problems = arguments_->problems(*arguments);
    if (!problems) return tl::unexpected(std::move(problems.error()));
    if (problems->empty()) ++calls.matching;
    calls.problems.insert(calls.problems.end(), problems->begin(), problems->end());
    return {};
  }

  /// Where a call that cannot be read could have been the one, nothing is proved.
  Verdict fail(const Reply& reply, const Calls& calls) const {
    const bool open = calls.unreadable > 0 && calls.matching < count_.value_or(1);
    const std::string why = calls.problems.empty() ? "" : " (" + first_few(calls.problems) + ")";
    return failed(fmt::format("expected {}, {}{}", expectation(), what_was_called(reply), why),
                  open ? Verdict::Outcome::unparsed : Verdict::Outcome::judged);
  }

  std::string expectation() const {
    std::string text = count_ ? counted(*count_, "call") : "a call";
    text += " of " + quoted(name_);
    if (arguments_) text += " with arguments that " + arguments_->text("", "");
    return text;
  }

  std::string name_;
  std::optional<JsonExpectation> arguments_;
  std::optional<std::size_t> count_;
};

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

std::unique_ptr<const Check> compile(Options& options) {
  auto name = options.needed_text("name", "the name of the function");
  if (name && name->empty()) options.refuse("name", "the name of a function");
  auto arguments = read_arguments(options);
  const auto count = options.count("count", 1);
  if (!name) return nullptr;
  return std::make_unique<ToolCallCheck>(std::move(*name), std::move(arguments), count);
}

Node schema() {
  return OptionSchema()
      .short_form(R"({"type": "string", "minLength": 1})")
      .option("name", R"({"type": "string", "minLength": 1})", OptionSchema::Need::required)
      .option("arguments", R"({"type": "object", "minProperties": 1, "additionalProperties": false, "properties": {
        "equals": {"description": "The arguments, whole"},
        "subset": {"type": ["object", "array", "string"], "description": "What they must include"},
        "schema": {"type": ["string", "object"], "description": "A JSON Schema: its path, or in place"}}})")
      .option("count", R"({"type": "integer", "minimum": 1, "description":
        "How many such calls there must be; without it, one or more"})")
      .node();
}

}  // namespace

AssertionKind kind_of_tool_call() {
  return {.name = "tool_call",
          .family = "response",
          .summary = "The answer calls this function, with these arguments.",
          .example = "tool_call: {name: get_weather, arguments: {subset: {city: Paris}}}",
          .short_option = "name",
          .schema = schema,
          .compile = compile};
}

}  // namespace sightline

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "assertion/bounds.h"
#include "assertion/called_function.h"
#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

using Fit = CalledFunction::Fit;

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

/// What the calls of an answer were found to be.
struct Calls {
  std::size_t matching = 0;
  std::size_t unreadable = 0;         ///< Their arguments are no JSON.
  std::vector<std::string> problems;  ///< Of those that do not match.
};

Verdict with_count(Verdict verdict, const Calls& calls) {
  verdict.value = static_cast<double>(calls.matching);
  verdict.unit = "calls";
  return verdict;
}

/// Where a call that cannot be read could have been the one, nothing is proved.
Verdict not_called(const std::string& expectation, const Reply& reply, const Calls& calls, bool could_be_unreadable) {
  const std::string why = calls.problems.empty() ? "" : " (" + first_few(calls.problems) + ")";
  return failed(fmt::format("expected {}, {}{}", expectation, what_was_called(reply), why),
                could_be_unreadable && calls.unreadable > 0 ? Verdict::Outcome::unparsed : Verdict::Outcome::judged);
}

std::string times(std::size_t count) {
  return count == 1 ? "once" : fmt::format("{} times", count);
}

/// So many calls of one function, wherever they stand.
class CountedCalls final : public Check {
 public:
  CountedCalls(CalledFunction function, Bounds bounds) : function_(std::move(function)), bounds_(bounds) {}

  Verdict judge(const Observation& seen) const override {
    Calls calls;
    for (const ToolCall& call : seen.reply.tool_calls) {
      const auto fit = function_.fit(call, calls.problems);
      if (!fit) return trouble("cannot check the arguments: " + messages(fit.error()));
      calls.matching += *fit == Fit::matches ? 1 : 0;
      calls.unreadable += *fit == Fit::unreadable ? 1 : 0;
    }
    const auto count = static_cast<double>(calls.matching);
    const bool could_be_more = count < bounds_.min.value_or(0);
    return with_count(bounds_.hold(count) ? passed(finding(calls.matching))
                                          : not_called(expectation(), seen.reply, calls, could_be_more),
                      calls);
  }

 private:
  std::string finding(std::size_t count) const {
    if (count == 0) return fmt::format("the answer does not call {}", function_.text());
    return fmt::format("the answer calls {} {}", function_.name_text(), times(count));
  }

  std::string expectation() const {
    if (bounds_.max == 0.0) return fmt::format("no call of {}", function_.text());
    if (bounds_.min == 1.0 && !bounds_.max) return fmt::format("a call of {}", function_.text());
    if (bounds_.min == bounds_.max) {
      return fmt::format("{} of {}", counted(static_cast<std::size_t>(*bounds_.min), "call"), function_.text());
    }
    const bool one = bounds_.max.value_or(bounds_.min.value_or(0)) == 1;
    return fmt::format("{} call{} of {}", bounds_.text(Quantity::count), one ? "" : "s", function_.text());
  }

  CalledFunction function_;
  Bounds bounds_;
};

/// Calls in an order; where `strict`, just these, else others may stand between them.
class OrderedCalls final : public Check {
 public:
  OrderedCalls(std::vector<CalledFunction> functions, bool strict)
      : functions_(std::move(functions)), strict_(strict) {}

  Verdict judge(const Observation& seen) const override {
    Calls calls;
    bool others = false;
    for (const ToolCall& call : seen.reply.tool_calls) {
      const bool is_done = calls.matching == functions_.size();
      const auto fit = is_done ? Fit::other : functions_[calls.matching].fit(call, calls.problems);
      if (!fit) return trouble("cannot check the arguments: " + messages(fit.error()));
      calls.matching += *fit == Fit::matches ? 1 : 0;
      calls.unreadable += *fit == Fit::unreadable ? 1 : 0;
      others = others || *fit != Fit::matches;
      if (strict_ && others) break;
    }
    const bool holds = calls.matching == functions_.size() && !(strict_ && others);
    return with_count(holds ? passed(fmt::format("the answer calls {}", sequence()))
                            : not_called(expectation(), seen.reply, calls, true),
                      calls);
  }

 private:
  std::string sequence() const {
    std::vector<std::string> texts;
    for (const CalledFunction& function : functions_) texts.push_back(function.text());
    return join(texts, ", then ");
  }

  std::string expectation() const {
    return fmt::format("{} {}{}", functions_.size() == 1 ? "a call of" : "calls of", sequence(),
                       strict_ ? " and no other" : "");
  }

  std::vector<CalledFunction> functions_;
  bool strict_;
};

/// One item of `calls`: a name, or a map of name and arguments.
std::optional<CalledFunction> read_item(const Node& item, Options& options) {
  if (!item.is_string() && !item.is_map()) {
    options.tell(&item,
                 fmt::format("'calls' of 'tool_call' wants names, or maps of name and arguments, got {}", named(item)));
    return std::nullopt;
  }
  Options inner("calls", "name", item, item.at, options.compilation());
  inner.need("name", "the name of the function");
  CalledFunction function(inner);
  inner.finish();
  return function;
}

std::unique_ptr<const Check> compile_ordered(Options& options, const Node& list, bool strict) {
  for (const char* other : {"name", "arguments", "count", "min", "max"}) {
    if (const Node* value = options.find(other)) {
      options.tell(value, fmt::format("'tool_call' takes 'calls', or '{}', not both", other));
    }
  }
  if (!list.is_list() || list.list().empty()) {
    options.refuse("calls", "a list of the calls in their order");
    return nullptr;
  }
  std::vector<CalledFunction> functions;
  for (const Node& item : list.list()) {
    if (auto function = read_item(item, options)) functions.push_back(std::move(*function));
  }
  return std::make_unique<OrderedCalls>(std::move(functions), strict);
}

/// How many calls there must be: one or more where nothing is said.
std::optional<Bounds> read_number(Options& options) {
  const auto count = options.count("count");
  const bool is_bounded = options.find("min") != nullptr || options.find("max") != nullptr;
  if (options.find("count") != nullptr && is_bounded) {
    options.tell(options.find("count"), "'tool_call' takes 'count', or 'min' and 'max', not both");
  }
  if (is_bounded) return read_bounds(options, Quantity::count);
  if (!count) return Bounds{.min = 1, .max = {}};
  const auto exactly = static_cast<double>(*count);
  return Bounds{.min = exactly, .max = exactly};
}

std::unique_ptr<const Check> compile_tool_call(Options& options) {
  const bool strict = options.flag("strict").value_or(false);
  if (const Node* list = options.find("calls")) return compile_ordered(options, *list, strict);
  if (const Node* written = options.find("strict")) options.tell(written, "'strict' of 'tool_call' goes with 'calls'");
  CalledFunction function(options);
  const auto bounds = read_number(options);
  const bool asks_number = options.find("count") || options.find("min") || options.find("max");
  if (function.is_any() && (!asks_number || options.find("arguments") != nullptr)) {
    options.need("name", "the name of the function");
  }
  if (!bounds) return nullptr;
  return std::make_unique<CountedCalls>(std::move(function), *bounds);
}

Node tool_call_schema() {
  constexpr std::string_view kArguments = R"({"type": "object", "minProperties": 1, "additionalProperties": false,
    "properties": {
      "equals": {"description": "The arguments, whole"},
      "subset": {"type": ["object", "array", "string"], "description": "What they must include"},
      "schema": {"type": ["string", "object"], "description": "A JSON Schema: its path, or in place"},
      "ignore": {"type": ["string", "array"], "items": {"type": "string"},
        "description": "Paths that do not count, as jq writes them: .date"}}})";
  const std::string calls = fmt::format(
      R"({{"type": "array", "minItems": 1, "description": "The calls in their order; others may stand between them",
      "items": {{"anyOf": [{{"type": "string", "minLength": 1}},
        {{"type": "object", "required": ["name"], "additionalProperties": false,
          "properties": {{"name": {{"type": "string", "minLength": 1}}, "arguments": {}}}}}]}}}})",
      kArguments);
  return OptionSchema()
      .short_form(R"({"type": "string", "minLength": 1})")
      .option("name", R"({"type": "string", "minLength": 1})")
      .option("arguments", kArguments)
      .option("count", R"({"type": "integer", "minimum": 0, "description":
        "How many such calls there must be; without it, one or more"})")
      .option("min", kCountSchema)
      .option("max", kCountSchema)
      .option("calls", calls)
      .option("strict", R"({"type": "boolean", "description": "Just `calls`, and no other"})")
      .node();
}

}  // namespace

AssertionKind kind_of_tool_call() {
  return {
      .name = "tool_call",
      .family = "response",
      .summary = "The answer calls this function, with these arguments, so many times; or these functions in order.",
      .example = "tool_call: {name: get_weather, arguments: {subset: {city: Paris}}}",
      .example_pass = "{tool_calls: [{name: get_weather, arguments: '{\"city\": \"Paris\"}'}]}",
      .example_fail = "{tool_calls: [{name: get_weather, arguments: '{\"city\": \"Rome\"}'}]}",
      .short_option = "name",
      .schema = tool_call_schema,
      .compile = compile_tool_call};
}

}  // namespace sightline

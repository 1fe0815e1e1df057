#include <fmt/format.h>

#include "base/text.h"
#include "mock/validation_rules.h"

namespace sightline {
namespace {

constexpr std::size_t kMostTools = 128;

/// OpenAI has tools of free text beside functions.
Words tool_types(bool aimlapi) {
  if (aimlapi) return {"function"};
  return {"function", "custom"};
}

void check_optional_string(const Spot& spot, FaultCollector& faults) {
  if (spot.is_there()) faults.expect_string(spot);
}

void check_strict(const Spot& strict, FaultCollector& faults) {
  if (strict.is_there() && !strict.is_null()) faults.expect_boolean(strict);
}

void check_function(const Spot& function, FaultCollector& faults) {
  if (!faults.expect_map(function)) return;
  faults.expect_name(function.member("name"));
  check_optional_string(function.member("description"), faults);
  const Spot parameters = function.member("parameters");
  if (parameters.is_there() || faults.aimlapi()) faults.expect_map(parameters, "object, a JSON Schema");
  check_strict(function.member("strict"), faults);
  if (faults.aimlapi()) faults.expect_only(function, {"name", "description", "parameters", "strict"});
}

void check_tool(const Spot& tool, FaultCollector& faults) {
  if (!faults.expect_map(tool)) return;
  const Spot type = tool.member("type");
  if (!faults.expect_one_of(type, tool_types(faults.aimlapi()))) return;
  if (faults.aimlapi()) faults.expect_only(tool, {"type", "function"});
  if (type.text() == "function") return check_function(tool.member("function"), faults);
  const Spot custom = tool.member("custom");
  if (faults.expect_map(custom)) faults.expect_name(custom.member("name"));
}

bool has_tool(const Spot& tools, std::string_view type, std::string_view name) {
  for (std::size_t i = 0; i < tools.items(); ++i) {
    const Spot tool = tools.item(i);
    const Spot body = tool.member(type);
    if (body.member("name").text() == name) return true;
  }
  return false;
}

void check_named_choice(const Spot& choice, const Spot& tools, FaultCollector& faults) {
  const Spot type = choice.member("type");
  if (!faults.aimlapi() && type.text() == "allowed_tools") return;
  if (!faults.expect_one_of(type, tool_types(faults.aimlapi()))) return;
  const Spot named = choice.member(type.text());
  if (!faults.expect_map(named, R"(object {"name": "…"})")) return;
  const Spot name = named.member("name");
  if (faults.expect_text(name) && !has_tool(tools, type.text(), name.text())) {
    faults.add(name, "name of one of the 'tools'");
  }
}

void check_choice(const Spot& choice, const Spot& tools, FaultCollector& faults) {
  if (!choice.is_there()) return;
  if (choice.is_map()) return check_named_choice(choice, tools, faults);
  if (!choice.is_string()) {
    return faults.add(choice, R"('none' | 'auto' | 'required' | {"type": "function", "function": {"name": "…"}})");
  }
  if (!faults.expect_one_of(choice, {"none", "auto", "required"})) return;
  if (!tools.is_there()) faults.add(choice, "no 'tool_choice' where there are no 'tools'");
}

}  // namespace

void check_tools(const Spot& body, FaultCollector& faults) {
  const Spot tools = body.member("tools");
  if (tools.is_there() && faults.expect_list(tools, "array of 1 to 128 tools", kMostTools)) {
    for (std::size_t i = 0; i < tools.items(); ++i) check_tool(tools.item(i), faults);
  }
  check_choice(body.member("tool_choice"), tools, faults);
}

void check_tool_calls(const Spot& calls, FaultCollector& faults) {
  if (!faults.expect_list(calls, "array of at least one tool call")) return;
  for (std::size_t i = 0; i < calls.items(); ++i) {
    const Spot call = calls.item(i);
    if (!faults.expect_map(call)) continue;
    faults.expect_string(call.member("id"));
    const Spot type = call.member("type");
    if (!faults.expect_one_of(type, tool_types(faults.aimlapi()))) continue;
    const Spot called = call.member(type.text());
    if (!faults.expect_map(called)) continue;
    faults.expect_text(called.member("name"));
    faults.expect_string(called.member(type.text() == "function" ? "arguments" : "input"));
  }
}

void check_response_format(const Spot& format, FaultCollector& faults) {
  if (!format.is_there() || !faults.expect_map(format, R"(object such as {"type": "json_object"})")) return;
  const Spot type = format.member("type");
  if (!faults.expect_one_of(type, {"text", "json_object", "json_schema"})) return;
  const bool has_schema = type.text() == "json_schema";
  if (faults.aimlapi()) faults.expect_only(format, has_schema ? Words{"type", "json_schema"} : Words{"type"});
  if (!has_schema) return;
  const Spot named = format.member("json_schema");
  if (!faults.expect_map(named, R"(object {"name": "…", "schema": {…}})")) return;
  faults.expect_name(named.member("name"));
  const Spot schema = named.member("schema");
  if (schema.is_there() || !faults.aimlapi()) faults.expect_map(schema, "object, a JSON Schema");
  check_optional_string(named.member("description"), faults);
  check_strict(named.member("strict"), faults);
  if (faults.aimlapi()) faults.expect_only(named, {"name", "schema", "description", "strict"});
}

}  // namespace sightline

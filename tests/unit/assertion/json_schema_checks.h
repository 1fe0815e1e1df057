#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "assertion/json_schema.h"
#include "fakes/memory_files.h"
#include "json/json.h"

namespace sightline {

using Compiled = Expected<std::shared_ptr<const JsonSchema>>;

inline const std::string kSeven = R"("$schema": "http://json-schema.org/draft-07/schema#")";

inline Compiled compile(const std::string& text, const fakes::MemoryFiles& files = {}) {
  const Source source{"schemas/receipt.json", text};
  const auto node = parse_json(source);
  INFO(text);
  INFO((node ? std::string() : render(node.error())));
  REQUIRE(node.has_value());
  return JsonSchema::compile(*node, source, files, "/project/schemas", "/project");
}

/// What is wrong with a value, a line each: "POINTER: MESSAGE".
inline std::string wrong(const std::string& schema, const std::string& value, const fakes::MemoryFiles& files = {}) {
  const Compiled compiled = compile(schema, files);
  INFO(schema);
  INFO((compiled ? std::string() : render(compiled.error())));
  REQUIRE(compiled.has_value());
  const auto violations = (*compiled)->validate(*parse_json(value));
  if (!violations) return "ERROR " + violations.error().front().message;
  std::string out;
  for (const SchemaViolation& violation : *violations)
    out += violation.instance_pointer + ": " + violation.message + "\n";
  return out;
}

/// The errors of a schema that does not compile, a line each: "LINE:COLUMN: MESSAGE".
inline std::string refusal(const std::string& schema, const fakes::MemoryFiles& files = {}) {
  const Compiled compiled = compile(schema, files);
  INFO(schema);
  REQUIRE_FALSE(compiled.has_value());
  std::string out;
  for (const Error& error : compiled.error()) {
    CHECK_FALSE(error.source_line.empty());
    const bool own = error.place.file == "schemas/receipt.json";
    out += (own ? "" : error.place.file + ":") + std::to_string(error.place.position.line) + ":" +
           std::to_string(error.place.position.column) + ": " + error.message + "\n";
  }
  return out;
}

}  // namespace sightline

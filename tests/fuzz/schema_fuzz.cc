// Any JSON as a schema, and any as the value that is held against it: what is wrong with the one is told where it
// stands, and what is wrong with the other by pointers that lead somewhere.

#include <cstdint>
#include <string>
#include <vector>

#include "assertion/json_schema.h"
#include "fakes/memory_files.h"
#include "fuzz/checks.h"
#include "json/json.h"

namespace sightline {
namespace {

using fuzz::expect;

void check_value(const JsonSchema& schema, const Node& value) {
  const auto found = schema.validate(value);
  if (!found) return fuzz::expect_told(found.error(), "", "");
  for (const SchemaViolation& violation : *found) {
    expect(!violation.message.empty() && is_utf8(violation.message), "a violation can be shown");
    expect(at_pointer(value, violation.instance_pointer) != nullptr, "a violation stands in the value");
  }
  const auto first = schema.validate(value, 1);
  expect(first && first->size() <= 1 && first->empty() == found->empty(), "one violation is as wrong as many");
}

void check(const Source& source, const Node& schema, const Node& value, bool lenient) {
  fakes::MemoryFiles files;
  files.put("/p/item.json", R"({"type": "object", "properties": {"next": {"$ref": "item.json"}}})");
  JsonSchema::Options options;
  options.ignore_unknown = lenient;
  const auto compiled = JsonSchema::compile(schema, source, files, "/p", "/p", options);
  if (!compiled) return fuzz::expect_told(compiled.error(), source.path, source.text);
  check_value(**compiled, value);
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sightline;
  const auto [schema_text, value_text] = fuzz::two_texts({reinterpret_cast<const char*>(data), size});
  const Source source{"schema.json", schema_text};
  const auto schema = parse_json(source);
  const auto value = parse_json(value_text);
  if (!schema || !value) return 0;
  check(source, *schema, *value, false);
  check(source, *schema, *value, true);
  return 0;
}

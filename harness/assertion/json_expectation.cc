#include "assertion/json_expectation.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {

JsonExpectation::JsonExpectation(Options& options) {
  Compilation& compilation = options.compilation();
  const Node* schema = options.find("schema");
  if (schema != nullptr && !schema->is_string() && !schema->is_map()) {
    options.refuse("schema", "the path of a JSON Schema, or a schema in place");
  } else if (schema != nullptr) {
    schema_ = compilation.taken(compilation.parts.schema(*schema, compilation.source));
  }
  const Node* equals = options.find("equals");
  const Node* subset = options.find("subset");
  if (equals != nullptr && subset != nullptr) {
    options.tell(subset, fmt::format("'{}' takes 'equals' or 'subset', not both", options.owner()));
  }
  ignored_ = read_paths(options, "ignore");
  if (const Node* ignore = options.find("ignore"); ignore != nullptr && equals == nullptr && subset == nullptr) {
    options.tell(ignore, fmt::format("'ignore' of '{}' goes with 'equals' or 'subset'", options.owner()));
  }
  if (equals != nullptr) expected_ = *equals;
  if (subset == nullptr) return;
  if (!subset->is_map() && !subset->is_list()) options.refuse("subset", "a map or a list");
  expected_ = *subset;
  match_ = Match::subset;
}

Expected<std::vector<JsonProblem>> JsonExpectation::problems(const Node& value) const {
  std::vector<JsonProblem> problems;
  if (schema_) {
    const auto violations = schema_->validate(value);
    if (!violations) return tl::unexpected(violations.error());
    for (const SchemaViolation& violation : *violations) {
      const std::string& pointer = violation.instance_pointer;
      const std::string where = pointer.empty() ? "" : way_text_of_pointer(value, pointer) + ": ";
      problems.push_back({pointer, where + violation.message});
    }
  }
  if (expected_) {
    for (JsonProblem& difference : json_differences(*expected_, value, match_, ignored_)) {
      problems.push_back(std::move(difference));
    }
  }
  return problems;
}

std::string JsonExpectation::text(std::string_view before, std::string_view ending) const {
  std::vector<std::string> parts;
  if (schema_) parts.push_back(fmt::format("{}conform{} to the schema", before, ending));
  if (expected_) {
    const std::string_view verb = match_ == Match::equal ? "equal" : "include";
    parts.push_back(fmt::format("{}{}{} {}", before, verb, ending, shown(*expected_)));
  }
  return join(parts, " and ");
}

OptionSchema& add_json_expectation(OptionSchema& schema) {
  return schema
      .option("schema", R"({"type": ["string", "object"],
        "description": "A JSON Schema, draft 7 or 2020-12: its path, or the schema in place"})")
      .option("equals", R"({"description": "The value it must be"})")
      .option("subset", R"({"type": ["object", "array", "string"],
        "description": "What it must include: maps may have more keys, lists have as many items"})")
      .option("ignore", kPathsSchema);
}

}  // namespace sightline

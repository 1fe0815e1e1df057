#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "assertion/assertion.h"
#include "assertion/json_schema.h"
#include "base/files.h"
#include "json/json.h"
#include "suite/keys.h"
#include "suite/load.h"
#include "suite/yaml.h"

namespace sightline {

namespace {

/// Each table that can be reached from `table`.
void collect(const Table& table, std::set<const Table*>& tables);

void collect(const Shape& shape, std::set<const Table*>& tables) {
  if (shape.table) collect(*shape.table, tables);
  for (const Shape& part : shape.parts) collect(part, tables);
}

void collect(const Table& table, std::set<const Table*>& tables) {
  if (!tables.insert(&table).second) return;
  for (const Key& key : table.keys) collect(key.shape, tables);
}

void check_names_every_key(const Node& schema, const Table& root) {
  std::set<const Table*> tables;
  collect(root, tables);
  CHECK(tables.size() > 5);
  for (const Table* table : tables) {
    const Node* object = table == &root ? &schema : at_pointer(schema, "/$defs/" + table->id);
    CAPTURE(table->id);
    REQUIRE(object != nullptr);
    CHECK(object->find("properties")->map().size() == table->keys.size());
    for (const Key& key : table->keys) {
      CAPTURE(key.name);
      const Node* property = object->find("properties")->find(key.name);
      REQUIRE(property != nullptr);
      CHECK(property->find("description") != nullptr);
      CHECK((property->find("not") != nullptr) == (key.support == Support::later));
    }
  }
}

}  // namespace

TEST_CASE("the suite's schema is JSON that names every key") {
  const auto schema = parse_json(suite_schema());
  REQUIRE(schema.has_value());
  check_names_every_key(*schema, suite_table());
}

TEST_CASE("the project's schema is JSON that names every key") {
  const auto schema = parse_json(project_schema());
  REQUIRE(schema.has_value());
  check_names_every_key(*schema, project_table());
}

TEST_CASE("the suite's schema names every assertion of the catalogue") {
  const auto schema = parse_json(suite_schema());
  REQUIRE(schema.has_value());
  const Node* assertions = at_pointer(*schema, "/$defs/assertion/properties");
  REQUIRE(assertions != nullptr);
  CHECK(assertions->map().size() == assertion_catalogue().size());
  for (const AssertionInfo& info : assertion_catalogue()) CHECK(assertions->find(info.name) != nullptr);
}

TEST_CASE("the suite's schema takes what the loader takes") {
  namespace fs = std::filesystem;
  DiskFiles files;
  const auto text = parse_json(suite_schema());
  REQUIRE(text.has_value());
  const auto schema = JsonSchema::compile(*text, {"schema", suite_schema()}, files, "/", "/");
  REQUIRE(schema.has_value());
  std::size_t suites = 0;
  for (const auto& folder : fs::directory_iterator(fs::path(SIGHTLINE_SOURCE_DIR) / "tests/suite/ok")) {
    const auto paths = glob(files, (folder.path() / "suite*.yaml").string());
    for (const std::string& path : paths.value()) {
      CAPTURE(path);
      const auto suite = read_yaml({path, *files.read(path)});
      const auto violations = (*schema)->validate(suite.value);
      REQUIRE(violations.has_value());
      for (const SchemaViolation& violation : *violations) FAIL_CHECK(violation.instance_pointer + violation.message);
      ++suites;
    }
  }
  CHECK(suites > 10);
}

TEST_CASE("the suite's schema tells an unknown key and an unknown assertion") {
  DiskFiles files;
  const auto text = parse_json(suite_schema());
  const auto schema = JsonSchema::compile(*text, {"schema", suite_schema()}, files, "/", "/");
  REQUIRE(schema.has_value());
  const auto violates = [&](const char* suite) {
    return !(*schema)->validate(read_yaml({"suite", suite}).value)->empty();
  };
  CHECK_FALSE(violates("{prompts: {main: Hi}, cases: [{id: a, assert: [{contains: x}]}]}"));
  CHECK(violates("{prompts: {main: Hi}, cases: [{id: a, asert: [{contains: x}]}]}"));
  CHECK(violates("{prompts: {main: Hi}, cases: [{id: a, assert: [{contians: x}]}]}"));
  CHECK_FALSE(violates("{prompts: {main: Hi}, cases: [{id: a, group: {id: g}, assert: [{contains: x}]}]}"));
  CHECK(violates("{prompts: {main: Hi}, cases: [{id: a, group: g, assert: [{contains: x}]}]}"));
}

TEST_CASE("tables of one name are one table, so that schemas can refer to them by it") {
  std::set<const Table*> tables;
  collect(suite_table(), tables);
  collect(project_table(), tables);
  std::set<std::string> ids;
  for (const Table* table : tables) CHECK(ids.insert(table->id).second);
}

}  // namespace sightline

#include <catch2/catch.hpp>

#include "fakes/memory_files.h"
#include "suite/yaml.h"
#include "table.h"

namespace sightline {
namespace {

Node assertion_of(const Source& source) {
  auto read = read_yaml(source);
  INFO(render(read.diagnostics));
  REQUIRE(read.diagnostics.empty());
  return std::move(read.value);
}

std::vector<std::string> errors_of(AssertionCompiler& compiler, const std::string& text) {
  const Source source{"suite.yaml", text};
  const auto compiled = compiler.compile(assertion_of(source), source);
  std::vector<std::string> errors;
  if (compiled) return errors;
  for (const Error& error : compiled.error()) {
    const auto [line, column] = error.place.position;
    errors.push_back(fmt::format("{}:{}: {}", line, column, error.message));
  }
  return errors;
}

std::vector<std::string> messages_in(const Node& list) {
  std::vector<std::string> texts;
  for (const Node& item : list.list()) texts.push_back(item.string());
  return texts;
}

}  // namespace

TEST_CASE("what is wrong with an assertion is told when it is compiled, all at once and with its place") {
  static Source source;
  static const Node table = test::read_test_yaml(source, "errors.yaml");
  fakes::MemoryFiles files;
  files.put("/outside.json", "{}").put("/project/suites/suite.yaml", "");
  for (const Node::Member& file : table.find("files")->map()) {
    files.put("/project/suites/" + file.key, file.value.string());
  }
  AssertionCompiler compiler(files, "/project/suites", "/project", test::test_permissions());
  AssertionCompiler stern(files, "/project/suites", "/project");
  for (const Node& row : table.find("rows")->list()) {
    const std::string& text = row.find("yaml")->string();
    DYNAMIC_SECTION(text) {
      const Node* permitted = row.find("permitted");
      const bool is_stern = permitted != nullptr && !permitted->boolean();
      CHECK(errors_of(is_stern ? stern : compiler, text) == messages_in(*row.find("errors")));
    }
  }
}

}  // namespace sightline

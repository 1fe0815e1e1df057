#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "compare/comparison_report.h"

using namespace sightline;

namespace {

std::string read_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(std::string(SIGHTLINE_SOURCE_DIR) + "/" + path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("docs/comparing.md shows what the program says of the example") {
  const std::string said = read_file("tests/cli/ok/compare-paired/stdout");
  REQUIRE(said.find("newly failing") != std::string::npos);
  CHECK(read_file("docs/comparing.md").find("```\n" + said + "```\n") != std::string::npos);
}

TEST_CASE("docs/comparing.md names every file that a comparison is written to, and every finding") {
  const std::string page = read_file("docs/comparing.md");
  for (const ComparisonFormat& format : comparison_formats()) {
    CAPTURE(format.name);
    CHECK(page.find("`" + format.file_name + "`") != std::string::npos);
  }
  for (const Finding finding : {Finding::worse, Finding::better, Finding::no_difference, Finding::cannot_tell}) {
    CHECK(page.find("**" + std::string(finding_name(finding)) + "**") != std::string::npos);
  }
}

#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/base64.h"
#include "made_up_run.h"
#include "report/report.h"

namespace sightline {
namespace {

std::string golden_path(const std::string& name) {
  return std::string(SIGHTLINE_SOURCE_DIR) + "/tests/reports/" + name;
}

std::string read_golden(const std::string& name) {
  std::ifstream in(golden_path(name), std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Holds a text against a file of tests/reports, or writes it there where SIGHTLINE_UPDATE_GOLDEN is set.
void check_golden(const std::string& name, const std::string& text) {
  if (std::getenv("SIGHTLINE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden_path(name), std::ios::binary) << text;
    return;
  }
  INFO("SIGHTLINE_UPDATE_GOLDEN=1 rewrites tests/reports/" << name);
  CHECK(text == read_golden(name));
}

std::string inflated(const std::string& bytes) {
  std::string text(1 << 20, '\0');
  uLongf length = text.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(text.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
                     bytes.size()) == Z_OK);
  text.resize(length);
  return text;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string::npos);
  const std::size_t to = text.find(end, from + begin.size());
  REQUIRE(to != std::string::npos);
  return text.substr(from + begin.size(), to - from - begin.size());
}

TEST_CASE("each format writes a run that was read back by its writer as it writes its log") {
  for (const ReportFormat& format : report_formats()) {
    INFO(format.name);
    CHECK(fakes::MadeUpRun(true).rendered(format.name) == fakes::MadeUpRun().rendered(format.name));
  }
  CHECK(fakes::MadeUpRun(true).rendered("stable") == fakes::MadeUpRun().rendered("stable"));
}

TEST_CASE("each format writes the made-up run as it is approved") {
  const auto [format, file] = GENERATE(table<std::string, std::string>({{"json", "results.json"},
                                                                        {"stable", "results.stable.json"},
                                                                        {"junit", "junit.xml"},
                                                                        {"md", "summary.md"},
                                                                        {"csv", "results.csv"},
                                                                        {"github", "annotations.txt"}}));
  check_golden(file, fakes::MadeUpRun().rendered(format));
}

TEST_CASE("the page carries the run as it is approved") {
  const std::string page = fakes::MadeUpRun().rendered("html");
  const auto packed = from_base64(between(page, "<template id=\"run\">", "</template>"));
  REQUIRE(packed);
  check_golden("page.jsonl", inflated(*packed) + "\n");
}

TEST_CASE("a run rendered twice is the same, byte for byte") {
  const std::string format = GENERATE("html", "json", "stable", "junit", "md", "csv", "github");
  CHECK(fakes::MadeUpRun().rendered(format) == fakes::MadeUpRun().rendered(format));
}

}  // namespace
}  // namespace sightline

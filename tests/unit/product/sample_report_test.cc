// reports/sample is a committed run of the example suites. Its reports are held to what the program renders of its log
// today; SIGHTLINE_UPDATE_GOLDEN=1 renders them anew.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "base/files.h"
#include "report/report.h"

using namespace sightline;

TEST_CASE("The committed sample is what its log renders to") {
  DiskFiles files;
  const std::string folder = std::string(SIGHTLINE_SOURCE_DIR) + "/reports/sample";
  auto run = RunReader::open(files, folder);
  REQUIRE(run);
  REQUIRE(run->result_count() > 20);
  const RunSummary summary = summarise(*run);
  for (const char* name : {"html", "json", "junit", "md", "csv"}) {
    CAPTURE(name);
    const ReportFormat* format = find_report_format(name);
    REQUIRE(format);
    std::ostringstream rendered;
    format->write(*run, summary, rendered);
    const std::string path = folder + "/" + format->file_name;
    if (std::getenv("SIGHTLINE_UPDATE_GOLDEN")) REQUIRE(files.write_whole(path, rendered.str()));
    const auto committed = files.read(path);
    REQUIRE(committed);
    CHECK(*committed == rendered.str());
  }
}

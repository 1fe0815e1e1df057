#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "house_rules.h"

namespace sightline::architecture {
namespace {

std::vector<SourceFile> the_house() {
  const std::filesystem::path root = std::filesystem::path(SIGHTLINE_SOURCE_DIR) / "harness";
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string ending = entry.path().extension().string();
    if (!entry.is_regular_file() || (ending != ".cc" && ending != ".h")) continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({entry.path().lexically_relative(root).string(), text.str()});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

using Lines = std::vector<std::string>;

TEST_CASE("every file under harness/ keeps the house rules") {
  const std::vector<SourceFile> house = the_house();
  REQUIRE(house.size() > 40);
  const Lines found = breaches(house);
  INFO(join(found, "\n"));
  CHECK(found.empty());
}

TEST_CASE("floors below, the own folder and free libraries may be included") {
  CHECK(breaches({{"pch.cc", "#include <vector>\n"},
                  {"base/error.h", "#pragma once\n#include <string>\n#include <tl/expected.hpp>\n"},
                  {"base/error.cc", "#include \"base/error.h\"\n#include <unicode/uchar.h>\n#include <unistd.h>\n"},
                  {"json/json.cc", "#include <nlohmann/json.hpp>\n#include \"base/error.h\"\n"},
                  {"cli/verb_options.cc", "#include \"json/json.h\"\n#include <CLI/CLI.hpp>\n"}}) == Lines{});
}

TEST_CASE("a breach is told with its file, its line and the rule") {
  CHECK(
      breaches({{"base/a.cc", "\n#include \"model/node.h\"\n"}}) ==
      Lines{"harness/base/a.cc:2: base (floor 1) includes model/node.h (floor 2); a folder includes only floors below "
            "its own"});
  CHECK(
      breaches({{"chat/a.cc", "#include \"fixture/key.h\"\n"}}) ==
      Lines{"harness/chat/a.cc:1: chat (floor 4) includes fixture/key.h (floor 4); a folder includes only floors below "
            "its own"});
  CHECK(breaches({{"chat/a.cc", "#include \"key.h\"\n"}}) ==
        Lines{"harness/chat/a.cc:1: \"key.h\" stands on no floor; write \"folder/file.h\""});
  CHECK(breaches({{"tools/a.cc", ""}}) == Lines{"harness/tools/a.cc:1: the folder tools has no floor"});
}

TEST_CASE("two headers define no type of the same name") {
  CHECK(breaches({{"cli/a.h", "#pragma once\nstruct Session {\n"},
                  {"server/b.h", "#pragma once\n\nclass Session final {\n"}}) ==
        Lines{"harness/server/b.h:3: the type Session is also defined in harness/cli/a.h; rename one of them"});
  CHECK(breaches({{"cli/a.h", "#pragma once\nclass Session;\nstruct A {\n"},
                  {"server/b.h", "#pragma once\nstruct Session {\n"}}) == Lines{});
}

TEST_CASE("a library is met in its own folder only") {
  CHECK(breaches({{"chat/a.cc", "#include <nlohmann/json.hpp>\n"}}) ==
        Lines{"harness/chat/a.cc:1: chat includes <nlohmann/json.hpp>; only json may"});
  CHECK(breaches({{"report/a.cc", "  #  include <openssl/evp.h>\n"}}) ==
        Lines{"harness/report/a.cc:1: report includes <openssl/evp.h>; only base server may"});
  CHECK(breaches({{"json/a.h", "#pragma once\n#include <nlohmann/json.hpp>\n"}}) ==
        Lines{"harness/json/a.h:2: a header includes nlohmann/json.hpp, which costs 2 s a file; only .cc files do"});
  CHECK(breaches({{"stats/a.cc", "#include <boost/math.hpp>\n"}}) ==
        Lines{"harness/stats/a.cc:1: <boost/math.hpp> is no library of the house (floors.h names them)"});
  CHECK(breaches({{"report/a.cc", "#include <sys/stat.h>\n"}}) ==
        Lines{"harness/report/a.cc:1: report includes <sys/stat.h>; only base http server process mock cli touch the "
              "system"});
}

TEST_CASE("a permit is one file's") {
  CHECK(breaches({{"assertion/jq_worker.cc", "#include <unistd.h>\n"}}) == Lines{});
  CHECK(breaches({{"assertion/jq.cc", "#include <unistd.h>\n"}}).size() == 1);
  CHECK(breaches({{"cli/run.cc", "#include <CLI/CLI.hpp>\n"}}).size() == 1);
}

TEST_CASE("includes make no circle") {
  CHECK(breaches({{"base/a.h", "#pragma once\n#include \"base/b.h\"\n"},
                  {"base/b.h", "#pragma once\n#include \"base/c.h\"\n"},
                  {"base/c.h", "#pragma once\n#include \"base/b.h\"\n"}}) ==
        Lines{"harness/base/b.h:1: a circle of includes: base/b.h -> base/c.h -> base/b.h"});
}

TEST_CASE("files are short, named in snake_case, and headers are included once") {
  CHECK(breaches({{"base/aB.cc", ""}}) == Lines{"harness/base/aB.cc:1: files are named in snake_case"});
  CHECK(breaches({{"base/a.h", "#include <string>\n"}}) ==
        Lines{"harness/base/a.h:1: a header begins with #pragma once"});
  CHECK(breaches({{"base/a.cc", std::string(300, '\n')}}).empty());
  CHECK(breaches({{"base/a.cc", std::string(301, '\n')}}) ==
        Lines{"harness/base/a.cc:301: 301 lines; a file has 300 at most: split it by its reasons"});
}

}  // namespace
}  // namespace sightline::architecture

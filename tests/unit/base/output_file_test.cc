#include "base/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace sightline {
namespace {

/// Calls of this process that wrote, so far.
std::size_t writes() {
  std::ifstream io("/proc/self/io");
  std::string name;
  std::size_t value = 0;
  while (io >> name >> value) {
    if (name == "syscw:") return value;
  }
  FAIL("/proc/self/io does not tell how often was written");
  return 0;
}

std::string content(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a file is written in large pieces, whatever pieces it is given") {
  const std::string path = std::filesystem::temp_directory_path() / fmt::format("sightline-output-{}", ::getpid());
  std::string expected;
  OutputFile file(path);
  const std::size_t before = writes();
  for (const std::size_t size : {1, 1'000, 1'023, 1'024, 1'500, 8'192, 70'000, 300'000, 5}) {
    for (int i = 0; i < 100; ++i) {
      const std::string piece(size, static_cast<char>('a' + i % 26));
      expected += piece;
      file.stream() << piece << ',';
      expected += ',';
    }
  }
  REQUIRE(file.commit().has_value());
  CHECK(writes() - before < expected.size() / 100'000);
  CHECK(content(path) == expected);
  std::filesystem::remove(path);
}

}  // namespace sightline

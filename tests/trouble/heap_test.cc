// Where what the program allocates stands. Not sanitized: a sanitizer brings a heap of its own.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "unit/product/serve_process.h"

namespace sightline::trouble {

TEST_CASE("the heap asks for large pages, from the first of its memory on") {
  const product_tests::Scratch scratch;
  product_tests::Serve server(scratch, product_tests::example_fixtures());
  std::ostringstream maps;
  maps << std::ifstream("/proc/" + std::to_string(server.process()) + "/smaps").rdbuf();
  REQUIRE_THAT(maps.str(), Catch::Contains("libmimalloc.so"));
  // A kernel without large pages takes no such advice.
  const bool has_large_pages = std::filesystem::exists("/sys/kernel/mm/transparent_hugepage");
  CHECK((maps.str().find(" hg ") != std::string::npos) == has_large_pages);
  CHECK(server.end() == 0);
}

}  // namespace sightline::trouble

// What a start loads, and what it leaves until it is wanted.

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "serve_process.h"

using namespace sightline::product_tests;

TEST_CASE("A server that asks no other loads no libcurl, and none of the libraries that it brings") {
  const Scratch scratch;
  Serve server(scratch, example_fixtures());
  std::ostringstream maps;
  maps << std::ifstream("/proc/" + std::to_string(server.process()) + "/maps").rdbuf();
  REQUIRE_THAT(maps.str(), Catch::Contains("libcpp-httplib.so"));
  CHECK_THAT(maps.str(), !Catch::Contains("libcurl"));
  CHECK_THAT(maps.str(), !Catch::Contains("libldap"));
  CHECK(server.end() == 0);
}

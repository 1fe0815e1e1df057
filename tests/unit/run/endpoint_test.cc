#include "run/endpoint.h"

#include <catch2/catch.hpp>

using namespace sightline;

TEST_CASE("The secrets of models are those of their key and headers that are set now, each once") {
  ModelSpec first;
  first.api_key_env = "KEY";
  first.headers = {{.name = "X-Team", .value = "${TEAM}-${UNSET}-${OPEN", .place = {}}};
  ModelSpec second = first;
  second.api_key_env = "";
  second.headers.push_back({.name = "X-Two", .value = "${EMPTY}${TWO}", .place = {}});
  const auto environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "UNSET" || name == "OPEN") return std::nullopt;
    return name == "EMPTY" ? "" : "value of " + name;
  };
  std::vector<std::string> lines;
  for (const auto& [variable, value] : known_secrets({first, second}, environment)) {
    lines.push_back(variable + "=" + value);
  }
  CHECK(lines == std::vector<std::string>{"KEY=value of KEY", "TEAM=value of TEAM", "TWO=value of TWO"});
}

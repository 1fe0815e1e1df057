#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "compare/comparison_report.h"

namespace sightline::fakes {

/// For formats that need nothing of the runs.
inline std::string written(const std::string& format, const Comparison& comparison) {
  const ComparisonFormat* writer = find_comparison_format(format);
  REQUIRE(writer != nullptr);
  std::ostringstream out;
  REQUIRE(writer->write(comparison, {}, out));
  return out.str();
}

/// Holds a text against a file of tests/reports, or writes it there where SIGHTLINE_UPDATE_GOLDEN is set.
inline void check_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(SIGHTLINE_SOURCE_DIR) + "/tests/reports/" + name;
  if (std::getenv("SIGHTLINE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ostringstream approved;
  approved << std::ifstream(path, std::ios::binary).rdbuf();
  INFO("SIGHTLINE_UPDATE_GOLDEN=1 rewrites tests/reports/" << name);
  CHECK(text == approved.str());
}

}  // namespace sightline::fakes

#pragma once

#include <cstdint>
#include <string>

namespace sightline::bench {

/// What a made-up project is to be like.
struct ProjectShape {
  unsigned cases = 1;
  std::size_t image_bytes = 0;  ///< 0: text cases; else each case sends a PNG of its own, about that large.
  unsigned concurrency = 32;
  bool of_dataset = false;  ///< The cases stand in a CSV; else in the suite.
};

/// Writes a project of one suite, three text assertions a case, and a recording for each request. Throws where it
/// cannot.
void write_project(const std::string& folder, const ProjectShape& shape);

/// Writes the text cases of such a project, and their parameters, as promptfoo reads them, to be sent to `base_url`.
/// Throws where it cannot.
void write_promptfoo_config(const std::string& path, const ProjectShape& shape, const std::string& base_url);

}  // namespace sightline::bench

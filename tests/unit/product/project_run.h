#pragma once

#include <map>
#include <string>
#include <vector>

#include "serve_process.h"

namespace sightline::product_tests {

using Environment = std::map<std::string, std::string>;

/// How the real program ended, and what it said.
struct Ran {
  int code = -1;  ///< Of its exit; -1 where a signal ended it.
  std::string out;
  std::string err;
};

/// A project of one suite with one case, as a stranger may have written it, in a folder that goes away.
class StrangersProject {
 public:
  /// One model `m` at `base_url`, whose key is in $TEST_KEY; `more` is appended to sightline.yaml.
  explicit StrangersProject(const std::string& base_url, const std::string& more = "");
  std::string path(const std::string& name) const { return scratch_.path("work/" + name); }
  /// Writes a file of the project, and the folders above it.
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  /// Runs `sightline WORDS` in the project's folder, its output a pipe, as in CI systems. The environment is PATH,
  /// $TEST_KEY and `environment`.
  Ran run(const std::vector<std::string>& words, Environment environment = {}) const;
  /// The files below the project's folder, recorded and written ones, that hold `text`.
  std::vector<std::string> holders_of(const std::string& text) const;

 private:
  Scratch scratch_;
};

/// The key that every run of a stranger's project finds in $TEST_KEY.
constexpr const char* kTestKey = "k3y-that-nobody-may-see-0123456789";

}  // namespace sightline::product_tests

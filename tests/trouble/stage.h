#pragma once

#include <memory>
#include <string>
#include <vector>

#include "crash/made_project.h"
#include "program/program.h"
#include "unit/product/serve_process.h"

namespace sightline::trouble {

/// A made-up project in a folder of its own, and a mock server that has its answers.
class Stage {
 public:
  /// `options` are further ones of `sightline serve`.
  explicit Stage(const std::vector<std::string>& options = {}, unsigned cases = 12);
  const std::string& folder() const { return project_.folder; }
  std::string path(const std::string& name) const { return project_.folder + "/" + name; }
  unsigned results() const { return project_.results; }
  /// `sightline` with these arguments, in the project; `setting` adds to where it runs.
  programs::Ended run(std::vector<std::string> arguments, programs::Setting setting = {}) const;
  std::unique_ptr<programs::Program> start(std::vector<std::string> arguments, programs::Setting setting = {}) const;
  /// How many requests the server had, from clients of that session ("" for all).
  std::size_t requests(const std::string& session = "") const;
  /// Holds a run's log against what is answered: every result there, once, and passed.
  void check_whole(const std::string& run) const;
  /// Results in a run's log that passed.
  std::size_t passed(const std::string& run) const;

 private:
  programs::Setting filled(programs::Setting setting) const;
  product_tests::Scratch scratch_;
  crash::MadeProject project_;
  std::unique_ptr<product_tests::Serve> server_;
};

/// `run --mode live --quiet`, written to `run`, and what else is given.
std::vector<std::string> live(const std::vector<std::string>& more = {}, const std::string& out = "run");
/// `run --resume RUN --quiet`, and what else is given.
std::vector<std::string> resume(const std::vector<std::string>& more = {}, const std::string& out = "run");

/// The words stand in what a program said.
bool says(const programs::Ended& ended, const std::string& words);

}  // namespace sightline::trouble

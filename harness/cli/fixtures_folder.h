#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/fixtures.h"
#include "cli/session.h"
#include "fixture/library.h"
#include "run/fixture_coverage.h"

namespace sightline {

/// The folder that `sightline fixtures` looks after: --fixtures, or the project's. Where there is neither, that has
/// been said.
std::optional<std::string> fixtures_folder(const Files& files, const FixturesArguments& arguments, Terminal& terminal);

/// A folder of fixtures beside the suites that plan them.
struct OpenFixtures {
  std::string folder;              ///< As shown to people.
  std::optional<Session> session;  ///< Nothing where --fixtures names a folder.
  std::unique_ptr<Library> library;
  Errors broken;                            ///< What is wrong with files; they are not in the library.
  std::optional<FixtureCoverage> coverage;  ///< Where there are suites.
};

/// Opens the suites and reads the fixtures; both have been complained of. Nothing where a suite is wrong or the folder
/// is not there.
std::optional<OpenFixtures> open_fixtures(Files& files, const FixturesArguments& arguments, Terminal& terminal);

}  // namespace sightline

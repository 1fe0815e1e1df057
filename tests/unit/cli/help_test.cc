#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "cli/verb.h"
#include "cli/verb_options.h"

using namespace sightline;

namespace {

bool takes(const VerbOptions& options, const std::string& name) {
  const auto names = options.names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("Every option of every verb stands in its help, on one screen with an example") {
  for (const Verb& verb : verbs()) {
    CAPTURE(verb.name);
    VerbOptions options;
    verb.add(options);
    for (const std::string& name : options.names()) {
      CAPTURE(name);
      CHECK(verb.help.find(name) != std::string::npos);
    }
    CHECK(verb.help.find("Example") != std::string::npos);
    CHECK(std::count(verb.help.begin(), verb.help.end(), '\n') <= 45);
    std::istringstream lines(verb.help);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 110);
  }
}

TEST_CASE("An option that help names is one that the verb takes") {
  for (const Verb& verb : verbs()) {
    CAPTURE(verb.name);
    VerbOptions options;
    verb.add(options);
    std::istringstream words(verb.help.substr(0, verb.help.find("Example")));
    for (std::string word; words >> word;) {
      if (!word.starts_with("--")) continue;
      const std::string name = word.substr(0, word.find_first_of(",=.;)"));
      CAPTURE(name);
      CHECK(takes(options, name));
    }
    for (const std::string& name : verb.not_yet) {
      CAPTURE(name);
      CHECK_FALSE(takes(options, name));
      CHECK(verb.help.find(name + " ") == std::string::npos);
    }
  }
}

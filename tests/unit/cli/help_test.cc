#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include "cli/verb.h"

using namespace sightline;

TEST_CASE("Every option of every verb stands in its help, on one screen with an example") {
  for (const Verb& verb : verbs()) {
    CAPTURE(verb.name);
    CLI::App app;
    app.set_help_flag();
    verb.add(app);
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) {
        CAPTURE(name);
        CHECK(verb.help.find("--" + name) != std::string::npos);
      }
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
    CLI::App app;
    app.set_help_flag();
    verb.add(app);
    std::istringstream words(verb.help.substr(0, verb.help.find("Example")));
    for (std::string word; words >> word;) {
      if (!word.starts_with("--")) continue;
      const std::string name = word.substr(0, word.find_first_of(",=.;)"));
      CAPTURE(name);
      CHECK(app.get_option_no_throw(name) != nullptr);
    }
    for (const std::string& name : verb.not_yet) {
      CAPTURE(name);
      CHECK(app.get_option_no_throw(name) == nullptr);
      CHECK(verb.help.find(name + " ") == std::string::npos);
    }
  }
}

// SECURITY.md names the tests that hold each of its lines: all of them must be there.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace sightline::architecture {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SIGHTLINE_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The text of string literals that stand one behind the other from `at` on: "a" "b" is "ab".
std::string literal_at(const std::string& text, std::size_t at) {
  std::string out;
  while ((at = text.find_first_not_of(" \n", at)) != std::string::npos && text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\') ++at;
      out += text[at];
    }
    ++at;
  }
  return out;
}

void add_names(const std::string& text, const std::string& call, std::set<std::string>& names) {
  for (std::size_t at = 0; (at = text.find(call, at)) != std::string::npos;) {
    at += call.size();
    names.insert(literal_at(text, at));
  }
}

/// The names of all tests of the repository.
std::set<std::string> test_names() {
  std::set<std::string> names;
  for (const char* folder : {"unit", "trouble", "page", "compat"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests" / folder)) {
      const std::string ending = entry.path().extension().string();
      if (ending == ".cc") add_names(text_of(entry.path()), "TEST_CASE(", names);
      if (ending == ".js") add_names(text_of(entry.path()), "test(", names);
    }
  }
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests/cli")) {
    if (entry.path().filename() == "cmd") {
      names.insert(entry.path().parent_path().lexically_relative(kRoot).generic_string());
    }
  }
  return names;
}

/// The claims of SECURITY.md with the names that stand beside each: the rows of its tables, less their heads.
std::vector<std::pair<std::string, std::vector<std::string>>> claims() {
  std::vector<std::pair<std::string, std::vector<std::string>>> found;
  std::istringstream lines(text_of(kRoot / "SECURITY.md"));
  static const std::regex kName("`([^`]+)`");
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || line.ends_with("| Held by |")) continue;
    const std::size_t bar = line.rfind(" | ");
    const std::string held_by = line.substr(bar);
    std::vector<std::string> names;
    for (std::sregex_iterator name(held_by.begin(), held_by.end(), kName), end; name != end; ++name) {
      names.push_back((*name)[1]);
    }
    found.emplace_back(line.substr(0, bar), names);
  }
  return found;
}

}  // namespace

TEST_CASE("every line of SECURITY.md names tests that are there") {
  const std::set<std::string> known = test_names();
  REQUIRE(known.size() > 1000);
  const auto lines = claims();
  REQUIRE(lines.size() > 30);
  for (const auto& [claim, names] : lines) {
    INFO(claim);
    CHECK_FALSE(names.empty());
    for (const std::string& name : names) {
      INFO(name);
      CHECK(known.contains(name));
    }
  }
}

// With --sanitizers, and so in continuous integration, unit tests run nowhere else: an excuse would be a test that
// never runs.
TEST_CASE("no unit test is excused from sanitizers") {
  std::size_t read = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests/unit")) {
    if (entry.path().extension() != ".cc" || entry.path().filename() == "security_page_test.cc") continue;
    CAPTURE(entry.path());
    ++read;
    for (const char* excuse : {"kIsSanitized", "SIGHTLINE_SANITIZED", "__has_feature", "__SANITIZE"}) {
      CHECK(text_of(entry.path()).find(excuse) == std::string::npos);
    }
  }
  CHECK(read > 100);
}

TEST_CASE("the tests that SECURITY.md names elsewhere are there too") {
  const std::set<std::string> known = test_names();
  const std::string text = std::regex_replace(text_of(kRoot / "SECURITY.md"), std::regex("\\n"), " ");
  // Names of tests have blanks in them; keys and commands of the program that stand in the text are known by these.
  static const std::regex kName("`((?:no |A program of)[^`]+)`");
  std::size_t seen = 0;
  for (std::sregex_iterator name(text.begin(), text.end(), kName), end; name != end; ++name, ++seen) {
    INFO((*name)[1]);
    CHECK(known.contains((*name)[1]));
  }
  CHECK(seen >= 3);
}

}  // namespace sightline::architecture

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/verb.h"
#include "cli/verb_options.h"

using namespace sightline;

namespace {

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(std::string(SIGHTLINE_SOURCE_DIR) + "/" + path, std::ios::binary).rdbuf();
  return text.str();
}

/// "--shard" of "--shard,", "`--shard" and "--out=x"; "" of what is no option.
std::string option_in(std::string word) {
  while (!word.empty() && std::string_view("`('\"").find(word.front()) != std::string_view::npos) word.erase(0, 1);
  if (!word.starts_with("--") || word.size() < 3) return "";
  return word.substr(0, word.find_first_of(",;:.=`)'\"|", 2));
}

/// The options of each `sightline VERB …` of a text, to the end of the line or of the quotation, as "VERB --option".
std::set<std::string> used_options(const std::string& text) {
  std::set<std::string> used;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    for (std::size_t at = line.find("sightline "); at != std::string::npos; at = line.find("sightline ", at + 1)) {
      std::istringstream words(line.substr(at, line.find_first_of("`'", at) - at));
      std::string word;
      std::string verb;
      words >> word >> verb;
      while (words >> word && !word.starts_with("#")) {
        if (const std::string option = option_in(word); !option.empty()) used.insert(verb + " " + option);
      }
    }
  }
  return used;
}

}  // namespace

TEST_CASE("What docs/sharding.md and its job script tell users to type is what the verbs take") {
  const auto used = used_options(text_of("docs/sharding.md"));
  CHECK(used.contains("run --shard"));
  CHECK(used.contains("run --shard-by"));
  CHECK(used.contains("run --resume"));
  CHECK(used.contains("merge --out"));
  for (const std::string& use : used) {
    CAPTURE(use);
    const std::string name = use.substr(0, use.find(' '));
    const auto verb = std::find_if(verbs().begin(), verbs().end(), [&](const Verb& v) { return v.name == name; });
    REQUIRE(verb != verbs().end());
    VerbOptions options;
    verb->add(options);
    const auto names = options.names();
    CHECK(std::find(names.begin(), names.end(), use.substr(use.find(' ') + 1)) != names.end());
  }
}

TEST_CASE("The shell scripts of the cluster are ones that a POSIX shell reads") {
  for (const char* script : {"docs/cluster/slurm-array.sh", "scripts/test-cluster"}) {
    CAPTURE(script);
    const std::string path = std::string(SIGHTLINE_SOURCE_DIR) + "/" + script;
    REQUIRE(std::filesystem::is_regular_file(path));
    CHECK(std::system(("sh -n '" + path + "'").c_str()) == 0);
  }
}

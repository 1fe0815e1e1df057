#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "assertion/json_schema.h"
#include "json/json.h"

// The official test suite of JSON Schema, as Debian has it: draft 7 of 2019 in json-schema-test-suite, draft 7 and
// 2020-12 of 2021 in golang-github-flowstack-go-jsonschema-dev. The vocabularies that the metaschema of 2020-12 is made
// of, which no package has, stand in metaschema/ as the specification describes them.

using namespace sightline;

namespace {

const std::string kOldTests = "/usr/share/json-schema-test-suite";
const std::string kNewTests = "/usr/share/gocode/src/github.com/flowstack/go-jsonschema/testdata";
const std::string kMetaschemas = "/usr/share/gocode/src/github.com/flowstack/go-jsonschema/schemas";
const std::string kMetaschema = kMetaschemas + "/draft-07.json";
const std::string kSevenUri = "http://json-schema.org/draft-07/schema";
const std::string kDraftSeven = kSevenUri + "#";
const std::string kTwentyTwelve = "https://json-schema.org/draft/2020-12/schema";

struct SchemaSuite {
  std::string tests;    ///< The folder of one draft.
  std::string remotes;  ///< What its tests find at http://localhost:1234/.
  std::string draft;    ///< The $schema of all its schemas.
};

struct Tally {
  unsigned passed = 0;
  unsigned skipped = 0;
  std::vector<std::string> failed = {};
};

Node read_json(const DiskFiles& files, const std::string& path) {
  const auto text = files.read(path);
  INFO(path);
  REQUIRE(text.has_value());
  auto node = parse_json(Source{path, *text});
  INFO((node ? std::string() : render(node.error())));
  REQUIRE(node.has_value());
  return std::move(*node);
}

std::map<std::string, Node> remotes_in(const DiskFiles& files, const std::string& folder) {
  std::map<std::string, Node> out;
  const auto paths = glob(files, folder + "/**/*.json");
  REQUIRE(paths.has_value());
  for (const std::string& path : *paths) {
    out.emplace("http://localhost:1234" + path.substr(folder.size()), read_json(files, path));
  }
  return out;
}

Node with_draft(Node schema, const std::string& draft) {
  if (schema.is_map() && schema.find("$schema") == nullptr) schema.set("$schema", Node(draft));
  return schema;
}

class Runner {
 public:
  Runner(const SchemaSuite& suite, bool formats_are_checked) : suite_(suite) {
    options_.ignore_unknown = true;
    options_.formats_are_checked = formats_are_checked;
    options_.known = remotes_in(files_, suite.remotes);
    if (files_.is_file(kMetaschema)) options_.known.emplace(kSevenUri, read_json(files_, kMetaschema));
    know_twenty_twelve();
  }

  /// All files of a pattern but one.
  Tally run_files(const std::string& pattern, const std::string& but = "") {
    const auto paths = glob(files_, suite_.tests + pattern);
    REQUIRE(paths.has_value());
    REQUIRE_FALSE(paths->empty());
    for (const std::string& path : *paths) {
      if (path == suite_.tests + but) continue;
      const Node groups = read_json(files_, path);
      for (const Node& group : groups.list()) run_group(path.substr(suite_.tests.size() + 1), group);
    }
    return std::move(tally_);
  }

 private:
  void know_twenty_twelve() {
    const std::string main = kMetaschemas + "/draft-2020-12.json";
    if (files_.is_file(main)) options_.known.emplace(kTwentyTwelve, read_json(files_, main));
    const std::string folder = std::string(SIGHTLINE_SOURCE_DIR) + "/tests/unit/assertion/metaschema";
    const auto paths = glob(files_, folder + "/*.json");
    REQUIRE(paths.has_value());
    for (const std::string& path : *paths) {
      const Node schema = read_json(files_, path);
      options_.known.emplace(schema.find("$id")->string(), schema);
    }
  }

  void run_group(const std::string& file, const Node& group) {
    const std::string name = file + ": " + group.find("description")->string();
    const Source source{"schema.json", ""};
    const auto schema =
        JsonSchema::compile(with_draft(*group.find("schema"), suite_.draft), source, files_, "/", "/", options_);
    const Node::List& tests = group.find("tests")->list();
    if (!schema) {
      const std::string message = schema.error().front().message;
      // The metaschemas come with one of the packages; nothing is fetched.
      const bool lacks_metaschema = message.find("nothing is fetched") != std::string::npos &&
                                    message.find("json-schema.org/draft") != std::string::npos;
      if (lacks_metaschema) tally_.skipped += static_cast<unsigned>(tests.size());
      if (!lacks_metaschema) tally_.failed.push_back(name + " does not compile: " + message);
      return;
    }
    for (const Node& test : tests) run_test(name, **schema, test);
  }

  void run_test(const std::string& group, const JsonSchema& schema, const Node& test) {
    const bool expected = test.find("valid")->boolean();
    const auto violations = schema.validate(*test.find("data"));
    if (violations && violations->empty() == expected) {
      ++tally_.passed;
      return;
    }
    tally_.failed.push_back(fmt::format("{} / {}: {}", group, test.find("description")->string(),
                                        !violations           ? violations.error().front().message
                                        : violations->empty() ? "conforms"
                                                              : violations->front().message));
  }

  DiskFiles files_;
  SchemaSuite suite_;
  JsonSchema::Options options_;
  Tally tally_;
};

std::string lines_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

bool is_installed(const SchemaSuite& suite, const std::string& package) {
  if (DiskFiles().is_directory(suite.tests)) return true;
  WARN("skipped: Debian's package " << package << " is not installed");
  return false;
}

}  // namespace

TEST_CASE("json schema: the required tests of draft 7, of 2019") {
  const SchemaSuite suite{kOldTests + "/tests/draft7", kOldTests + "/remotes", kDraftSeven};
  if (!is_installed(suite, "json-schema-test-suite")) return;
  const Tally tally = Runner(suite, false).run_files("/*.json");
  CHECK(lines_of(tally.failed) == "");
  CHECK(tally.passed + tally.skipped >= 423);
  // The metaschema comes with the other package.
  CHECK(tally.skipped == (DiskFiles().is_file(kMetaschema) ? 0 : 4));
}

TEST_CASE("json schema: the required tests of draft 7, of 2021") {
  const SchemaSuite suite{kNewTests + "/draft7", kNewTests + "/remotes", kDraftSeven};
  if (!is_installed(suite, "golang-github-flowstack-go-jsonschema-dev")) return;
  const Tally tally = Runner(suite, false).run_files("/*.json");
  CHECK(lines_of(tally.failed) == "");
  CHECK(tally.passed >= 791);
  CHECK(tally.skipped == 0);
}

TEST_CASE("json schema: the required tests of draft 2020-12") {
  const SchemaSuite suite{kNewTests + "/draft2020-12", kNewTests + "/remotes", kTwentyTwelve};
  if (!is_installed(suite, "golang-github-flowstack-go-jsonschema-dev")) return;
  const Tally tally = Runner(suite, false).run_files("/*.json");
  CHECK(lines_of(tally.failed) == "");
  CHECK(tally.passed >= 1018);
  CHECK(tally.skipped == 0);
}

TEST_CASE("json schema: the tests of formats") {
  const SchemaSuite suite{kNewTests + "/draft2020-12", kNewTests + "/remotes", kTwentyTwelve};
  if (!is_installed(suite, "golang-github-flowstack-go-jsonschema-dev")) return;
  // Which characters may stand where in an international host name takes the tables of IDNA.
  const Tally tally = Runner(suite, true).run_files("/optional/format/*.json", "/optional/format/idn-hostname.json");
  CHECK(lines_of(tally.failed) == "");
  CHECK(tally.passed >= 242);
}

TEST_CASE("json schema: the tests of patterns, large numbers and other options") {
  const SchemaSuite suite{kNewTests + "/draft2020-12", kNewTests + "/remotes", kTwentyTwelve};
  if (!is_installed(suite, "golang-github-flowstack-go-jsonschema-dev")) return;
  // These tests of 2021 wanted \d and \w to be Unicode's; ECMA-262, and the suite since, have them ASCII.
  const Tally tally = Runner(suite, true).run_files("/optional/*.json", "/optional/unicode.json");
  CHECK(lines_of(tally.failed) == "");
  CHECK(tally.passed >= 66);
}

// The example suites, run as users run them: the real program, offline, over the committed fixtures.

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "assertion/json_schema.h"
#include "fixture/request_images.h"
#include "json/json.h"
#include "mock/validation.h"
#include "report/summary.h"
#include "runlog/runlog.h"

namespace fs = std::filesystem;
using namespace sightline;

namespace {

/// One run of all suites into a folder that is gone at the end.
class ExampleRun {
 public:
  ExampleRun() {
    std::string name = (fs::temp_directory_path() / "sightline-examples-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    const std::string command = std::string("cd '") + SIGHTLINE_SOURCE_DIR +
                                "' && env -u CI http_proxy=http://127.0.0.1:1 '" + SIGHTLINE_BINARY +
                                "' run --quiet --out '" + folder_ + "/run' >/dev/null 2>'" + folder_ + "/err'";
    const int status = std::system(command.c_str());
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  ~ExampleRun() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  ExampleRun(const ExampleRun&) = delete;
  ExampleRun& operator=(const ExampleRun&) = delete;
  int code() const { return code_; }
  std::string said() const { return DiskFiles().read(folder_ + "/err").value_or(""); }
  std::string folder() const { return folder_ + "/run"; }

 private:
  std::string folder_;
  int code_ = -1;
};

const ExampleRun& example_run() {
  static const ExampleRun run;
  return run;
}

std::set<std::string> suite_names() {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(SIGHTLINE_SOURCE_DIR) / "suites")) {
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  }
  return names;
}

}  // namespace

TEST_CASE("Every example suite passes offline") {
  INFO(example_run().said());
  REQUIRE(example_run().code() == 0);
  DiskFiles files;
  auto run = RunReader::open(files, example_run().folder());
  REQUIRE(run);
  std::set<std::string> seen;
  run->for_each([&](const CaseResult& result) {
    seen.insert(result.unit.suite);
    CAPTURE(result.unit.text(), result.reason);
    CHECK((result.status == Status::passed || result.status == Status::xfailed || result.status == Status::failed));
    CHECK(result.assertions.empty() != result.group.members.empty());
    for (const Exchange& exchange : result.exchanges) CHECK(exchange.provenance.replayed);
  });
  CHECK(seen == suite_names());
  const RunSummary summary = summarise(*run);
  CHECK(summary.counts.failed == 0);
  CHECK(summary.counts.error == 0);
}

TEST_CASE("Every request of the example suites is one that the API's schema takes") {
  REQUIRE(example_run().code() == 0);
  DiskFiles files;
  const std::string folder = std::string(SIGHTLINE_SOURCE_DIR) + "/tests/unit/product";
  const Source source{folder + "/chat_request.schema.json", *files.read(folder + "/chat_request.schema.json")};
  const auto parsed = parse_json(source);
  REQUIRE(parsed);
  const auto schema = JsonSchema::compile(*parsed, source, files, folder, folder);
  REQUIRE(schema);
  auto run = RunReader::open(files, example_run().folder());
  REQUIRE(run);
  std::size_t checked = 0;
  for (const std::string& key : run->request_keys()) {
    const auto body = parse_json(run->request_body(key));
    REQUIRE(body);
    CAPTURE(to_json(*body));
    const auto violations = (*schema)->validate(*body);
    REQUIRE(violations);
    for (const SchemaViolation& violation : *violations) {
      FAIL_CHECK(violation.instance_pointer << ": " << violation.message);
    }
    ++checked;
  }
  CHECK(checked > 15);
}

TEST_CASE("Every request of the example suites is one that the mock server takes, by either API's rules") {
  REQUIRE(example_run().code() == 0);
  DiskFiles files;
  auto run = RunReader::open(files, example_run().folder());
  REQUIRE(run);
  std::size_t checked = 0;
  for (const std::string& key : run->request_keys()) {
    const auto body = parse_json(run->request_body(key));
    REQUIRE(body);
    std::vector<ImageFacts> images;
    for (const Node* image : images_of(*body)) {
      const std::string mime = at_pointer(*image, "/$image/mime")->string();
      images.push_back({std::string(*image_digest(*image_url_of(*image))), mime, mime, ""});
    }
    for (const ValidationRules rules : {ValidationRules::openai, ValidationRules::aimlapi}) {
      const RequestFaults faults = validate_request(*body, images, rules);
      INFO(validation_message(faults));
      CHECK(faults.empty());
    }
    ++checked;
  }
  CHECK(checked > 15);
}

TEST_CASE("An authored answer is marked as authored in every report") {
  REQUIRE(example_run().code() == 0);
  DiskFiles files;
  for (const char* name : {"results.json", "junit.xml", "summary.md", "results.csv"}) {
    CAPTURE(name);
    const auto text = files.read(example_run().folder() + "/" + name);
    REQUIRE(text);
    const bool marked =
        text->find("authored") != std::string::npos || text->find("written by a person") != std::string::npos;
    CHECK(marked);
  }
}

TEST_CASE("The example recordings are canonical, none is missing or unused, and each discriminates") {
  std::string name = (fs::temp_directory_path() / "sightline-fixtures-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()));
  const std::string program = std::string("cd '") + SIGHTLINE_SOURCE_DIR + "' && '" + SIGHTLINE_BINARY + "' fixtures ";
  const std::string said = " >'" + name + "/out' 2>&1";
  const int formatted = std::system((program + "fmt --check" + said).c_str());
  INFO(DiskFiles().read(name + "/out").value_or(""));
  CHECK(formatted == 0);
  const int checked = std::system((program + "check --strict --mutate" + said).c_str());
  const std::string report = DiskFiles().read(name + "/out").value_or("");
  INFO(report);
  CHECK(checked == 0);
  CHECK(report.find(" image bytes), all missed; ") != std::string::npos);
  CHECK(report.find("image digest") == std::string::npos);
  std::error_code ignored;
  fs::remove_all(name, ignored);
}

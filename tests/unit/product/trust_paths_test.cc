// A stranger's project reaches nothing outside of its folder, and nothing that is no file.

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "listener.h"
#include "project_run.h"

using namespace sightline::product_tests;
namespace fs = std::filesystem;

namespace {

constexpr const char* kBait = "bait-of-another-folder";

/// What a suite may name a file for, with a file that is good for it.
struct Kind {
  std::string name;
  std::string ending;
  std::string good;
};

std::string picture() {
  std::ostringstream bytes;
  bytes << std::ifstream(SIGHTLINE_SOURCE_DIR "/suites/images/charts/battery.png", std::ios::binary).rdbuf();
  return bytes.str();
}

std::vector<Kind> kinds() {
  return {{"schema", ".json", "{}"},
          {"prompt", ".md", "Hi."},
          {"dataset", ".json", "[{\"a\": \"x\"}]"},
          {"image", ".png", picture()},
          {"params", ".json", "{\"type\": \"text\"}"},
          {"reference", ".json", "{}"}};
}

/// A project whose one case uses a file, which lies outside of it under the name of bait, and in it under that of good.
struct Baited {
  explicit Baited(Kind of) : kind(std::move(of)), project("http://127.0.0.1:1") {
    for (const std::string name : {"../outside/bait", "suites/good"}) {
      project.write(name + kind.ending, kind.good);
    }
  }
  /// Whether the program takes the file `place`, and what it says.
  Ran check(const std::string& place) const {
    const std::string quoted = "\"" + place + "\"";
    std::string prompt = "Hi.", more, assertion = "contains: \"yes\"";
    if (kind.name == "schema") assertion = "json: {schema: " + quoted + "}";
    if (kind.name == "reference") assertion = "json: {schema: {\"$ref\": " + quoted + "}}";
    if (kind.name == "prompt") prompt = "{file: " + quoted + "}";
    if (kind.name == "image") prompt = "\"{{photo}}Hi.\"", more = "    vars: {photo: {image: " + quoted + "}}\n";
    if (kind.name == "params") more = "    params: {response_format: {file: " + quoted + "}}\n";
    const std::string cases = kind.name == "dataset"
                                  ? "datasets: [{file: " + quoted + ", id: \"{{a}}\", assert: [contains: a]}]\n"
                                  : "cases:\n  - id: c\n    assert: [{" + assertion + "}]\n" + more;
    project.write("suites/s.yaml", "prompts: {p: " + prompt + "}\n" + cases);
    return project.run({"check"});
  }
  Kind kind;
  StrangersProject project;
};

}  // namespace

TEST_CASE("No file that a suite names lies outside of the project, by any spelling or link") {
  for (const Kind& kind : kinds()) {
    const Baited baited(kind);
    const std::string bait = "bait" + kind.ending;
    const std::string absolute = fs::canonical(baited.project.path("../outside/" + bait));
    fs::create_symlink("../../outside/" + bait, baited.project.path("suites/link" + kind.ending));
    fs::create_directory_symlink("../../outside", baited.project.path("suites/folder"));
    const Ran good = baited.check("good" + kind.ending);
    CAPTURE(kind.name, good.err);
    CHECK(good.code == 0);
    for (const std::string& place : {"../../outside/" + bait, "../suites/../../outside/" + bait, "link" + kind.ending,
                                     "folder/" + bait, absolute, "file://" + absolute, "FILE://" + absolute}) {
      CAPTURE(place);
      CHECK(baited.check(place).code == 2);
    }
  }
}

TEST_CASE("Devices and pipes are no files to a suite, and nothing waits for them") {
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.name);
    const Baited baited(kind);
    REQUIRE(::mkfifo(baited.project.path("suites/pipe" + kind.ending).c_str(), 0600) == 0);
    fs::create_symlink("/dev/zero", baited.project.path("suites/zero" + kind.ending));
    for (const std::string& place : {"pipe" + kind.ending, "zero" + kind.ending, std::string("/dev/zero")}) {
      CAPTURE(place);
      CHECK(baited.check(place).code == 2);
    }
  }
}

TEST_CASE("A file of holes that says it is huge is refused and not read") {
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.name);
    const Baited baited(kind);
    fs::resize_file(baited.project.path("suites/good" + kind.ending), std::uintmax_t{1} << 40);
    const Ran ran = baited.check("good" + kind.ending);
    CHECK(ran.code == 2);
    CHECK(ran.err.find("1048576 MB") != std::string::npos);
  }
}

TEST_CASE("A pipe among the fixtures, the suites or in a run's folder holds nothing up") {
  const StrangersProject project("http://127.0.0.1:1");
  for (const char* name : {"fixtures/pipe.json", "suites/pipe.yaml", "run/run.jsonl", "run/results.json"}) {
    project.write(std::string(name) + ".beside", "");
    REQUIRE(::mkfifo(project.path(name).c_str(), 0600) == 0);
  }
  CHECK(project.run({"run"}).code == 2);
  CHECK(project.run({"report", "run"}).code == 2);
  CHECK(project.run({"compare", "run", "run"}).code == 2);
}

TEST_CASE("A project's own folders may not be links that lead out of it, its usual ones neither") {
  for (const char* folder : {"reports", "fixtures"}) {
    for (const bool is_written : {true, false}) {
      CAPTURE(folder, is_written);
      const StrangersProject project("http://127.0.0.1:1",
                                     is_written ? std::string(folder) + ": " + folder + "/below\n" : "");
      fs::create_directories(project.path("../outside"));
      fs::create_directory_symlink("../outside", project.path(folder));
      const Ran ran = project.run({"run"});
      CHECK(ran.code == 2);
      CHECK(ran.err.find("leads out of the project's folder through a link") != std::string::npos);
    }
  }
  for (const char* written : {"reports: ../outside", "fixtures: /tmp", "baseline: ../outside/bait.json"}) {
    CAPTURE(written);
    CHECK(StrangersProject("http://127.0.0.1:1", std::string(written) + "\n").run({"check"}).code == 2);
  }
  const StrangersProject inside("http://127.0.0.1:1");
  fs::create_directory(inside.path("other"));
  fs::create_directory_symlink("other", inside.path("reports"));
  CHECK(inside.run({"check"}).code == 0);
}

TEST_CASE("What a link among a stranger's files leads to is shown in no error") {
  const auto refused = [](const std::string& link, const std::string& to, const std::vector<std::string>& words) {
    CAPTURE(link);
    const StrangersProject project("http://127.0.0.1:1");
    project.write("../outside/bait.yaml", std::string("version: ") + kBait + "\n");
    project.write("../outside/bait.json", std::string("{\"") + kBait + "\": 1");
    fs::remove(project.path(link));
    fs::create_directories(fs::path(project.path(link)).parent_path());
    fs::create_symlink(to, project.path(link));
    const Ran ran = project.run(words);
    CHECK(ran.code == 2);
    CHECK((ran.out + ran.err).find(kBait) == std::string::npos);
  };
  refused("sightline.yaml", "../outside/bait.yaml", {"run"});
  refused("suites/s.yaml", "../../outside/bait.yaml", {"run"});
  refused("fixtures/f.json", "../../outside/bait.json", {"run"});
  refused("fixtures/f.json", "../../outside/bait.json", {"fixtures", "fmt"});
}

TEST_CASE("A recording is written through no link that leads out of the fixtures") {
  Listener model(completion("yes"));
  const StrangersProject project(model.url());
  REQUIRE(project.run({"run", "--mode", "record"}).code == 0);
  std::string fixture;
  for (const auto& entry : fs::recursive_directory_iterator(project.path("fixtures"))) {
    if (entry.is_regular_file()) fixture = entry.path();
  }
  REQUIRE_FALSE(fixture.empty());
  project.write("../outside/precious.json", project.read("fixtures/s/" + fs::path(fixture).filename().string()) + " ");
  const std::string before = project.read("../outside/precious.json");
  fs::remove(fixture);
  fs::create_symlink("../../../outside/precious.json", fixture);
  CHECK(project.run({"run", "--mode", "record"}).code == 2);
  CHECK(project.read("../outside/precious.json") == before);
}

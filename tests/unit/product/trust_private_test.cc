// `private: true`: who can read what a run leaves behind.

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "listener.h"
#include "project_run.h"

using namespace sightline::product_tests;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPixel =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 ? info.st_mode : 0;
}

/// What others than its owner may do with anything below the folders that the program writes.
std::set<std::string> open_to_others(const StrangersProject& project) {
  std::set<std::string> open;
  for (const char* top : {"reports", "fixtures", "snapshots", "baselines", "scored", "compared", "merged"}) {
    if (!fs::exists(project.path(top))) continue;
    for (const auto& entry : fs::recursive_directory_iterator(project.path(top))) {
      const mode_t mode = mode_of(entry.path());
      if (!S_ISLNK(mode) && (mode & 077) != 0) open.insert(entry.path().string());
    }
    if ((mode_of(project.path(top)) & 077) != 0) open.insert(project.path(top));
  }
  return open;
}

class Masked {
 public:
  explicit Masked(mode_t mask) : before_(::umask(mask)) {}
  ~Masked() { ::umask(before_); }
  Masked(const Masked&) = delete;
  Masked& operator=(const Masked&) = delete;

 private:
  const mode_t before_;
};

void write_suite(const StrangersProject& project) {
  project.write("suites/s.yaml", std::string("prompts: {p: \"{{photo}}Is it?\"}\ncases:\n  - id: c\n    vars: {photo: "
                                             "{image: \"") +
                                     kPixel + "\"}}\n    assert: [{contains: \"yes\"}]\n");
}

/// All that writes, one after the other.
void write_everything(const StrangersProject& project) {
  const std::vector<std::vector<std::string>> words{{"run", "--mode", "record", "--report", "json,html,junit,md,csv"},
                                                    {"run", "--shard", "1/1", "--out", "reports/shard"},
                                                    {"merge", "reports/shard", "--out", "merged"},
                                                    {"rescore", "latest", "--out", "scored"},
                                                    {"report", "latest", "--format", "html"},
                                                    {"baseline", "latest"},
                                                    {"compare", "latest", "scored", "--out", "compared"},
                                                    {"history"},
                                                    {"fixtures", "fmt"}};
  for (const auto& verb : words) {
    const Ran ran = project.run(verb);
    CAPTURE(verb[0], ran.err);
    CHECK((ran.code == 0 || ran.code == 4));  // 4: a comparison that can tell nothing.
  }
}

}  // namespace

TEST_CASE("A private project's files are their owner's alone, whatever the umask and whoever writes them") {
  Listener model(completion("yes"));
  for (const mode_t mask : {000, 022}) {
    const Masked masked(mask);
    const StrangersProject project(model.url(), "private: true\n");
    write_suite(project);
    write_everything(project);
    CHECK(fs::exists(project.path("fixtures/s")));
    CHECK(fs::exists(project.path("merged/run.jsonl")));
    CHECK(open_to_others(project) == std::set<std::string>{});
  }
}

TEST_CASE("Without it files have the mode that the umask leaves them") {
  Listener model(completion("yes"));
  const Masked masked(027);
  const StrangersProject project(model.url());
  write_suite(project);
  REQUIRE(project.run({"run", "--mode", "record", "--out", "run"}).code == 0);
  CHECK((mode_of(project.path("run/run.jsonl")) & 0777) == 0640);
  CHECK((mode_of(project.path("run/results.json")) & 0777) == 0640);
  CHECK((mode_of(project.path("run")) & 0777) == 0750);
}

TEST_CASE("A run that goes on in a project that became private is private from then on, and what is made of it") {
  Listener model(completion("yes"));
  const Masked masked(022);
  const StrangersProject project(model.url());
  write_suite(project);
  REQUIRE(project.run({"run", "--mode", "record", "--out", "run"}).code == 0);
  CHECK((mode_of(project.path("run/run.jsonl")) & 0777) == 0644);
  project.write("sightline.yaml", project.read("sightline.yaml") + "private: true\n");
  REQUIRE(project.run({"run", "--resume", "run"}).code == 0);
  for (const char* name : {"run/run.jsonl", "run/.lock", "run/results.json", "run/report.html"}) {
    CAPTURE(name);
    CHECK((mode_of(project.path(name)) & 0777) == 0600);
  }
  // The run itself says it, where no project is near.
  const Masked again(022);
  fs::create_directories(project.path("away"));
  fs::rename(project.path("run"), project.path("away/run"));
  fs::rename(project.path("sightline.yaml"), project.path("away/project.txt"));
  fs::remove(project.path("away/run/report.html"));
  REQUIRE(project.run({"report", "away/run", "--format", "html"}).code == 0);
  CHECK((mode_of(project.path("away/run/report.html")) & 0777) == 0600);
}

TEST_CASE("What is made of private results and fixtures is private where no project is near") {
  Listener model(completion("yes"));
  const Masked masked(022);
  const StrangersProject project(model.url(), "private: true\n");
  write_suite(project);
  REQUIRE(project.run({"run", "--mode", "record", "--out", "run"}).code == 0);
  const Masked again(022);
  fs::rename(project.path("sightline.yaml"), project.path("project.txt"));
  fs::create_directories(project.path("away"));
  fs::rename(project.path("run/results.json"), project.path("away/results.json"));
  const int code = project.run({"compare", "away", "away", "--out", "compared"}).code;
  CHECK((code == 0 || code == 4));
  CHECK((mode_of(project.path("compared/compare.html")) & 0777) == 0600);

  const fs::path fixture = fs::directory_iterator(project.path("fixtures/s"))->path();
  const std::string name = "fixtures/s/" + fixture.filename().string();
  project.write(name, project.read(name) + "\n");
  REQUIRE((mode_of(fixture) & 0777) == 0600);
  CHECK(project.run({"fixtures", "fmt", "--fixtures", "fixtures"}).out.find("1 of 1 fixture rewritten") !=
        std::string::npos);
  CHECK((mode_of(fixture) & 0777) == 0600);
}

TEST_CASE("What the recording server writes of a private project is private") {
  Listener model(completion("yes"));
  const Masked masked(022);
  for (const std::string more : {"private: true\n", ""}) {
    const StrangersProject project(model.url(), more);
    Scratch scratch;
    Serve serve(scratch, project.path("recorded"), {"--record", "--upstream", model.url() + "/v1"});
    StrangersProject client("http://127.0.0.1:" + std::to_string(serve.port()) + "/v1");
    CHECK(client.run({"run", "--mode", "live"}).code == 0);
    CHECK(serve.end() == 0);
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(project.path("recorded"))) {
      if (!entry.is_regular_file()) continue;
      ++files;
      CHECK((mode_of(entry.path()) & 0777) == (more.empty() ? 0644 : 0600));
    }
    CHECK(files == 1);
  }
}

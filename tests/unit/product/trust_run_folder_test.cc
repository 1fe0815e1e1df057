// A run's folder that a stranger sent: what report, compare, rescore and view make of it.

#include <catch2/catch.hpp>
#include <filesystem>

#include "fakes/raw_client.h"
#include "listener.h"
#include "project_run.h"

using namespace sightline::product_tests;
namespace fs = std::filesystem;

namespace {

/// A run of one image, and another picture outside of its folder.
struct StrangersRun {
  StrangersRun() : model(completion("yes")), project(model.url()) {
    for (const auto& entry : fs::recursive_directory_iterator(SIGHTLINE_SOURCE_DIR "/suites")) {
      if (entry.path().extension() == ".png") pictures.push_back(entry.path());
    }
    std::sort(pictures.begin(), pictures.end());
    fs::create_directories(project.path("images"));
    fs::copy_file(pictures.at(0), project.path("images/a.png"));
    project.write("suites/s.yaml",
                  "prompts: {p: \"{{photo}}Is it?\"}\ncases:\n  - id: c\n    vars: {photo: {image: ../images/a.png}}\n"
                  "    assert: [{contains: \"yes\"}]\n");
    const Ran ran = project.run({"run", "--mode", "record", "--out", "run"});
    if (ran.code != 0) throw std::runtime_error(ran.err);
    for (const auto& entry : fs::directory_iterator(project.path("run/images"))) {
      if (entry.is_regular_file()) image = entry.path();
    }
    fs::remove_all(project.path("run/images/thumbs"));
  }
  Listener model;
  StrangersProject project;
  std::vector<fs::path> pictures;
  fs::path image;
};

}  // namespace

TEST_CASE("A report shows no picture from outside of its run, whatever its links lead to") {
  const StrangersRun run;
  REQUIRE(run.project.run({"report", "run", "--format", "html"}).code == 0);
  const std::string with = run.project.read("run/report.html");
  const fs::path private_picture = run.project.path("private.png");
  fs::copy_file(run.image, private_picture);
  fs::remove(run.image);
  REQUIRE(run.project.run({"report", "run", "--format", "html"}).code == 0);
  const std::string without = run.project.read("run/report.html");
  REQUIRE(with != without);
  fs::create_symlink(private_picture, run.image);
  REQUIRE(run.project.run({"report", "run", "--format", "html"}).code == 0);
  CHECK(run.project.read("run/report.html") == without);
  // The whole folder may be a link, too.
  fs::rename(run.project.path("run/images"), run.project.path("pictures"));
  fs::remove(run.project.path("pictures") + "/" + run.image.filename().string());
  fs::copy_file(private_picture, run.project.path("pictures") + "/" + run.image.filename().string());
  fs::create_directory_symlink("../pictures", run.project.path("run/images"));
  REQUIRE(run.project.run({"report", "run", "--format", "html"}).code == 0);
  CHECK(run.project.read("run/report.html") == without);
}

TEST_CASE("A digest that is a path leads nowhere") {
  const StrangersRun run;
  std::string log = run.project.read("run/run.jsonl");
  const std::string digest = run.image.stem().string();
  run.project.write("secret.png", "not for you");
  for (std::size_t at; (at = log.find(digest)) != std::string::npos;) log.replace(at, digest.size(), "../../secret");
  run.project.write("run/run.jsonl", log);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"report", "run", "--format", "html,json,md"}, {"rescore", "run", "--out", "again"}}) {
    const Ran ran = run.project.run(words);
    CHECK(ran.code != 70);
    CHECK(ran.code != -1);
  }
  CHECK(run.project.read("run/report.html").find("not for you") == std::string::npos);
  CHECK(run.project.read("secret.png") == "not for you");
}

TEST_CASE("A report is written in place of a link, never through it") {
  const StrangersRun run;
  run.project.write("precious.txt", "precious");
  for (const char* name : {"report.html", "results.json", "junit.xml", "summary.md", "results.csv"}) {
    fs::remove(run.project.path(std::string("run/") + name));
    fs::create_symlink("../precious.txt", run.project.path(std::string("run/") + name));
  }
  REQUIRE(run.project.run({"report", "run", "--format", "html,json,junit,md,csv"}).code == 0);
  CHECK(run.project.read("precious.txt") == "precious");
}

TEST_CASE("A log that is no log, cut, or of huge lines is an error or a report, and no crash") {
  const StrangersRun run;
  const std::string log = run.project.read("run/run.jsonl");
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (const std::string& bad :
       {std::string(), std::string("\n\n\n"), std::string(1, '\0'), log.substr(0, log.size() / 2), deep,
        log + deep + "\n", log + "{\"suite\": \"" + std::string(5'000'000, 'a') + "\"}\n",
        std::string("{\"sightline_run\": 99}\n"), std::string("{\"sightline_run\": 1, \"plan\": -1}\n"), log + log}) {
    CAPTURE(bad.substr(0, 40), bad.size());
    run.project.write("run/run.jsonl", bad);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"report", "run"},
                                                  {"compare", "run", "run"},
                                                  {"rescore", "run", "--out", "again"},
                                                  {"merge", "run", "--out", "m"}}) {
      const int code = run.project.run(words).code;
      CHECK(code >= 0);
      CHECK(code <= 4);
      fs::remove_all(run.project.path("again"));
      fs::remove_all(run.project.path("m"));
    }
  }
}

// What the program sends where nobody said that it may: nothing.

#include <catch2/catch.hpp>

#include "listener.h"
#include "project_run.h"

using namespace sightline::product_tests;

namespace {

/// An environment that would lead all there is to the listener.
Environment all_through(const Listener& ear) {
  Environment environment;
  for (const char* name : {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    environment[name] = ear.url();
  }
  return environment;
}

}  // namespace

TEST_CASE("A replay contacts nobody: no base_url, no proxy, no host of an image, no name server by way of them") {
  Listener model(completion("yes")), proxy(completion("yes")), images(completion("yes"));
  const StrangersProject project(model.url());
  project.write(
      "suites/s.yaml",
      "prompts: {p: \"{{photo}}What is it?\"}\ncases:\n"
      "  - {id: near, vars: {photo: {image: \"" +
          images.url() +
          "/a.png\"}}, assert: [contains: \"yes\"]}\n"
          "  - {id: far, vars: {photo: {image: \"https://cloud.test/a.png\"}}, assert: [contains: \"yes\"]}\n"
          "  - {id: meta, vars: {photo: {image: \"https://169.254.169.254/a.png\"}}, assert: [contains: \"yes\"]}\n");
  const Ran recorded = project.run({"run", "--mode", "record", "--report", "json", "--quiet"});
  CAPTURE(recorded.err);
  REQUIRE(recorded.code == 0);
  CHECK(model.connections() > 0);
  CHECK(images.connections() == 0);  // The model's server fetches images, this program never.
  const unsigned before = model.connections();
  const std::vector<std::vector<std::string>> offline{{"run", "--report", "json,html,junit,md,csv"},
                                                      {"check"},
                                                      {"fixtures", "check"},
                                                      {"fixtures", "check", "--mutate"},
                                                      {"report", "latest"},
                                                      {"rescore", "latest"}};
  for (const auto& words : offline) {
    CAPTURE(words[0]);
    CHECK(project.run(words, all_through(proxy)).code == 0);
  }
  CHECK(model.connections() == before);
  CHECK(proxy.connections() == 0);
  CHECK(images.connections() == 0);
}

TEST_CASE("A replay without its fixture asks nobody either") {
  Listener model(completion("yes")), proxy(completion("yes"));
  const StrangersProject project(model.url());
  CHECK(project.run({"run"}, all_through(proxy)).code == 3);
  CHECK(model.connections() + proxy.connections() == 0);
}

TEST_CASE("Modes that send are refused in the build of a fork before anything is sent") {
  Listener model(completion("yes"));
  const StrangersProject project(model.url());
  for (const char* mode : {"live", "record", "record_missing"}) {
    const Ran ran = project.run({"run", "--mode", mode, "--allow-record"}, {{"CIRCLE_PR_REPONAME", "x"}});
    CHECK(ran.code == 2);
    CHECK(ran.err.find("--allow-fork") != std::string::npos);
  }
  CHECK(model.connections() == 0);
  CHECK(project.run({"run", "--mode", "live", "--allow-fork"}, {{"CIRCLE_PR_REPONAME", "x"}}).code == 0);
  CHECK(model.connections() == 1);
}

#include "cli/fork_build.h"

#include <catch2/catch.hpp>
#include <map>

#include "fakes/memory_files.h"

namespace sightline {
namespace {

using Variables = std::map<std::string, std::string>;

std::string fork_of(const Variables& variables, const std::string& event = "") {
  fakes::MemoryFiles files;
  if (!event.empty()) files.put("/event.json", event);
  const auto environment = [&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  return fork_build(environment, files).value_or("no fork");
}

std::string github(const std::string& name, const std::string& event) {
  return fork_of({{"GITHUB_EVENT_NAME", name}, {"GITHUB_EVENT_PATH", "/event.json"}}, event);
}

std::string pull_of(const std::string& head, const std::string& base) {
  return R"({"pull_request": {"head": {"repo": )" + head + R"(}, "base": {"repo": )" + base + "}}}";
}

}  // namespace

TEST_CASE("a build is a fork's where the event's head is another repository than its base") {
  const std::string ours = R"({"full_name": "us/shapes"})";
  const std::string theirs = R"({"full_name": "stranger/shapes", "fork": true})";
  for (const std::string name : {"pull_request", "pull_request_target", "pull_request_review"}) {
    CAPTURE(name);
    CHECK(github(name, pull_of(theirs, ours)) ==
          "the event '" + name + "' says that the change comes from 'stranger/shapes'");
    CHECK(github(name, pull_of(ours, ours)) == "no fork");
    CHECK(github(name, pull_of(R"({"full_name": "Us/Shapes"})", ours)) == "no fork");
  }
  CHECK(github("push", R"({"repository": {"full_name": "us/shapes"}})") == "no fork");
  CHECK(fork_of({}) == "no fork");
  // A repository that is itself a fork builds its own branches.
  CHECK(github("pull_request", pull_of(theirs, theirs)) == "no fork");
}

TEST_CASE("a pull request that does not say where it comes from counts as a fork's") {
  const std::string untold = " does not say which repository the change comes from";
  CHECK(github("pull_request", pull_of("null", R"({"full_name": "us/shapes"})")) ==
        "the event 'pull_request'" + untold);
  CHECK(github("pull_request_target", "{") == "the event 'pull_request_target'" + untold);
  CHECK(github("pull_request", R"({"pull_request": 7})") == "the event 'pull_request'" + untold);
  CHECK(fork_of({{"GITHUB_EVENT_NAME", "pull_request"}}) == "the event 'pull_request'" + untold);
  CHECK(github("issue_comment", R"({"issue": {"pull_request": {"url": "x"}}})") ==
        "the event 'issue_comment'" + untold);
  CHECK(github("issue_comment", R"({"issue": {"number": 7}})") == "no fork");
  // The event that runs with the base's secrets after a build of the pull request.
  const std::string after = R"({"repository": {"full_name": "us/shapes"}, "workflow_run": {"head_repository": )";
  CHECK(github("workflow_run", after + R"({"full_name": "stranger/shapes"}}})") != "no fork");
  CHECK(github("workflow_run", after + R"({"full_name": "us/shapes"}}})") == "no fork");
}

TEST_CASE("other builds of forks are known by their variables") {
  CHECK(fork_of({{"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "7"}, {"CI_MERGE_REQUEST_PROJECT_ID", "8"}}) ==
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID is another than CI_MERGE_REQUEST_PROJECT_ID");
  CHECK(fork_of({{"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "8"}, {"CI_MERGE_REQUEST_PROJECT_ID", "8"}}) == "no fork");
  CHECK(fork_of({{"TRAVIS_PULL_REQUEST_SLUG", "them/a"}, {"TRAVIS_REPO_SLUG", "us/a"}}) != "no fork");
  CHECK(fork_of({{"TRAVIS_PULL_REQUEST_SLUG", ""}, {"TRAVIS_REPO_SLUG", "us/a"}}) == "no fork");
  CHECK(fork_of({{"BUILDKITE_PULL_REQUEST_REPO", "git://github.com/us/a.git"},
                 {"BUILDKITE_REPO", "git@github.com:us/a.git"}}) == "no fork");
  CHECK(fork_of({{"BUILDKITE_PULL_REQUEST_REPO", "git://github.com/them/a.git"},
                 {"BUILDKITE_REPO", "git@github.com:us/a.git"}}) != "no fork");
  CHECK(fork_of({{"APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME", "them/a"}, {"APPVEYOR_REPO_NAME", "us/a"}}) != "no fork");
  CHECK(fork_of({{"BITRISEIO_PULL_REQUEST_REPOSITORY_URL", "https://github.com/them/a"},
                 {"GIT_REPOSITORY_URL", "git@github.com:us/a.git"}}) != "no fork");
  CHECK(fork_of({{"SEMAPHORE_GIT_PR_SLUG", "them/a"}, {"SEMAPHORE_GIT_REPO_SLUG", "us/a"}}) != "no fork");
  CHECK(fork_of({{"CIRCLE_PR_REPONAME", "a"}}) == "CIRCLE_PR_REPONAME is set");
  CHECK(fork_of({{"CHANGE_FORK", "them"}}) == "CHANGE_FORK is set");
  CHECK(fork_of({{"SYSTEM_PULLREQUEST_ISFORK", "True"}}) == "SYSTEM_PULLREQUEST_ISFORK is set");
  CHECK(fork_of({{"SYSTEM_PULLREQUEST_ISFORK", "False"}}) == "no fork");
  CHECK(fork_of({{"CF_PULL_REQUEST_IS_FORK", "true"}}) != "no fork");
  CHECK(fork_of({{"SIGHTLINE_FORK", "1"}}) == "SIGHTLINE_FORK is set");
  CHECK(fork_of({{"SIGHTLINE_FORK", "0"}}) == "no fork");
}

}  // namespace sightline

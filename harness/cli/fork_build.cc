#include "cli/fork_build.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

/// Larger than any event that GitHub sends.
constexpr std::size_t kMostEventBytes = 32u << 20;

/// A variable that is set for the build of a fork alone.
struct Sign {
  const char* name;
  const char* value;  ///< Null: any that is not empty.
};
constexpr std::array kSigns{
    Sign{"SIGHTLINE_FORK", "1"},
    Sign{"SIGHTLINE_FORK", "true"},
    Sign{"SYSTEM_PULLREQUEST_ISFORK", "true"},  // Azure Pipelines
    Sign{"CF_PULL_REQUEST_IS_FORK", "true"},    // Codefresh
    Sign{"CIRCLE_PR_REPONAME", nullptr},        // CircleCI
    Sign{"CHANGE_FORK", nullptr},               // Jenkins
};

/// Two variables that name one repository, unless this is the build of a fork.
struct Pair {
  const char* theirs;
  const char* ours;
};
constexpr std::array kPairs{
    Pair{"CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID"},  // GitLab
    Pair{"TRAVIS_PULL_REQUEST_SLUG", "TRAVIS_REPO_SLUG"},
    Pair{"BUILDKITE_PULL_REQUEST_REPO", "BUILDKITE_REPO"},
    Pair{"APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME", "APPVEYOR_REPO_NAME"},
    Pair{"BITRISEIO_PULL_REQUEST_REPOSITORY_URL", "GIT_REPOSITORY_URL"},
    Pair{"SEMAPHORE_GIT_PR_SLUG", "SEMAPHORE_GIT_REPO_SLUG"},
};

/// "owner/name" of a repository's URL or slug, in whatever form: git@host:owner/name.git is the same as
/// https://host/owner/name. A number stays one.
std::string repository(std::string_view text) {
  std::string name = lower(trimmed(text));
  while (name.ends_with('/')) name.pop_back();
  if (name.ends_with(".git")) name.erase(name.size() - 4);
  const std::size_t last = name.find_last_of("/:");
  if (last == std::string::npos || last == 0) return name;
  const std::size_t before = name.find_last_of("/:", last - 1);
  name[last] = '/';
  return before == std::string::npos ? name : name.substr(before + 1);
}

std::string variable(const Environment& environment, const char* name) {
  return environment(name).value_or("");
}

const Node* below(const Node* node, std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) node = node && node->is_map() ? node->find(name) : nullptr;
  return node;
}

std::string text_at(const Node& event, std::initializer_list<std::string_view> path) {
  const Node* found = below(&event, path);
  return found && found->is_string() ? found->string() : "";
}

/// "" where both are one repository.
std::string told_difference(const std::string& theirs, const std::string& ours) {
  if (!theirs.empty() && !ours.empty() && repository(theirs) == repository(ours)) return "";
  if (theirs.empty()) return "does not say which repository the change comes from";
  return fmt::format("says that the change comes from {}", quoted(theirs, 120));
}

/// What an event of GitHub Actions (or Gitea's, which speak the same) says of where the change comes from; "" where it
/// comes from the repository itself, or is none of a pull request.
std::string told_by(const Node& event, std::string_view name) {
  if (below(&event, {"pull_request"})) {
    return told_difference(text_at(event, {"pull_request", "head", "repo", "full_name"}),
                           text_at(event, {"pull_request", "base", "repo", "full_name"}));
  }
  if (below(&event, {"workflow_run"})) {
    return told_difference(text_at(event, {"workflow_run", "head_repository", "full_name"}),
                           text_at(event, {"repository", "full_name"}));
  }
  const bool is_of_pull = below(&event, {"issue", "pull_request"}) || name.starts_with("pull_request");
  return is_of_pull ? "does not say which repository the change comes from" : "";
}

std::optional<std::string> github(const Environment& environment, const Files& files) {
  const std::string name = variable(environment, "GITHUB_EVENT_NAME");
  if (name.empty()) return std::nullopt;
  const std::string path = variable(environment, "GITHUB_EVENT_PATH");
  const auto text = path.empty() ? failure("there is none") : files.read_head(path, kMostEventBytes);
  const auto event = text ? parse_json(*text) : Expected<Node>(tl::unexpected(text.error()));
  const std::string told = told_by(event.value_or(Node()), name);
  if (told.empty()) return std::nullopt;
  return fmt::format("the event {} {}", quoted(name, 60), told);
}

}  // namespace

std::optional<std::string> fork_build(const Environment& environment, const Files& files) {
  for (const Sign& sign : kSigns) {
    const std::string value = lower(variable(environment, sign.name));
    if (sign.value ? value == sign.value : !value.empty()) return fmt::format("{} is set", sign.name);
  }
  for (const Pair& pair : kPairs) {
    const std::string theirs = variable(environment, pair.theirs);
    if (theirs.empty() || repository(theirs) == repository(variable(environment, pair.ours))) continue;
    return fmt::format("{} is another than {}", pair.theirs, pair.ours);
  }
  return github(environment, files);
}

}  // namespace sightline

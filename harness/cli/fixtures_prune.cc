#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/fixtures_folder.h"
#include "report/harmless.h"
#include "report/verdict.h"

namespace sightline {

namespace {

/// Deletes what nothing plans, and says so.
class Pruning {
 public:
  Pruning(Files& files, const OpenFixtures& opened, const FixturesArguments& arguments, Terminal& terminal)
      : files_(files), opened_(opened), arguments_(arguments), terminal_(terminal) {
    for (const Fixture* fixture : opened_.library->all()) {
      const auto standing = opened_.coverage->standing(*fixture);
      if (standing == FixtureCoverage::Standing::unused) unused_.push_back(fixture);
      undecided_ += standing == FixtureCoverage::Standing::undecided ? 1 : 0;
    }
  }

  int run() {
    const std::size_t all = opened_.library->size();
    if (2 * unused_.size() > all && !arguments_.yes && !arguments_.dry_run) {
      terminal_.errors(
          {{.message = fmt::format("{} of {} would be deleted, more than half; --dry-run lists them, --yes "
                                   "deletes them",
                                   unused_.size(), counted(all, "fixture"))}});
      return exit_code::kUsage;
    }
    for (const Fixture* fixture : unused_) {
      if (!remove(*fixture)) return exit_code::kIncomplete;
    }
    if (arguments_.repeats && !cut_repeats()) return exit_code::kIncomplete;
    tell(all);
    return has_errors(opened_.broken) ? exit_code::kUsage : exit_code::kSuccess;
  }

 private:
  void say(std::string_view done, std::string_view would, const std::string& what) {
    terminal_.print(harmless(fmt::format("{} {}\n", arguments_.dry_run ? would : done, what)));
  }

  bool succeeded(const Expected<void>& done) {
    if (!done) terminal_.errors(done.error());
    return done.has_value();
  }

  bool remove(const Fixture& fixture) {
    if (!arguments_.dry_run && !succeeded(opened_.library->remove(fixture))) return false;
    say("deleted", "would delete", fixture.path);
    return arguments_.dry_run || remove_empty_folders(fixture.path);
  }

  /// The folders above a file that went, up to the fixtures' own, as far as nothing is left in them.
  bool remove_empty_folders(const std::string& path) {
    std::string folder = std::filesystem::path(path).parent_path().string();
    while (folder.size() > opened_.folder.size()) {
      const auto names = files_.list(folder);
      if (!names) return terminal_.errors(names.error()), false;
      if (!names->empty()) return true;
      if (!succeeded(files_.remove(folder))) return false;
      folder = std::filesystem::path(folder).parent_path().string();
    }
    return true;
  }

  bool cut_repeats() {
    for (const Fixture* fixture : opened_.library->all()) {
      const auto use = opened_.coverage->used.find(fixture);
      if (use == opened_.coverage->used.end() || fixture->responses.size() <= use->second.repeats) continue;
      if (!cut(*fixture, use->second.repeats)) return false;
    }
    return true;
  }

  bool cut(const Fixture& fixture, unsigned repeats) {
    Fixture shorter = fixture;
    shorter.responses.resize(repeats);
    const bool has_answer = std::ranges::any_of(shorter.responses, [](const auto& r) { return r.status != 0; });
    if (!has_answer) return true;  // A file without any answer could not be read again.
    if (!arguments_.dry_run && !succeeded(opened_.library->rewrite(std::move(shorter)))) return false;
    say("cut", "would cut",
        fmt::format("{} of {}", counted(fixture.responses.size() - repeats, "repeat"), fixture.path));
    return true;
  }

  void tell(std::size_t all) {
    terminal_.print(fmt::format("{} of {} {}\n", unused_.size(), counted(all, "fixture"),
                                arguments_.dry_run ? "would be deleted" : "deleted"));
    if (undecided_ == 0) return;
    terminal_.print(
        fmt::format("{} stay undecided: an answer before them in their conversation is not recorded\n", undecided_));
  }

  Files& files_;
  const OpenFixtures& opened_;
  const FixturesArguments& arguments_;
  Terminal& terminal_;
  std::vector<const Fixture*> unused_;
  std::size_t undecided_ = 0;
};

}  // namespace

int prune_fixtures(const FixturesArguments& arguments, Terminal& terminal) {
  DiskFiles files;
  const auto opened = open_fixtures(files, arguments, terminal);
  if (!opened) return exit_code::kUsage;
  return Pruning(files, *opened, arguments, terminal).run();
}

}  // namespace sightline

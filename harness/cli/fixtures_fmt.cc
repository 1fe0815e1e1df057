#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/fixtures_folder.h"
#include "fixture/canonical_form.h"
#include "fixture/fixture_files.h"
#include "report/verdict.h"

namespace sightline {

namespace {

/// Brings files to their canonical form, or says which are not.
class Formatter {
 public:
  Formatter(Files& files, bool only_look, Terminal& terminal)
      : files_(files), only_look_(only_look), terminal_(terminal) {}

  void take(const std::string& path) {
    auto done = format(path);
    if (done) return;
    terminal_.errors(done.error());
    broken_ += 1;
  }

  int tell(std::size_t files) {
    terminal_.print(fmt::format("{} of {} {}{}\n", changed_, counted(files, "fixture"),
                                only_look_ ? "would change" : "rewritten",
                                broken_ > 0 ? fmt::format(", {} broken", broken_) : ""));
    if (broken_ > 0) return exit_code::kUsage;
    return only_look_ && changed_ > 0 ? exit_code::kFailed : exit_code::kSuccess;
  }

 private:
  Expected<void> format(const std::string& path) {
    auto text = files_.read(path);
    if (!text) return tl::unexpected(std::move(text.error()));
    auto canonical = canonical_fixture(Source{path, *text});
    if (!canonical) return tl::unexpected(std::move(canonical.error()));
    if (*canonical == *text) return {};
    if (!only_look_) {
      if (auto written = files_.write_whole(path, *canonical); !written) return written;
    }
    changed_ += 1;
    terminal_.print(path + "\n");
    return {};
  }

  Files& files_;
  const bool only_look_;
  Terminal& terminal_;
  std::size_t changed_ = 0;
  std::size_t broken_ = 0;
};

}  // namespace

int format_fixtures(const FixturesArguments& arguments, Terminal& terminal) {
  DiskFiles files;
  const auto folder = fixtures_folder(files, arguments, terminal);
  if (!folder) return exit_code::kUsage;
  Errors errors;
  const std::vector<std::string> paths = fixture_files(files, *folder, errors);
  terminal.errors(errors);
  if (has_errors(errors)) return exit_code::kUsage;
  Formatter formatter(files, arguments.check, terminal);
  for (const std::string& path : paths) formatter.take(path);
  return formatter.tell(paths.size());
}

}  // namespace sightline

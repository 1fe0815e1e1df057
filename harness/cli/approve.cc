#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/outcome_options.h"
#include "cli/session.h"
#include "cli/snapshot_review.h"
#include "cli/verb.h"
#include "cli/verb_options.h"
#include "compare/text_diff.h"
#include "fixture/guarded_files.h"
#include "run/snapshots.h"

namespace sightline {

namespace {

constexpr std::size_t kMostLines = 200;

struct ApproveArguments {
  std::string run = "latest";
  std::vector<std::string> cases;
  bool yes = false;
  std::optional<unsigned> repeat;
  std::string color = "auto";
};

std::string listed(const std::vector<unsigned>& repeats) {
  std::vector<std::string> texts;
  for (const unsigned repeat : repeats) texts.push_back(std::to_string(repeat + 1));
  return join(texts, ", ");
}

/// "its repeats gave 2 answers (repeat 1, 3; repeat 2)", "only repeat 2 of 3 gave this answer".
std::string disagreement(const OpenSnapshot& snapshot) {
  std::vector<std::string> answers;
  for (const ProposedAnswer& answer : snapshot.answers) answers.push_back("repeat " + listed(answer.repeats));
  if (answers.size() == 1) {
    return fmt::format("only {} of {} gave this answer", answers.front(), snapshot.judged_repeats);
  }
  return fmt::format("its repeats gave {} answers ({})", answers.size(), join(answers, "; "));
}

Colour line_colour(DiffLine::Kind kind) {
  switch (kind) {
    case DiffLine::Kind::removed:
      return Colour::bad;
    case DiffLine::Kind::added:
      return Colour::good;
    case DiffLine::Kind::gap:
      return Colour::quiet;
    case DiffLine::Kind::same:
      break;
  }
  return Colour::plain;
}

std::string_view mark_of(DiffLine::Kind kind) {
  switch (kind) {
    case DiffLine::Kind::removed:
      return "  - ";
    case DiffLine::Kind::added:
      return "  + ";
    case DiffLine::Kind::gap:
      return "  … ";
    case DiffLine::Kind::same:
      break;
  }
  return "    ";
}

/// Shows snapshots that a run did not meet, and writes those that are accepted.
class Review {
 public:
  Review(const ApproveArguments& arguments, const Project& project, Files& files, Terminal& terminal)
      : arguments_(arguments), project_(project), files_(files), terminal_(terminal) {}

  int run(const std::vector<OpenSnapshot>& open) {
    for (const OpenSnapshot& snapshot : open) {
      if (stopped_ || failed_) {
        left_ += stopped_ ? 1 : 0;
        continue;
      }
      look_at(snapshot);
    }
    return failed_ ? exit_code::kIncomplete : tell_end();
  }

 private:
  void look_at(const OpenSnapshot& snapshot) {
    if (!is_snapshot_path(files_, project_.root, snapshot.file)) {
      return refuse(snapshot, "is no snapshot of this project: it is left alone");
    }
    const ProposedAnswer* answer = chosen(snapshot);
    if (answer == nullptr) return;
    const std::string path = project_.root + "/" + snapshot.file;
    std::optional<std::string> approved;
    if (files_.is_file(path)) {
      auto bytes = files_.read(path);
      if (!bytes) return fail(bytes.error());
      approved = snapshot_text(std::move(*bytes));
    }
    if (approved == answer->text) {
      ++known_;
      return;
    }
    show(snapshot, approved, *answer);
    const bool may_take = tell_doubts(snapshot);
    if (snapshot.is_shared || !(may_take || terminal_.can_ask()) || !accepts(snapshot)) {
      ++left_;
      return;
    }
    write(path, *answer);
  }

  /// The answer of --repeat, or the first one; null where that repeat gave none.
  const ProposedAnswer* chosen(const OpenSnapshot& snapshot) const {
    if (!arguments_.repeat) return &snapshot.answers.front();
    const auto gave_it = [&](const ProposedAnswer& answer) {
      return std::ranges::find(answer.repeats, *arguments_.repeat - 1) != answer.repeats.end();
    };
    const auto found = std::ranges::find_if(snapshot.answers, gave_it);
    return found == snapshot.answers.end() ? nullptr : &*found;
  }

  void show(const OpenSnapshot& snapshot, const std::optional<std::string>& approved, const ProposedAnswer& answer) {
    terminal_.say(
        fmt::format("{}: {} {}", snapshot.unit.text(), approved ? "differs from" : "would be new in", snapshot.file),
        Colour::strong);
    const bool is_line = approved && !approved->empty() && !answer.text.empty() &&
                         approved->find('\n') == std::string::npos && answer.text.find('\n') == std::string::npos;
    if (is_line) return terminal_.say("    " + word_diff(*approved, answer.text));
    const auto lines = line_diff(approved.value_or(""), answer.text);
    for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
      terminal_.say(std::string(mark_of(lines[i].kind)) + lines[i].text, line_colour(lines[i].kind));
    }
    if (lines.size() > kMostLines) {
      terminal_.say(fmt::format("  … and {} more lines", lines.size() - kMostLines), Colour::quiet);
    }
    if (lines.empty()) terminal_.say("    (an empty text)", Colour::quiet);
  }

  /// Says what speaks against taking the answer. False where nobody should take it unseen.
  bool tell_doubts(const OpenSnapshot& snapshot) {
    if (snapshot.is_shared) {
      terminal_.say("  two snapshots of the case write to this file; give one a `name`", Colour::warn);
      return false;
    }
    if (!snapshot.is_undecided() || arguments_.repeat) return true;
    terminal_.say(fmt::format("  {}; --repeat N takes what repeat N gave", disagreement(snapshot)), Colour::warn);
    return false;
  }

  bool accepts(const OpenSnapshot& snapshot) {
    if (arguments_.yes || all_) return !snapshot.is_undecided() || arguments_.repeat.has_value();
    if (!terminal_.can_ask()) return false;
    const std::string said = terminal_.ask("approve it? [y]es, [n]o, [a]ll, [q]uit: ").value_or("q");
    all_ = said == "a" || said == "all";
    stopped_ = said == "q" || said == "quit";
    return all_ || said == "y" || said == "yes";
  }

  void write(const std::string& path, const ProposedAnswer& answer) {
    GuardedFiles guarded(files_, live_secrets(project_));
    auto written = guarded.make_folders(path.substr(0, path.rfind('/')));
    if (written) written = guarded.write_whole(path, snapshot_bytes(answer.text));
    if (!written) return fail(written.error());
    ++approved_;
  }

  void refuse(const OpenSnapshot& snapshot, std::string_view why) {
    terminal_.errors({{.message = fmt::format("{} {}", quoted(snapshot.file, 200), why)}});
    ++left_;
  }

  void fail(const Errors& errors) {
    terminal_.errors(errors);
    failed_ = true;
  }

  int tell_end() {
    const auto count = [](std::size_t n) {
      return n == 1 ? std::string("1 snapshot") : fmt::format("{} snapshots", n);
    };
    if (approved_ > 0) terminal_.say("approved " + count(approved_), Colour::good);
    if (known_ > 0) terminal_.say(count(known_) + " approved before");
    if (left_ > 0) {
      const bool may_help = !arguments_.yes && !terminal_.can_ask();
      terminal_.say(fmt::format("{} not approved{}", count(left_), may_help ? "; --yes approves what is shown" : ""),
                    Colour::warn);
    }
    if (approved_ + known_ + left_ == 0) terminal_.say("every snapshot of the run is approved");
    return left_ > 0 ? exit_code::kFailed : exit_code::kSuccess;
  }

  const ApproveArguments& arguments_;
  const Project& project_;
  Files& files_;
  Terminal& terminal_;
  std::size_t approved_ = 0;
  std::size_t known_ = 0;
  std::size_t left_ = 0;
  bool all_ = false;
  bool stopped_ = false;
  bool failed_ = false;
};

int approve(const ApproveArguments& arguments) {
  Terminal terminal(arguments.color == "always"  ? ColourChoice::always
                    : arguments.color == "never" ? ColourChoice::never
                                                 : ColourChoice::automatic);
  DiskFiles files;
  const auto folder = resolve_run(files, arguments.run, terminal);
  if (!folder) return exit_code::kUsage;
  const auto root = files.canonical(".");
  const auto project = root ? open_project(files, *root, terminal) : std::nullopt;
  if (!project) return exit_code::kUsage;
  const auto run = RunReader::open(files, *folder);
  if (!run) return terminal.errors(run.error()), exit_code::kUsage;
  const auto open = open_snapshots(*run, {.cases = arguments.cases});
  if (!open) return terminal.errors(open.error()), exit_code::kUsage;
  return Review(arguments, *project, files, terminal).run(*open);
}

}  // namespace

Verb approve_verb() {
  return {.name = "approve",
          .summary = "shows what snapshots differ in, and accepts it",
          .help = R"(sightline approve [RUN]

Shows the answers of a run that differ from their approved ones, or have none yet, and takes
them over into the suites' `snapshots` folders. On a terminal it asks for each; elsewhere it
only shows, and ends with 1 where something is left. RUN is a run's folder, its run.jsonl, or
`latest`, which is the default. Commit the files: they are what the next run compares with.

  --case PATTERN     only of these cases or units; * and ? stand for anything
  --yes              takes over all, but where the repeats of a unit disagree
  --repeat N         takes the answers of the N-th repeat
  --color auto|always|never

Examples:
  sightline approve                     one after the other
  sightline approve --case 'cafe*' --yes
  sightline approve reports/20261120T093000Z-receipts-3f9a
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<ApproveArguments>();
            options.add("run", a->run);
            options.add("--case", a->cases).one_at_a_time();
            options.add_flag("--yes", a->yes);
            options.add("--repeat", a->repeat).between(1, 1000);
            add_color_option(options, a->color);
            return [a] { return approve(*a); };
          }};
}

}  // namespace sightline

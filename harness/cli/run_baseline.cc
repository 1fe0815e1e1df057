#include "cli/run_baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "base/text.h"
#include "cli/run_gates.h"
#include "report/verdict.h"

namespace sightline {

namespace {

/// A unit whatever the model: (suite, case, prompt).
using Question = std::tuple<std::string, std::string, std::string>;

Question question_of(const UnitId& unit) {
  return {unit.suite, unit.case_id, unit.prompt};
}

struct KnownUnits {
  std::set<UnitId> units;
  std::set<Question> questions;
  std::set<std::string> suites;
  std::set<std::string> models;

  explicit KnownUnits(const std::vector<UnitId>& ids) {
    for (const UnitId& unit : ids) add(unit);
  }

 private:
  void add(const UnitId& unit) {
    units.insert(unit);
    questions.insert(question_of(unit));
    suites.insert(unit.suite);
    models.insert(unit.model);
  }
};

class Narrowing {
 public:
  Narrowing(const std::vector<UnitId>& run, const std::vector<UnitId>& whole) : run_(run), whole_(whole) {}

  void apply(Baseline& baseline) const {
    auto& units = baseline.figures.units;
    std::erase_if(units, [&](const UnitFigures& unit) { return !run_.suites.contains(unit.id.suite); });
    drop_other_models(baseline);
    const auto unselected = std::erase_if(units, [&](const UnitFigures& unit) { return is_unselected(unit.id); });
    if (unselected == 0) return;
    baseline.notes.push_back(fmt::format("{} of the baseline left out: this run does not select {}",
                                         counted(unselected, "unit"), unselected == 1 ? "it" : "them"));
  }

 private:
  /// Unless the runs have no model in common: then they may be two names of one.
  void drop_other_models(Baseline& baseline) const {
    std::set<std::string> others;
    bool shares = false;
    for (const UnitFigures& unit : baseline.figures.units) {
      const bool is_here = run_.models.contains(unit.id.model);
      shares = shares || is_here;
      if (!is_here) others.insert(unit.id.model);
    }
    if (!shares || others.empty()) return;
    std::erase_if(baseline.figures.units, [&](const UnitFigures& unit) { return others.contains(unit.id.model); });
    baseline.notes.push_back(fmt::format("left out of the baseline, since this run does not have them: {}",
                                         join({others.begin(), others.end()}, ", ")));
  }

  /// The suites still have it, and the run's selection does not take it.
  bool is_unselected(const UnitId& unit) const {
    if (whole_.models.contains(unit.model)) return whole_.units.contains(unit) && !run_.units.contains(unit);
    const Question question = question_of(unit);
    return whole_.questions.contains(question) && !run_.questions.contains(question);
  }

  const KnownUnits run_;
  const KnownUnits whole_;
};

tl::unexpected<Errors> needed(const Gates& gates, const std::string& why) {
  const auto names = gates.needs_baseline();
  const bool one = names.size() == 1;
  return failure(
      fmt::format("{} {} {} with a baseline, and {}: give --baseline RUN, or write the project's with "
                  "`sightline baseline RUN`; --baseline none makes the first run without it",
                  one ? "gate" : "gates", join(names, " and "), one ? "compares" : "compare", why));
}

/// The folder or file that --baseline names.
Expected<std::string> named_baseline(const BaselineWish& wish, const Files& files) {
  const std::string path = wish.named == "latest" ? wish.project.reports + "/latest" : wish.named;
  if (wish.named == "latest" && !files.is_directory(path)) {
    return failure(fmt::format("there is no latest run in '{}' to compare with",
                               std::filesystem::proximate(wish.project.reports).string()));
  }
  if (!files.is_file(path) && !files.is_directory(path)) {
    return failure(
        fmt::format("there is no run {} to compare with: give a run's folder, its run.jsonl, a results.json, "
                    "or 'latest'",
                    sightline::quoted(wish.named)));
  }
  if (wish.named != "latest") return path;
  // The link will soon name the new run.
  auto folder = files.canonical(path);
  if (!folder) return folder;
  return std::filesystem::proximate(*folder).string();
}

/// Nothing where nothing is compared.
Expected<std::optional<std::string>> path_of(const BaselineWish& wish, const Files& files, Terminal& terminal) {
  if (wish.named == kNoBaseline) return std::optional<std::string>();
  if (!wish.named.empty()) {
    return named_baseline(wish, files).map([](std::string path) { return std::optional(path); });
  }
  const bool is_needed = !wish.gates.needs_baseline().empty();
  if (wish.project.baseline.empty()) {
    if (is_needed) return needed(wish.gates, "there is none");
    return std::optional<std::string>();
  }
  std::string shown = std::filesystem::proximate(wish.project.baseline).string();
  if (files.is_file(shown) || files.is_directory(shown)) return std::optional(std::move(shown));
  if (is_needed) return needed(wish.gates, fmt::format("the project's, '{}', is not there", shown));
  if (!terminal.quiet) {
    terminal.say(fmt::format("there is no baseline '{}' yet: nothing is compared", shown), Colour::quiet);
  }
  return std::optional<std::string>();
}

/// Whatever the prompt and the model are called.
bool shares_a_case(const RunFigures& baseline, const Plan& plan) {
  std::set<std::pair<std::string, std::string>> planned;
  for (const UnitId& unit : units_of(plan)) planned.insert({unit.suite, unit.case_id});
  return std::ranges::any_of(baseline.units, [&](const UnitFigures& unit) {
    return planned.contains({unit.id.suite, unit.id.case_id});
  });
}

}  // namespace

Expected<std::optional<Baseline>> open_baseline(const BaselineWish& wish, const Files& files, Terminal& terminal) {
  auto path = path_of(wish, files, terminal);
  if (!path) return tl::unexpected(std::move(path.error()));
  if (!*path) return std::optional<Baseline>();
  auto figures = read_run_figures(files, **path);
  if (!figures) return tl::unexpected(std::move(figures.error()));
  return std::optional(Baseline{.figures = std::move(*figures), .notes = {}});
}

void narrow(Baseline& baseline, const std::vector<UnitId>& run, const std::vector<UnitId>& whole) {
  RunFigures& figures = baseline.figures;
  const std::uint64_t before = result_count(figures);
  Narrowing(run, whole).apply(baseline);
  // What is left out on purpose does not make the baseline incomplete.
  figures.header.planned_results -= std::min(figures.header.planned_results, before - result_count(figures));
}

std::vector<UnitId> units_of(const Plan& plan) {
  std::vector<UnitId> units;
  for (const PlannedUnit& unit : plan.units) units.push_back(unit.id());
  for (const PlannedGroup& group : plan.groups) units.push_back(group.id());
  return units;
}

Expected<std::optional<Baseline>> baseline_of(const RunExecution& x) {
  if (x.request.shard.count > 1) {
    if (x.arguments.baseline.empty() || x.request.without_baseline) return std::optional<Baseline>();
    return failure("a shard is compared with nothing: give --baseline to `sightline merge`");
  }
  const Gates gates = gates_of(x.session, x.plan, x.request);
  auto baseline =
      open_baseline({.named = x.arguments.baseline, .project = x.session.project, .gates = gates}, x.files, x.terminal);
  if (!baseline || !*baseline) return baseline;
  const auto whole = make_plan(x.session.project, x.session.suites, {.repeat = x.arguments.repeat});
  if (!whole) return tl::unexpected(whole.error());
  narrow(**baseline, units_of(x.plan), units_of(*whole));
  const bool is_needed = !gates.needs_baseline().empty() || x.arguments.until_decided;
  if (is_needed && !shares_a_case((*baseline)->figures, x.plan)) {
    // Told before anything is sent: such gates could only fail.
    return failure(fmt::format("no case of this run is in the baseline {}: name one of the same suites",
                               sightline::quoted((*baseline)->figures.path)));
  }
  return baseline;
}

Expected<void> check_other_run(const Baseline& baseline, const std::string& folder) {
  const std::filesystem::path path = std::filesystem::weakly_canonical(baseline.figures.path);
  if (path != folder && path.parent_path() != folder) return {};
  return failure(fmt::format("the baseline {} is the run that is to be finished: name another",
                             sightline::quoted(baseline.figures.path)));
}

}  // namespace sightline

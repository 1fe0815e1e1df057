#include "cli/fixtures_drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/suggest.h"
#include "base/text.h"
#include "cli/drift_runs.h"
#include "cli/exit_code.h"
#include "cli/run_folder.h"
#include "cli/seed_option.h"
#include "cli/trusted_project.h"
#include "cli/verb_options.h"
#include "compare/drift_report.h"
#include "report/verdict.h"
#include "run/recorded_units.h"
#include "suite/load.h"

namespace sightline {
namespace {

constexpr const char* kDriftHelp = R"(sightline fixtures drift [SUITES…]

Sends recorded requests again, live, and compares the answers with the recordings:
  fail  shape of the answer, error, finish_reason, a verdict from pass to fail
  warn  model, text, tool calls, tokens, a verdict from fail to pass
  info  text that is almost the same, system_fingerprint, time
Spends money and changes no recording. Both runs stand in the reports, to be looked at with
`sightline report`, and the live answers beside them in the form of recordings.

  --sample N            how many units are sent [20]         --all   every recorded one
  --seed N              of the choice [1]
  --source LIST         live,proxy,documentation,authored: whose recordings [live,proxy]
  --similarity X        texts less alike than X are a warning [0.8]
  --fail-on LEVEL       fail, warn or info: what ends with exit code 1 [fail]
  --model, --prompt, --case, --tag 'ocr and not slow'   what is chosen from
  --base-url URL        in place of the models' own
  -j, --concurrency N   requests at a time per model     --timeout 60s   for each request
  --retries N, --max-cost USD, --max-requests N, --allow-exec, --allow-fork   as in `run`
  --out DIR             where both runs are written [the project's reports/drift-…]
  --json                print drift.json in place of the table
  --quiet, --verbose

Examples:
  sightline fixtures drift --max-cost 0.50
  sightline fixtures drift suites/receipts.yaml --all --fail-on warn
)";

struct DriftArguments {
  RunArguments run;
  std::uint64_t sample = 20;
  bool all = false;
  std::string source = "live,proxy";
  double similarity = 0.8;
  std::string fail_on = "fail";
  bool json = false;
};

std::optional<std::set<std::string>> sources_named(const std::string& list, Terminal& terminal) {
  static const std::vector<std::string> kSources{"live", "proxy", "documentation", "authored"};
  std::set<std::string> sources;
  for (const std::string_view name : split(list, ',')) {
    if (std::ranges::find(kSources, name) == kSources.end()) {
      terminal.errors({{.message = fmt::format("unknown source {} (sources are {}){}", sightline::quoted(name),
                                               join(kSources, ", "), suggestion(name, kSources))}});
      return std::nullopt;
    }
    sources.emplace(name);
  }
  return sources;
}

DriftLevel level_named(const std::string& name) {
  return *std::ranges::find(kDriftLevels, name, drift_level_name);
}

class Drift {
 public:
  Drift(const DriftArguments& arguments, RunRequest& request, const Session& session, Files& files, Terminal& terminal)
      : a_(arguments),
        request_(request),
        session_(session),
        files_(files),
        terminal_(terminal),
        library_(files, std::filesystem::proximate(session.project.fixtures).string()) {
    report_.seed = a_.run.seed;
    report_.rules.similarity = a_.similarity;
  }

  int run(const std::set<std::string>& sources) {
    auto chosen = choose(sources);
    if (!chosen) return terminal_.errors(chosen.error()), exit_code::kUsage;
    if (chosen->units.empty()) return end(false);
    const bool is_taken = !a_.run.out.empty() && files_.is_directory(a_.run.out + "/recorded");
    if (is_taken) return refuse(fmt::format("{} holds a comparison already; name another folder", quoted(a_.run.out)));
    DriftRuns runs({a_.run, request_, session_, library_, files_, terminal_}, folder());
    if (auto resolved = runs.resolve_endpoints(*chosen); !resolved) {
      return terminal_.errors(resolved.error()), exit_code::kUsage;
    }
    const auto replayed = runs.replay(*chosen);
    if (!replayed) return terminal_.errors(replayed.error()), exit_code::kIncomplete;
    report_.recorded_run = runs.recorded_folder();
    if (replayed->interrupted) return exit_code::kInterrupted;
    const Plan whole = recorded_whole(*chosen, runs);
    if (whole.units.empty()) return end(false);
    return send_and_compare(whole, runs);
  }

 private:
  Expected<Plan> choose(const std::set<std::string>& sources) {
    Errors errors = library_.load();
    if (has_errors(errors)) return tl::unexpected(std::move(errors));
    terminal_.errors(errors);
    auto plan = make_plan(session_.project, session_.suites,
                          {.selection = std::move(request_.selection), .shard = {}, .repeat = 1});
    if (!plan) return plan;
    const auto conversations = make_conversation_source();
    RecordedUnits found = recorded_units(*plan, library_, *conversations, request_.params, sources);
    report_.not_recorded = found.not_recorded;
    report_.other_sources = std::move(found.other_sources);
    const std::size_t count = a_.all ? found.units.size() : std::min(a_.sample, found.units.size());
    report_.not_chosen = found.units.size() - count;
    return sampled_plan(std::move(found.units), count, a_.run.seed);
  }

  int refuse(std::string message) {
    terminal_.errors({{.message = std::move(message)}});
    return exit_code::kUsage;
  }

  std::string folder() const {
    if (!a_.run.out.empty()) return a_.run.out;
    const std::string id = new_run_id(session_.suites.size() == 1 ? session_.suites[0].name : "run");
    return std::filesystem::proximate(session_.project.reports + "/drift-" + id).string();
  }

  /// The part of the plan whose recordings answer every turn: nothing is paid for what cannot be compared.
  Plan recorded_whole(const Plan& plan, const DriftRuns& runs) {
    std::vector<PlannedUnit> whole;
    for (const PlannedUnit& unit : plan.units) {
      const auto result = runs.recorded(unit.id());
      const auto why = result ? why_not_comparable(*result, *result) : "it was not replayed";
      if (why) {
        report_.not_compared.push_back({unit.id(), *why});
      } else {
        whole.push_back(unit);
      }
    }
    return sampled_plan(whole, whole.size(), 0);
  }

  int send_and_compare(const Plan& plan, DriftRuns& runs) {
    if (!a_.run.quiet) tell_estimate(plan, runs);
    const std::uint64_t not_whole = report_.not_compared.size();
    const auto sent = runs.send(plan);
    if (!sent) return terminal_.errors(sent.error()), exit_code::kIncomplete;
    report_.live_run = runs.live_folder();
    report_.spent = sent->spent;
    for (const PlannedUnit& unit : plan.units) compare(unit.id(), runs, *sent);
    for (const std::string& why : sent->incomplete_because) terminal_.say("incomplete: " + why, Colour::warn);
    const int code = end(report_.not_compared.size() > not_whole || !sent->incomplete_because.empty());
    return sent->interrupted ? exit_code::kInterrupted : code;
  }

  /// What the recordings took, which the same requests will take again, more or less.
  void tell_estimate(const Plan& plan, const DriftRuns& runs) const {
    std::uint64_t requests = 0;
    std::int64_t tokens = 0;
    double cost = 0;
    bool cost_known = true;
    for (const PlannedUnit& unit : plan.units) {
      const auto result = runs.recorded(unit.id());
      requests += result->exchanges.size();
      for (const Exchange& exchange : result->exchanges) {
        if (!exchange.reply) continue;
        tokens += exchange.reply->usage.prompt_tokens.value_or(0) + exchange.reply->usage.completion_tokens.value_or(0);
      }
      cost_known = cost_known && result->cost.has_value();
      cost += result->cost.value_or(0);
    }
    const std::string took = tokens > 0 ? fmt::format("{} tokens", tokens) : "an unknown number of tokens";
    terminal_.say(fmt::format("sends {}; they took {} when they were recorded, {}", counted(requests, "request"), took,
                              cost_known ? fmt::format("${:.4f}", cost) : "cost not known"),
                  Colour::quiet);
  }

  void compare(const UnitId& unit, const DriftRuns& runs, const RunEnd& sent) {
    const auto recorded = runs.recorded(unit);
    const auto live = runs.live(unit);
    if (!live) {
      const auto& because = sent.incomplete_because;
      report_.not_compared.push_back({unit, because.empty() ? "it was not sent" : because.front()});
    } else if (const auto why = why_not_comparable(*recorded, *live)) {
      report_.not_compared.push_back({unit, *why});
    } else {
      report_.compared.push_back({unit, drift_of(runs.recorded_side(*recorded), runs.live_side(*live), report_.rules)});
    }
  }

  int end(bool incomplete) {
    const std::string json = drift_json(report_);
    terminal_.print(a_.json ? json : drift_text(report_));
    if (!report_.recorded_run.empty()) {
      const std::string path = std::filesystem::path(report_.recorded_run).parent_path().string() + "/drift.json";
      if (auto written = files_.write_whole(path, json); !written) {
        return terminal_.errors(written.error()), exit_code::kIncomplete;
      }
      if (!a_.run.quiet) tell_folders(path);
    }
    if (report_.compared.empty()) {
      terminal_.errors({{.message = "nothing was compared"}});
      return exit_code::kIncomplete;
    }
    if (incomplete) return exit_code::kIncomplete;
    return drifted(report_, level_named(a_.fail_on)) ? exit_code::kFailed : exit_code::kSuccess;
  }

  void tell_folders(const std::string& path) const {
    if (!report_.live_run.empty()) {
      terminal_.say(fmt::format("${:.4f} spent", report_.spent), Colour::quiet);
      terminal_.say(fmt::format("sightline report {}", report_.live_run), Colour::quiet);
    }
    terminal_.say(fmt::format("sightline report {}", report_.recorded_run), Colour::quiet);
    terminal_.say("drift: " + path);
  }

  const DriftArguments& a_;
  RunRequest& request_;
  const Session& session_;
  Files& files_;
  Terminal& terminal_;
  Library library_;
  DriftReport report_;
};

int run_drift(const DriftArguments& arguments) {
  Terminal terminal(ColourChoice::automatic);
  terminal.quiet = arguments.run.quiet;
  DiskFiles files;
  auto request = read_run_request(arguments.run);
  if (!request) return terminal.errors(request.error()), exit_code::kUsage;
  const auto sources = sources_named(arguments.source, terminal);
  if (!sources || !may_send(files, arguments.run.suites, Mode::live, terminal)) return exit_code::kUsage;
  const auto session = open_session(files, arguments.run.suites, terminal);
  if (!session) return exit_code::kUsage;
  return Drift(arguments, *request, *session, files, terminal).run(*sources);
}

void add_choice(VerbOptions& options, DriftArguments& a) {
  options.add("suites", a.run.suites.suites);
  const VerbOption sample = options.add("--sample", a.sample).between(1, 1'000'000);
  options.add_flag("--all", a.all).excludes(sample);
  add_seed_option(options, a.run.seed);
  options.add("--source", a.source);
  options.add("--model", a.run.suites.models).one_at_a_time();
  options.add("--prompt", a.run.prompts).one_at_a_time();
  options.add("--case", a.run.cases).one_at_a_time();
  options.add("--tag", a.run.tags).one_at_a_time();
}

void add_sending(VerbOptions& options, DriftArguments& a) {
  options.add("--base-url", a.run.suites.base_url);
  add_trust_options(options, a.run.suites);
  options.add("-j,--concurrency", a.run.concurrency).between(1, 1024);
  options.add("--timeout", a.run.timeout);
  options.add("--retries", a.run.retries).between(0, 100);
  options.add("--max-cost", a.run.max_cost);
  options.add("--max-requests", a.run.max_requests).between(0, 1'000'000'000);
}

void add_outcome(VerbOptions& options, DriftArguments& a) {
  options.add("--similarity", a.similarity).between(0.0, 1.0);
  options.add("--fail-on", a.fail_on).one_of({"fail", "warn", "info"});
  options.add("--out", a.run.out);
  options.add_flag("--json", a.json);
  options.add_flag("--quiet", a.run.quiet);
  options.add_flag("--verbose", a.run.verbose);
}

}  // namespace

Verb fixtures_drift_verb() {
  return {.name = "fixtures drift",
          .summary = "sends recorded requests again and compares the answers",
          .help = kDriftHelp,
          .not_yet = {},
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<DriftArguments>();
            a->run.mode = "live";
            add_choice(options, *a);
            add_sending(options, *a);
            add_outcome(options, *a);
            return [a] { return run_drift(*a); };
          }};
}

}  // namespace sightline

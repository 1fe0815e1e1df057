#include "cli/run_execution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/clock.h"
#include "base/file_lock.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/live_endpoints.h"
#include "cli/plan_notes.h"
#include "cli/run_baseline.h"
#include "cli/run_folder.h"
#include "cli/run_header.h"
#include "cli/run_outcome.h"
#include "cli/run_reports.h"
#include "cli/run_screen.h"
#include "cli/until_decided.h"
#include "fixture/guarded_files.h"
#include "http/curl_transport.h"
#include "mock/mock_server.h"
#include "process/scheduling.h"
#include "report/verdict.h"
#include "run/outside_world.h"
#include "run/runner.h"
#include "run/snapshots.h"
#include "suite/load.h"

namespace sightline {

namespace {

/// Where judging an answer may mean to wait for a program or a host.
constexpr unsigned kPatientScoringThreads = 4;

/// What a run is made of, in the order in which it is set up; torn down in the other.
class Execution {
 public:
  explicit Execution(const RunExecution& x) : x_(x), library_(x.fixtures->library()) {}

  int run() {
    for (auto step : {&Execution::read_baseline, &Execution::load_fixtures, &Execution::resolve_endpoints,
                      &Execution::make_transport, &Execution::open_folder, &Execution::start_mock, &Execution::open_log,
                      &Execution::point_at_run}) {
      if (auto done = (this->*step)(); !done) {
        x_.terminal.errors(done.error());
        return exit_code::kUsage;
      }
    }
    return send_and_report();
  }

 private:
  Mode mode() const { return x_.request.mode; }
  bool uses_network() const { return mode() != Mode::replay && mode() != Mode::answers; }
  bool uses_fixtures() const { return mode() != Mode::live && mode() != Mode::answers; }
  bool records() const { return mode() == Mode::record || mode() == Mode::record_missing; }

  /// First of all, so that one that cannot be read costs nothing.
  Expected<void> read_baseline() {
    auto baseline = baseline_of(x_);
    if (!baseline) return tl::unexpected(std::move(baseline.error()));
    baseline_ = std::move(*baseline);
    if (!x_.arguments.until_decided) return {};
    auto early = early_decision_of(x_, baseline_);
    if (!early) return tl::unexpected(std::move(early.error()));
    options_.until_decided = std::move(*early);
    return {};
  }

  Expected<void> load_fixtures() {
    if (!uses_fixtures()) return {};
    Errors errors = x_.fixtures->finish();
    if (has_errors(errors)) return tl::unexpected(std::move(errors));
    x_.terminal.errors(errors);
    return {};
  }

  Expected<void> resolve_endpoints() {
    if (!uses_network()) return {};
    auto found = live_endpoints(x_.plan, x_.session.project, x_.request.limits.max_cost.has_value());
    if (!found) return tl::unexpected(std::move(found.error()));
    x_.terminal.errors(found->warnings);
    options_.live = std::move(found->by_model);
    secrets_ = std::move(found->secrets);
    return {};
  }

  /// Before anything is written: there may be no libcurl.
  Expected<void> make_transport() {
    transport_ = make_curl_transport({.max_connections_per_host = connections(), .ca_file = ""});
    return {};
  }

  Expected<void> open_folder() {
    const std::string& reports = x_.session.project.reports;
    if (x_.arguments.resume) {
      const std::string named = x_.arguments.resume_run.empty() ? "latest" : x_.arguments.resume_run;
      const auto folder = resolve_run(x_.files, named, x_.terminal);
      if (!folder) return failure("there is nothing to resume");
      folder_ = std::filesystem::weakly_canonical(*folder).string();
      id_ = std::filesystem::path(folder_).filename().string();
      if (auto other = baseline_ ? check_other_run(*baseline_, folder_) : Expected<void>{}; !other) return other;
    } else {
      id_ = free_run_id(x_.files, reports, [this] {
        return new_run_id(x_.session.suites.size() == 1 ? x_.session.suites[0].name : "run");
      });
      folder_ = x_.arguments.out.empty() ? reports + "/" + id_ : x_.arguments.out;
      if (auto made = make_run_folder(x_.files, folder_); !made) return made;
    }
    auto lock = FileLock::take(folder_ + "/.lock");
    if (!lock) return tl::unexpected(lock.error());
    lock_ = std::move(*lock);
    return x_.arguments.resume ? remove_left_over(x_.files, folder_) : Expected<void>{};
  }

  Expected<void> start_mock() {
    if (mode() != Mode::replay && mode() != Mode::record_missing) return {};
    if (mode() == Mode::replay) prefer_throughput();  // No time is measured that others would take for a model's.
    MockOptions options;
    options.journal_entries = 0;              // The run's own log has it all.
    options.validate = ValidationRules::off;  // A request without a recording is told as that, whatever its shape.
    options.connections = connections() + 2;
    mock_ = std::make_unique<MockServer>(library_, std::move(options));
    if (auto started = mock_->start(); !started) return started;
    options_.replay =
        Endpoint{.url = mock_->base_url() + "/chat/completions", .headers = {}, .timeouts = {}, .use_proxy = false};
    return {};
  }

  unsigned connections() const {
    unsigned sum = 0;
    for (const ModelSpec& model : x_.session.project.models)
      sum += x_.arguments.concurrency.value_or(model.concurrency);
    return std::clamp(sum, 1u, 512u);
  }

  Expected<void> open_log() {
    guarded_.emplace(x_.files, live_secrets(x_.session.project));
    if (x_.arguments.resume) {
      auto earlier = RunReader::open(x_.files, folder_);
      if (!earlier) return tl::unexpected(earlier.error());
      earlier_.emplace(std::move(*earlier));
      options_.earlier = [this](const UnitId& unit, unsigned repeat) { return earlier_->find(unit, repeat); };
      auto writer = RunWriter::reopen(*guarded_, folder_);
      if (!writer) return tl::unexpected(writer.error());
      writer_.emplace(std::move(*writer));
      return drop_unplanned();
    }
    const RunHeader header = make_run_header(x_, id_, clock_);
    auto writer = RunWriter::create(*guarded_, folder_, header);
    if (!writer) return tl::unexpected(writer.error());
    writer_.emplace(std::move(*writer));
    summary_.emplace(header);
    in_order_.emplace(x_.plan, [this](const std::vector<CaseResult>& repeats) { summary_->add(repeats); });
    return x_.images_of ? take_images(x_.files, x_.images_of->folder(), folder_) : Expected<void>{};
  }

  /// Once its log is there: what `latest` names can be resumed and reported.
  Expected<void> point_at_run() {
    if (!x_.arguments.out.empty() || x_.arguments.resume) return {};
    return point_latest(x_.files, x_.session.project.reports, id_);
  }

  /// Lines of units and repeats that the suites have no more leave the run, and that is said; what a selection leaves
  /// out stays.
  Expected<void> drop_unplanned() {
    const auto whole = make_plan(x_.session.project, x_.session.suites, {.repeat = x_.arguments.repeat});
    if (!whole) return tl::unexpected(whole.error());
    const auto gone = results_not_planned(*earlier_, *whole);
    for (const auto& [unit, repeat] : gone) {
      if (auto dropped = writer_->drop(unit, repeat); !dropped) return dropped;
    }
    tell_dropped(gone.size(), x_.terminal);
    return {};
  }

  int send_and_report() {
    const auto started = clock_.now();
    const InterruptGuard guard([this] { transport_->wake(); });
    RunScreen screen(x_.terminal, clock_, {.quiet = x_.arguments.quiet, .verbose = x_.arguments.verbose});
    ImageStore images(x_.files, folder_);
    Recorder recorder(library_,
                      {.keep_recorded = mode() == Mode::record_missing, .secrets = secrets_, .today = today()});
    const auto conversations = make_conversation_source();
    fill_options();
    const Snapshots snapshots(x_.files, x_.session.project, x_.session.suites);
    const OutsideWorld outside(snapshots, {.environment = environment_variable,
                                           .secrets = live_secrets(x_.session.project),
                                           .make_transport = [] { return make_curl_transport({}); }});
    const RunWorld world{.transport = *transport_,
                         .clock = clock_,
                         .conversations = *conversations,
                         .log = *writer_,
                         .observer = screen,
                         .images = x_.request.images != ImagesKept::none && !x_.images_of ? &images : nullptr,
                         .library = &library_,
                         .recorder = records() ? &recorder : nullptr,
                         .interrupted = &InterruptGuard::flag(),
                         .outside = &outside,
                         .in_order = in_order_ ? &*in_order_ : nullptr};
    tell_start();
    auto end = run_plan(x_.plan, world, options_);
    if (!end) {
      x_.terminal.errors(end.error());
      x_.terminal.say(fmt::format("what was finished by then stands in '{0}'; finish it with --resume {0}", folder_));
      return exit_code::kIncomplete;
    }
    if (baseline_ && end->not_needed > 0) leave_out_needless(*end, *baseline_);
    const double wall_ms = std::chrono::duration<double, std::milli>(clock_.now() - started).count();
    // Nothing is asked any more, and the reports have a use for the memory.
    mock_.reset();
    x_.fixtures->let_go();
    return report_run(x_, {.folder = folder_,
                           .writer = *writer_,
                           .clock = clock_,
                           .end = *end,
                           .wall_ms = wall_ms,
                           .baseline = baseline_ ? &*baseline_ : nullptr,
                           .summary = summary_ ? &*summary_ : nullptr});
  }

  void fill_options() {
    options_.mode = mode();
    options_.params = x_.request.params;
    options_.concurrency = x_.arguments.concurrency;
    options_.retries = x_.arguments.retries;
    options_.timeout = x_.request.timeout;
    options_.seed = x_.arguments.seed;
    const Project& project = x_.session.project;
    const bool waits_for_others = project.allow_exec || !project.allow_webhook.empty();
    options_.scoring_threads = waits_for_others ? kPatientScoringThreads : 1;
    options_.limits = x_.request.limits;
    options_.secrets = secrets_;
    options_.fail_fast = x_.arguments.fail_fast;
    options_.given = x_.given;
    options_.given_in_part = x_.given_in_part;
    if (x_.given) options_.secrets = live_secrets(x_.session.project);
  }

  void tell_start() const {
    if (x_.arguments.quiet) return;
    x_.terminal.say(fmt::format("{} of {}, {}", counted(x_.plan.results, "result"),
                                counted(x_.plan.units.size() + x_.plan.groups.size(), "unit"), mode_name(mode())),
                    Colour::quiet);
    if (x_.plan.units.empty()) x_.terminal.say("the shard is empty: there are fewer units than shards");
    tell_plan_notes(x_.plan, x_.terminal);
  }

  const RunExecution& x_;
  SystemClock clock_;
  Library& library_;
  RunOptions options_;
  std::vector<std::string> secrets_;
  std::string id_;
  std::string folder_;
  std::unique_ptr<Transport> transport_;
  std::optional<FileLock> lock_;
  std::unique_ptr<MockServer> mock_;
  std::optional<GuardedFiles> guarded_;
  std::optional<RunWriter> writer_;
  std::optional<RunningSummary> summary_;  ///< None of a run that is gone on with: its results are in its log.
  std::optional<ResultsInOrder> in_order_;
  std::optional<RunReader> earlier_;
  std::optional<Baseline> baseline_;
};

}  // namespace

int execute_run(const RunExecution& execution) {
  return Execution(execution).run();
}

}  // namespace sightline

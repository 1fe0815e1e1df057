#include "cli/drift_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/live_endpoints.h"
#include "cli/run_header.h"
#include "cli/run_screen.h"
#include "fixture/guarded_files.h"
#include "http/curl_transport.h"
#include "mock/mock_server.h"
#include "run/outside_world.h"
#include "run/snapshots.h"
#include "suite/load.h"

namespace sightline {

namespace {

constexpr unsigned kConnections = 64;

std::optional<CaseResult> find(const std::optional<RunReader>& run, const UnitId& unit) {
  return run ? run->find(unit, 0) : std::nullopt;
}

Expected<void> open(const Files& files, const std::string& folder, std::optional<RunReader>& run) {
  auto opened = RunReader::open(files, folder);
  if (!opened) return tl::unexpected(opened.error());
  run.emplace(std::move(*opened));
  return {};
}

}  // namespace

DriftRuns::DriftRuns(const World& world, std::string folder)
    : x_(world), folder_(std::move(folder)), live_answers_(world.files, folder_ + "/live/answers") {}

Expected<void> DriftRuns::resolve_endpoints(const Plan& plan) {
  auto found = live_endpoints(plan, x_.session.project, x_.request.limits.max_cost.has_value());
  if (!found) return tl::unexpected(std::move(found.error()));
  x_.terminal.errors(found->warnings);
  endpoints_ = std::move(found->by_model);
  secrets_ = std::move(found->secrets);
  return {};
}

RunOptions DriftRuns::options() const {
  RunOptions options;
  options.params = x_.request.params;
  options.concurrency = x_.arguments.concurrency;
  options.retries = x_.arguments.retries;
  options.timeout = x_.request.timeout;
  options.seed = x_.arguments.seed;
  options.scoring_threads = 1;
  options.secrets = secrets_;
  return options;
}

Expected<RunEnd> DriftRuns::replay(const Plan& plan) {
  MockServer mock(x_.library, {.connections = kConnections + 2});
  if (auto started = mock.start(); !started) return tl::unexpected(started.error());
  Leg leg{.mode = Mode::replay, .folder = recorded_folder(), .options = options(), .recorder = nullptr};
  leg.options.mode = Mode::replay;
  leg.options.replay =
      Endpoint{.url = mock.base_url() + "/chat/completions", .headers = {}, .timeouts = {}, .use_proxy = false};
  auto end = run(plan, leg);
  if (!end) return end;
  if (auto opened = open(x_.files, leg.folder, recorded_run_); !opened) return tl::unexpected(opened.error());
  return end;
}

Expected<RunEnd> DriftRuns::send(const Plan& plan) {
  Recorder recorder(live_answers_, {.keep_recorded = false, .secrets = secrets_, .today = today()});
  Leg leg{.mode = Mode::live, .folder = live_folder(), .options = options(), .recorder = &recorder};
  leg.options.mode = Mode::record;  // Into the folder of the comparison: that keeps the very bytes.
  leg.options.live = endpoints_;
  leg.options.limits = x_.request.limits;
  auto end = run(plan, leg);
  if (!end) return end;
  if (auto opened = open(x_.files, leg.folder, live_run_); !opened) return tl::unexpected(opened.error());
  return end;
}

Expected<RunEnd> DriftRuns::run(const Plan& plan, const Leg& leg) {
  x_.request.mode = leg.mode;
  // Before anything is written: there may be no libcurl.
  const auto transport = make_curl_transport({.max_connections_per_host = kConnections, .ca_file = ""});
  RunHeader header = make_run_header({.arguments = x_.arguments,
                                      .request = x_.request,
                                      .session = x_.session,
                                      .plan = plan,
                                      .files = x_.files,
                                      .terminal = x_.terminal,
                                      .command = command_of_run(x_.arguments)},
                                     std::filesystem::path(leg.folder).filename().string(), clock_);
  GuardedFiles guarded(x_.files, live_secrets(x_.session.project));
  auto writer = RunWriter::create(guarded, leg.folder, header);
  if (!writer) return tl::unexpected(writer.error());
  const auto started = clock_.now();
  const InterruptGuard guard([&transport] { transport->wake(); });
  const bool is_replay = leg.mode == Mode::replay;
  RunScreen screen(x_.terminal, clock_,
                   {.quiet = x_.arguments.quiet || is_replay, .verbose = x_.arguments.verbose && !is_replay});
  ImageStore images(x_.files, leg.folder);
  const auto conversations = make_conversation_source();
  const Snapshots snapshots(x_.files, x_.session.project, x_.session.suites);
  const OutsideWorld outside(snapshots, {.environment = environment_variable,
                                         .secrets = live_secrets(x_.session.project),
                                         .make_transport = [] { return make_curl_transport({}); }});
  const RunWorld world{.transport = *transport,
                       .clock = clock_,
                       .conversations = *conversations,
                       .log = *writer,
                       .observer = screen,
                       .images = &images,
                       .library = &x_.library,
                       .recorder = leg.recorder,
                       .interrupted = &InterruptGuard::flag(),
                       .outside = &outside};
  auto end = run_plan(plan, world, leg.options);
  if (!end) return end;
  if (auto finished = finish(*writer, *end, started); !finished) return tl::unexpected(finished.error());
  return end;
}

Expected<void> DriftRuns::finish(RunWriter& writer, const RunEnd& end, Clock::Instant started) const {
  RunFooter footer{.finished = iso_time(clock_.wall()),
                   .wall_ms = std::chrono::duration<double, std::milli>(clock_.now() - started).count(),
                   .complete = end.incomplete_because.empty(),
                   .incomplete_because = end.incomplete_because,
                   .spent = end.spent,
                   .gates = {}};
  footer.exit_code = end.interrupted   ? exit_code::kInterrupted
                     : footer.complete ? exit_code::kSuccess
                                       : exit_code::kIncomplete;
  return writer.finish(footer);
}

std::optional<CaseResult> DriftRuns::recorded(const UnitId& unit) const {
  return find(recorded_run_, unit);
}

std::optional<CaseResult> DriftRuns::live(const UnitId& unit) const {
  return find(live_run_, unit);
}

DriftSide DriftRuns::side(const CaseResult& result, const Library& library) {
  DriftSide side{.result = result, .answers = {}};
  for (const Exchange& exchange : result.exchanges) {
    const Fixture* fixture = library.find(exchange.key);
    side.answers.push_back(fixture ? Library::response_for(*fixture, 0).response : nullptr);
  }
  return side;
}

}  // namespace sightline

// soak [MINUTES]: one run at full rate against `sightline serve` with faults on, both watched every second once the
// server's journal is full. Exit code 1 where the second half of the time took more memory or descriptors than the
// first, or where either of them stands still: that is flat too.

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "base/files.h"
#include "base/number.h"
#include "base/text.h"
#include "program/program.h"
#include "program/upstream.h"
#include "soak/watch.h"
#include "unit/product/serve_process.h"

using namespace sightline;
using namespace sightline::programs;
using namespace sightline::soak;

namespace {

using Clock = std::chrono::steady_clock;

/// More than a machine sends in the time: a run that ends is not watched any more. The models ask the same, so that
/// there are few recordings.
constexpr double kCasesAMinute = 250;
constexpr double kLeastCases = 50;
constexpr unsigned kModels = 10;
constexpr const char* kRepeats = "1000";
/// Requests after which what the server keeps of them, its journal, has come to its bound.
constexpr double kWarm = 110'000;
constexpr unsigned kMostWarmSeconds = 600;
constexpr double kLeastMinutes = 0.1;
/// In each half of the time; a machine makes some thousands.
constexpr double kLeastRequestsASecond = 100;
constexpr double kMoreMegabytes = 8;
constexpr std::size_t kMoreDescriptors = 4;
constexpr const char* kFaults = R"(faults:
  - {status: 429, retry_after: 5ms, probability: 0.0005}
  - {status: 503, probability: 0.02}
  - {cut: 3, probability: 0.02}
  - {reset: 2, probability: 0.01}
  - {truncate: 10, probability: 0.01}
  - {delay_headers: 5ms, probability: 0.1}
)";

void write_suite(const std::string& folder, unsigned cases) {
  std::string text = "suite: soak\nprompts:\n  ask: \"What is said of {{name}}?\"\ncases:\n";
  for (unsigned i = 0; i < cases; ++i) {
    text += fmt::format("  - id: case-{0}\n    vars: {{name: subject {0}}}\n{1}    assert: [{{contains: is said}}]\n",
                        i, i % 4 == 0 ? "    params: {stream: true}\n" : "");
  }
  write_file(folder + "/suite.yaml", text);
}

void write_project(const std::string& folder, const std::string& base_url) {
  std::string text = "version: 1\nsuites: suite.yaml\nmodels:\n";
  for (unsigned i = 0; i < kModels; ++i) {
    text += fmt::format(
        "  made-{}:\n    base_url: {}\n    model: made/model\n    limits: {{concurrency: 4}}\n"
        "    retry: {{max: 8, base: 1ms, cap: 100ms}}\n",
        i, base_url);
  }
  write_file(folder + "/sightline.yaml", text);
}

/// Requests that the server answered, by its own count.
double requests_of(std::uint16_t port) {
  double sum = 0;
  const std::string metrics = body_from(port, "/metrics");
  for (const std::string_view line : split(metrics, '\n')) {
    if (line.starts_with("sightline_requests_total{")) {
      sum += parse_number(line.substr(line.rfind(' ') + 1)).value_or(0);
    }
  }
  return sum;
}

void check_goes(Program& run) {
  if (run.has_ended()) throw std::runtime_error("the run ended before the time was over: " + run.wait().said);
}

/// Watches both until `end`; the requests that were answered meanwhile.
double watch_both(Program& run, Watch& runs, const product_tests::Serve& server, Watch& servers,
                  Clock::time_point end) {
  const double before = requests_of(server.port());
  for (auto next = Clock::now(); next < end; next += std::chrono::seconds(1)) {
    std::this_thread::sleep_until(next);
    check_goes(run);
    runs.take(sample_of(run.process()));
    servers.take(sample_of(server.process()));
  }
  return requests_of(server.port()) - before;
}

/// Waits until the server's journal is full, but not for ever: a slow machine does not fill it.
void warm_up(Program& run, std::uint16_t port) {
  for (unsigned second = 0; second < kMostWarmSeconds && requests_of(port) < kWarm; ++second) {
    check_goes(run);
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

/// Writes the project, and the recordings and faults that the server is to have.
void prepare(const product_tests::Scratch& scratch, double minutes) {
  const std::string folder = scratch.path("project");
  write_suite(folder, static_cast<unsigned>(std::max(kLeastCases, minutes * kCasesAMinute)));
  write_project(folder, "http://127.0.0.1:9/v1");
  write_file(scratch.path("faults.yaml"), kFaults);
  DiskFiles files;
  const auto planned_once = planned_requests(folder, {"--model", "made-0"});
  write_recordings(files, scratch.path("upstream"), planned_once, [](const PlannedRequest& planned) {
    const std::string text = "This is what is said of " + planned.unit;
    return planned.request.stream ? streamed_answer(text) : plain_answer(text);
  });
}

/// Whether requests went on being answered in both halves of the time.
bool keeps_going(const std::array<double, 2>& requests, double minutes) {
  const double least = kLeastRequestsASecond * minutes * 60 / 2;
  if (requests[0] >= least && requests[1] >= least) return true;
  fmt::print("at least {:.0f} requests are to be answered in each half: IT STANDS STILL\n", least);
  return false;
}

int judge(const Watch& runs, const Watch& servers) {
  const bool is_flat =
      runs.is_flat(kMoreMegabytes, kMoreDescriptors) && servers.is_flat(kMoreMegabytes, kMoreDescriptors);
  fmt::print("{}{}the second half may hold a tenth or {} MB more, and {} descriptors: {}\n", runs.table(),
             servers.table(), kMoreMegabytes, kMoreDescriptors, is_flat ? "so it is" : "IT HOLDS MORE");
  return is_flat ? 0 : 1;
}

int soak_for(double minutes) {
  const product_tests::Scratch scratch;
  prepare(scratch, minutes);
  const std::string folder = scratch.path("project");
  const product_tests::Serve server(scratch, scratch.path("upstream"), {"--faults", scratch.path("faults.yaml")});
  write_project(folder, fmt::format("http://127.0.0.1:{}/v1", server.port()));
  Program run({"run", "--quiet", "--mode", "live", "--repeat", kRepeats, "--report", "", "--out", "run"},
              {.folder = folder});
  Watch runs("run");
  Watch servers("serve");
  warm_up(run, server.port());
  const auto half = std::chrono::milliseconds(static_cast<std::int64_t>(minutes * 30'000));
  std::array<double, 2> requests{};
  for (double& each : requests) each = watch_both(run, runs, server, servers, Clock::now() + half);
  run.signal(SIGKILL);
  run.wait();
  const auto log_bytes = static_cast<double>(std::filesystem::file_size(folder + "/run/run.jsonl"));
  const double all = requests[0] + requests[1];
  fmt::print("{} minutes, {:.0f} requests, {:.0f} a second, run.jsonl {:.0f} MB\n", minutes, all, all / minutes / 60,
             log_bytes / 1'000'000);
  return judge(runs, servers) == 0 && keeps_going(requests, minutes) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto minutes = argc > 1 ? parse_number(argv[1]) : std::optional(10.0);
    if (!minutes || *minutes < kLeastMinutes) {
      throw std::runtime_error(fmt::format("soak [MINUTES], at least {}", kLeastMinutes));
    }
    return soak_for(*minutes);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "{}\n", trouble.what());
    return 2;
  }
}

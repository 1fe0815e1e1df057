#include "crash/moment.h"

#include <fmt/format.h>
#include <signal.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <thread>

namespace sightline::crash {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

/// What a run puts into its folder, from its beginning to its end.
constexpr std::array kNames{"run.jsonl", "images",     "trend.json",  "results.json", "report.html",
                            "junit.xml", "summary.md", "results.csv", "images/thumbs"};

std::int64_t drawn(std::int64_t most, std::mt19937_64& random) {
  return std::uniform_int_distribution<std::int64_t>(0, most)(random);
}

bool has_file(const std::string& folder, const std::string& name) {
  const fs::path path = fs::path(folder) / name;
  std::error_code ignored;
  if (fs::exists(path, ignored)) return true;
  for (fs::directory_iterator entry(path.parent_path(), ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->path().filename().string().starts_with(path.filename().string())) return true;
  }
  return false;
}

bool has_come(const Moment& moment, const std::string& folder, Clock::time_point started) {
  switch (moment.kind) {
    case Moment::Kind::after_time:
      return Clock::now() - started >= microseconds(moment.amount);
    case Moment::Kind::after_bytes: {
      std::error_code trouble;
      const auto size = fs::file_size(folder + "/run.jsonl", trouble);
      return !trouble && static_cast<std::int64_t>(size) >= moment.amount;
    }
    case Moment::Kind::at_file:
      return has_file(folder, moment.name);
  }
  return true;
}

}  // namespace

std::string Moment::text() const {
  switch (kind) {
    case Kind::after_time:
      return fmt::format("{} µs after its start", amount);
    case Kind::after_bytes:
      return fmt::format("at {} bytes of run.jsonl", amount);
    case Kind::at_file:
      return fmt::format("{} µs after {} was there", amount, name);
  }
  return "";
}

Moment draw_moment(const Measure& measure, std::mt19937_64& random) {
  const auto bytes = static_cast<std::int64_t>(measure.log_bytes);
  switch (drawn(4, random)) {
    case 0:
    case 1:
      return {.kind = Moment::Kind::after_time, .amount = drawn(measure.microseconds * 11 / 10, random), .name = ""};
    case 2:
    case 3:
      return {.kind = Moment::Kind::after_bytes, .amount = drawn(bytes, random), .name = ""};
    default:
      return {.kind = Moment::Kind::at_file,
              .amount = drawn(3'000, random),
              .name = kNames[static_cast<std::size_t>(drawn(kNames.size() - 1, random))]};
  }
}

bool kill_at(const Moment& moment, programs::Program& program, const std::string& folder) {
  const auto started = Clock::now();
  while (!has_come(moment, folder, started)) {
    if (program.has_ended()) return false;
    std::this_thread::sleep_for(microseconds(50));
  }
  if (moment.kind == Moment::Kind::at_file) std::this_thread::sleep_for(microseconds(moment.amount));
  if (program.has_ended()) return false;
  program.signal(SIGKILL);
  return program.wait().code == 128 + SIGKILL;
}

}  // namespace sightline::crash

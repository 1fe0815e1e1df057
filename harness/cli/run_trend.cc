#include "cli/run_trend.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <optional>
#include <set>

#include "stats/interval.h"

namespace sightline {
namespace {

constexpr std::size_t kMostRuns = 30;
/// So many runs are looked at, the newest ones.
constexpr std::size_t kMostLookedAt = 60;
/// Logs of runs without a trend are read up to so much altogether: a matter of milliseconds.
constexpr std::uint64_t kMostRead = std::uint64_t{2} << 20;
constexpr const char* kTrendName = "/trend.json";

RunPoint point_of(const RunHeader& header, const RunFooter& footer, const RunSummary& summary) {
  const StatusCounts& counts = summary.counts;
  const Interval interval = wilson_interval(counts.passed, counts.judged());
  return {.id = header.id,
          .started = header.started,
          .label = header.label,
          .mode = header.mode,
          .incomplete = !footer.complete,
          .passed = counts.passed,
          .counted = counts.judged(),
          .pass_rate = counts.pass_rate(),
          .low = interval.low,
          .high = interval.high,
          .cost = summary.cost,
          .latency_p50_ms = summary.latency_p50_ms};
}

/// What must be alike for runs to stand in one line: the suites by their names, and what was selected of them.
std::set<std::string> kind_of(const RunHeader& header) {
  constexpr std::array kSelecting{"--model", "--prompt", "--case", "--tag", "--failed-in", "--repeat", "--param"};
  std::set<std::string> kind;
  for (const RunSuite& suite : header.suites) kind.insert("suite " + suite.name);
  const auto& words = header.command;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (std::ranges::find(kSelecting, words[i]) != kSelecting.end()) kind.insert(words[i] + " " + words[i + 1]);
  }
  return kind;
}

bool started_before(const RunPoint& a, const RunPoint& b) {
  return a.started < b.started;
}

struct Candidate {
  std::filesystem::file_time_type written;
  std::string folder;
  std::uint64_t bytes = 0;
};

/// The runs right beneath the reports folder but `own`, newest first.
std::vector<Candidate> runs_beneath(const std::string& reports, const std::string& own, const Files& files) {
  std::vector<Candidate> found;
  const auto names = files.list(reports);
  if (!names) return found;
  for (const std::string& name : *names) {
    std::error_code failed;
    const std::filesystem::path folder = std::filesystem::path(reports) / name;
    const auto written = std::filesystem::last_write_time(folder / "run.jsonl", failed);
    if (failed || name == own || std::filesystem::is_symlink(folder)) continue;
    const auto bytes = std::filesystem::file_size(folder / "run.jsonl", failed);
    if (!failed) found.push_back({.written = written, .folder = folder.string(), .bytes = bytes});
  }
  std::ranges::sort(found, std::ranges::greater(), &Candidate::written);
  if (found.size() > kMostLookedAt) found.resize(kMostLookedAt);
  return found;
}

/// Gathers the runs before one, newest first.
class Trend {
 public:
  Trend(const TrendedRun& run, const Files& files) : run_(run), kind_(kind_of(run.header)), files_(files) {
    points_.push_back(point_of(run.header, run.footer, run.summary));
  }

  /// Oldest first, the run itself last.
  std::vector<RunPoint> gather(const std::vector<Candidate>& candidates) && {
    for (const Candidate& candidate : candidates) {
      if (points_.size() >= kMostRuns || add(candidate)) break;
    }
    if (points_.size() > kMostRuns) points_.resize(kMostRuns);
    std::ranges::reverse(points_);
    std::stable_sort(points_.begin(), points_.end() - 1, started_before);
    return std::move(points_);
  }

 private:
  /// True where all that there is before is known with it.
  bool add(const Candidate& candidate) {
    const auto header = read_run_header(files_, candidate.folder + "/run.jsonl");
    if (!header || header->shard_count > 1 || kind_of(*header) != kind_) return false;
    if (auto known = trend_of(candidate.folder, header->id)) {
      for (auto point = known->rbegin(); point != known->rend(); ++point) add(std::move(*point));
      return true;
    }
    read_ += candidate.bytes;
    if (read_ > kMostRead) return true;
    const auto run = RunReader::open(files_, candidate.folder);
    if (run && run->footer()) add(point_of(run->header(), *run->footer(), summarise(*run)));
    return false;
  }

  void add(RunPoint point) {
    if (point.incomplete || point.started > run_.header.started) return;
    if (std::ranges::find(points_, point.id, &RunPoint::id) == points_.end()) points_.push_back(std::move(point));
  }

  std::optional<std::vector<RunPoint>> trend_of(const std::string& folder, const std::string& id) const {
    const auto text = files_.read(folder + kTrendName);
    auto points = text ? read_trend(*text) : std::nullopt;
    if (!points || points->empty() || points->back().id != id) return std::nullopt;
    return points;
  }

  const TrendedRun& run_;
  const std::set<std::string> kind_;
  const Files& files_;
  std::vector<RunPoint> points_;
  std::uint64_t read_ = 0;
};

}  // namespace

void write_trend(const TrendedRun& run, Files& files) {
  const std::filesystem::path folder = std::filesystem::weakly_canonical(run.folder);
  if (run.header.shard_count > 1 || folder.parent_path() != std::filesystem::weakly_canonical(run.reports)) return;
  const auto points = Trend(run, files).gather(runs_beneath(run.reports, folder.filename().string(), files));
  if (points.size() > 1) (void)files.write_whole(run.folder + kTrendName, trend_json(points));
}

}  // namespace sightline

#include "history/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "history/query_filter.h"
#include "history/run_store.h"

namespace sightline {
namespace {

/// So many units are written at once; until then they are in memory.
constexpr std::size_t kUnitsAtOnce = 50'000;

/// Brings a store up to date with the runs that there are.
class Update {
 public:
  Update(RunStore& store, const Files& files, History& history) : store_(store), files_(files), history_(history) {}

  void run(const std::vector<RunFile>& runs) {
    auto stored = store_.stored();
    for (const RunFile& file : runs) {
      const auto found = stored.find(file.folder);
      const bool same =
          found != stored.end() && found->second.bytes == file.bytes && found->second.modified == file.modified;
      if (found != stored.end()) stored.erase(found);
      if (!same) read(file);
    }
    for (const auto& [folder, run] : stored) gone_.push_back(folder);
    flush();
  }

 private:
  /// Outside any transaction: others may read and write the index in the meantime.
  void read(const RunFile& file) {
    ++history_.read;
    auto condensed = condense(files_, file);
    if (!condensed) {
      warn(file, condensed.error());
      gone_.push_back(file.folder);
      return;
    }
    units_ += condensed->units.size();
    batch_.emplace_back(file, std::move(*condensed));
    if (units_ >= kUnitsAtOnce) flush();
  }

  void warn(const RunFile& file, const Errors& errors) {
    history_.warnings.push_back({.message = fmt::format("the run in {} is left out: {}", file.folder,
                                                        errors.empty() ? "" : errors.front().message),
                                 .place = errors.empty() ? Place{} : errors.front().place,
                                 .severity = Severity::warning});
  }

  void flush() {
    const auto known = store_.stored();
    std::erase_if(gone_, [&](const std::string& folder) { return !known.contains(folder); });
    if (!batch_.empty() || !gone_.empty()) store_.replace(batch_, gone_);
    batch_.clear();
    gone_.clear();
    units_ = 0;
  }

  RunStore& store_;
  const Files& files_;
  History& history_;
  std::vector<std::pair<RunFile, CondensedRun>> batch_;
  std::vector<std::string> gone_;
  std::size_t units_ = 0;
};

/// Looks into a store that is up to date.
class Answer {
 public:
  Answer(const RunStore& store, const HistoryQuery& query, History& history)
      : store_(store), query_(query), history_(history) {}

  Expected<void> fill() {
    history_.runs = store_.runs(rows_);
    history_.shards = store_.shard_count();
    if (history_.runs.empty()) return {};
    return query_.cases ? fill_units() : fill_series();
  }

 private:
  Expected<void> fill_series() {
    for (TrendRun& run : history_.runs) {
      std::erase_if(run.cells, [&](const TrendCell& cell) { return !takes_cell(query_, cell); });
    }
    history_.series = series_of(history_.runs);
    std::set<std::size_t> seen;
    for (const TrendSeries& series : history_.series) {
      for (const TrendPoint& point : series.points) seen.insert(point.run);
    }
    if (seen.empty()) return missing();
    const std::size_t first = first_of_last(seen);
    for (TrendSeries& series : history_.series) {
      std::erase_if(series.points, [&](const TrendPoint& point) { return point.run < first; });
      for (TrendPoint& point : series.points) count_moves(series, point);
    }
    std::erase_if(history_.series, [](const TrendSeries& series) { return series.points.empty(); });
    return {};
  }

  Expected<void> fill_units() {
    std::map<std::int64_t, std::size_t> run_of_row;
    for (std::size_t i = 0; i < rows_.size(); ++i) run_of_row[rows_[i]] = i;
    std::set<std::size_t> seen;
    for (const auto& [number, id] : store_.unit_names()) {
      if (!takes_unit(query_, id)) continue;
      history_.units.push_back({.id = id, .points = {}});
      add_points(number, run_of_row, seen);
    }
    if (seen.empty()) return missing();
    const std::size_t first = first_of_last(seen);
    for (UnitTrend& unit : history_.units) {
      std::erase_if(unit.points, [&](const UnitPoint& point) { return point.run < first; });
      unit.flips = flips_of(unit.points);
    }
    std::erase_if(history_.units, [](const UnitTrend& unit) { return unit.points.empty(); });
    order_by_flips(history_.units);
    return {};
  }

  void add_points(std::int64_t number, const std::map<std::int64_t, std::size_t>& run_of_row,
                  std::set<std::size_t>& seen) {
    auto& points = history_.units.back().points;
    for (auto& [row, point] : store_.points(number)) {
      const auto run = run_of_row.find(row);
      if (run == run_of_row.end()) continue;
      point.run = run->second;
      seen.insert(point.run);
      points.push_back(std::move(point));
    }
    std::ranges::sort(points, {}, &UnitPoint::run);
  }

  /// The first run to look at, and in `earlier` how many before it have something of it too.
  std::size_t first_of_last(const std::set<std::size_t>& seen) {
    const std::size_t shown = std::min(query_.last, seen.size());
    history_.earlier = seen.size() - shown;
    return *std::next(seen.begin(), static_cast<std::ptrdiff_t>(history_.earlier));
  }

  void count_moves(const TrendSeries& series, TrendPoint& point) {
    if (!point.base) return;
    const auto [found, is_new] = moves_.try_emplace({*point.base, point.run});
    if (is_new) found->second = store_.moves(rows_[*point.base], rows_[point.run]);
    for (const std::string& suite : series.suites) {
      const auto here = found->second.find({suite, "", series.prompt, series.model});
      if (here == found->second.end()) continue;
      point.lost += here->second.lost;
      point.gained += here->second.gained;
    }
  }

  Expected<void> missing() const {
    std::vector<UnitId> units;
    for (auto& [number, id] : store_.unit_names()) units.push_back(id);
    return tl::unexpected(nothing_fits(query_, units));
  }

  const RunStore& store_;
  const HistoryQuery& query_;
  History& history_;
  std::vector<std::int64_t> rows_;
  std::map<std::pair<std::size_t, std::size_t>, std::map<UnitId, RunStore::Moves>> moves_;
};

constexpr std::string_view kInMemory = ":memory:";

Expected<History> look(const Files& files, const std::string& path, const IndexPlace& place,
                       const std::vector<RunFile>& runs, const HistoryQuery& query) {
  RunStore store(path, place.patience);
  History history;
  Update(store, files, history).run(runs);
  const Transaction one_moment = store.one_moment();
  if (auto filled = Answer(store, query, history).fill(); !filled) return tl::unexpected(filled.error());
  return history;
}

bool removed(const std::string& path) {
  std::error_code failed;
  std::filesystem::remove(path + "-journal", failed);
  std::filesystem::remove(path, failed);
  return !failed;
}

}  // namespace

Expected<History> read_history(const Files& files, const IndexPlace& place, const std::vector<RunFile>& runs,
                               const HistoryQuery& query) {
  std::string path = place.path;
  std::vector<std::string> notes;
  bool made_anew = false;
  while (true) {
    try {
      auto history = look(files, path, place, runs, query);
      if (history) history->notes = std::move(notes);
      return history;
    } catch (const DatabaseTrouble& trouble) {
      if (path == kInMemory) return failure(fmt::format("the runs cannot be indexed: {}", trouble.message));
      if (trouble.broken && !made_anew && removed(path)) {
        made_anew = true;
        notes.push_back(fmt::format("the index {} was of no use ({}) and is made anew", path, trouble.message));
      } else {
        notes.push_back(
            fmt::format("the index {} cannot be used ({}): this once it is made in memory", path, trouble.message));
        path = kInMemory;
      }
    }
  }
}

}  // namespace sightline

#include "compare/run_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "compare/figures_builder.h"
#include "compare/results_file.h"
#include "compare/run_source.h"
#include "runlog/record_reader.h"

namespace sightline {
namespace {

Expected<RunFigures> read_log(const Files& files, const std::string& log) {
  FiguresBuilder builder;
  auto read = read_result_figures(
      files, log, [&](const RunHeader& header, ResultFigures& result) { builder.take(header, result); });
  if (!read) return tl::unexpected(std::move(read.error()));
  RunFigures run = builder.finish(read->order);
  run.header = std::move(read->header);
  return run;
}

std::string wrong_with(const UnitId& unit, const std::vector<ResultFigures>& repeats) {
  if (repeats.empty()) return "it has no results";
  for (const ResultFigures& repeat : repeats) {
    if (repeat.unit != unit) return fmt::format("it has a result of another unit, {}", repeat.unit.text());
  }
  const auto twice = std::ranges::adjacent_find(repeats, {}, &ResultFigures::repeat);
  return twice == repeats.end() ? "" : fmt::format("its repeat {} stands twice", twice->repeat);
}

/// Errors: a unit stands twice.
Expected<void> check_units(const RunFigures& run, const std::string& path) {
  std::vector<const UnitId*> ids;
  ids.reserve(run.units.size());
  for (const UnitFigures& unit : run.units) ids.push_back(&unit.id);
  const auto by_id = [](const UnitId* id) -> const UnitId& { return *id; };
  std::ranges::sort(ids, {}, by_id);
  const auto twice = std::ranges::adjacent_find(ids, {}, by_id);
  if (twice == ids.end()) return {};
  return failure({path, {}}, fmt::format("broken results: the unit {} stands twice", (*twice)->text()));
}

Expected<RunFigures> read_results(const Files& files, const std::string& path) {
  FiguresBuilder builder;
  std::optional<UnitId> last;
  auto header = read_results_file(files, path, [&](const RunHeader& run, const UnitId& unit, JsonCursor& in) {
    std::vector<ResultFigures> repeats;
    in.list([&] { RecordReader::read(in, repeats.emplace_back()); });
    if (in.failed()) return std::string();
    std::ranges::stable_sort(repeats, {}, &ResultFigures::repeat);
    if (last == unit) return std::string("it stands twice");
    last = unit;
    std::string wrong = wrong_with(unit, repeats);
    if (!wrong.empty()) return wrong;
    for (ResultFigures& repeat : repeats) builder.take(run, repeat);
    return std::string();
  });
  if (!header) return tl::unexpected(std::move(header.error()));
  std::vector<std::uint32_t> order(builder.taken());
  std::iota(order.begin(), order.end(), 0u);
  RunFigures run = builder.finish(order);
  if (auto checked = check_units(run, path); !checked) return tl::unexpected(std::move(checked.error()));
  run.header = std::move(*header);
  return run;
}

}  // namespace

std::uint64_t result_count(const RunFigures& run) {
  std::uint64_t count = 0;
  for (const UnitFigures& unit : run.units) count += unit.repeats.size();
  return count;
}

Expected<RunFigures> read_run_figures(const Files& files, const std::string& path) {
  const auto source = run_source(files, path);
  if (!source) return tl::unexpected(source.error());
  auto run = source->is_log ? read_log(files, source->path) : read_results(files, source->path);
  if (run) run->path = path;
  return run;
}

}  // namespace sightline

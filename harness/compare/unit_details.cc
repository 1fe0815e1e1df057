#include "compare/unit_details.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "compare/results_file.h"
#include "compare/run_source.h"
#include "report/page_rows.h"
#include "runlog/record_reader.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

std::vector<CaseResult> read_repeats(JsonCursor& in) {
  std::vector<CaseResult> repeats;
  in.list([&] { RecordReader::read(in, repeats.emplace_back()); });
  std::ranges::stable_sort(repeats, {}, &CaseResult::repeat);
  return repeats;
}

std::string detail_without_requests(const std::vector<CaseResult>& repeats) {
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map();
  writer.always("repeats", repeats);
  writer.json().end_map();
  return out;
}

}  // namespace

struct UnitDetails::Source {
  const Files* files = nullptr;
  std::string results;  ///< The path of a results.json; empty: there is a log.
  std::optional<RunReader> log;
  std::set<UnitId> kept;
  std::map<UnitId, std::string> details;  ///< Of a results.json, which is read from its beginning to its end.

  Expected<void> read_results(const std::function<void(const UnitId&, const std::vector<CaseResult>&)>& take) const {
    const auto read = read_results_file(*files, results, [&](const RunHeader&, const UnitId& unit, JsonCursor& in) {
      const auto repeats = read_repeats(in);
      if (!in.failed() && !repeats.empty()) take(unit, repeats);
      return std::string();
    });
    if (!read) return tl::unexpected(read.error());
    return {};
  }
};

UnitDetails::UnitDetails(std::unique_ptr<Source> source) : source_(std::move(source)) {}
UnitDetails::UnitDetails(UnitDetails&&) noexcept = default;
UnitDetails& UnitDetails::operator=(UnitDetails&&) noexcept = default;
UnitDetails::~UnitDetails() = default;

Expected<UnitDetails> UnitDetails::open(const Files& files, const ComparedRunFiles& run) {
  const auto found = run_source(files, run.path);
  if (!found) return tl::unexpected(found.error());
  auto source = std::make_unique<Source>();
  source->files = &files;
  if (!found->is_log) {
    source->results = found->path;
    return UnitDetails(std::move(source));
  }
  auto log = RunReader::open(files, found->path);
  if (!log) return tl::unexpected(log.error());
  source->log.emplace(std::move(*log));
  return UnitDetails(std::move(source));
}

Expected<void> UnitDetails::keep(std::set<UnitId> units) {
  source_->kept = std::move(units);
  if (source_->log || source_->kept.empty()) return {};
  return source_->read_results([&](const UnitId& unit, const std::vector<CaseResult>& repeats) {
    if (source_->kept.contains(unit)) source_->details.emplace(unit, detail_without_requests(repeats));
  });
}

std::string UnitDetails::detail(const UnitFigures& unit) const {
  if (!source_->kept.contains(unit.id)) return "null";
  if (!source_->log) {
    const auto found = source_->details.find(unit.id);
    return found == source_->details.end() ? "null" : found->second;
  }
  std::vector<CaseResult> repeats;
  for (const RepeatFigures& repeat : unit.repeats) {
    if (auto result = source_->log->find(unit.id, repeat.repeat)) repeats.push_back(std::move(*result));
  }
  return repeats.empty() ? "null" : page_detail(repeats, *source_->log);
}

const RunReader* UnitDetails::log() const {
  return source_->log ? &*source_->log : nullptr;
}

}  // namespace sightline

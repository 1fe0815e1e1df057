#include "made_runs.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "runlog/runlog.h"

namespace sightline::fakes {

namespace {

CaseResult result_of(const MadeUnit& unit) {
  CaseResult result;
  result.unit = {unit.suite, unit.case_id, "p", unit.model};
  result.status = unit.status;
  result.score = unit.score;
  result.reason = unit.reason;
  result.cost = 0.25;
  Exchange exchange;
  exchange.reply.emplace();
  exchange.reply->usage.prompt_tokens = 10;
  exchange.reply->usage.completion_tokens = 3;
  exchange.timing.total_ms = 40;
  result.exchanges.push_back(std::move(exchange));
  return result;
}

}  // namespace

MadeRuns::MadeRuns() {
  std::string name = (std::filesystem::temp_directory_path() / "sightline-history-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  folder_ = name;
  files.make_folders("/reports");
}

MadeRuns::~MadeRuns() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void MadeRuns::add(const std::string& folder, const std::vector<MadeUnit>& units, std::optional<RunFooter> footer,
                   RunHeader header) {
  header.id = folder;
  if (header.started.empty()) header.started = "2026-11-" + std::to_string(10 + now_) + "T09:30:00Z";
  for (const MadeUnit& unit : units) {
    const bool known = std::ranges::any_of(header.suites, [&](const RunSuite& s) { return s.name == unit.suite; });
    if (!known)
      header.suites.push_back({.name = unit.suite, .path = "", .sha256 = "1", .description = "", .metrics = {}});
  }
  auto writer = RunWriter::create(files, "/reports/" + folder, header);
  REQUIRE(writer);
  std::map<UnitId, unsigned> repeats;
  std::uint64_t sequence = 0;
  for (const MadeUnit& unit : units) {
    CaseResult result = result_of(unit);
    result.repeat = repeats[result.unit]++;
    result.sequence = sequence++;
    REQUIRE(writer->add(result));
  }
  if (footer) REQUIRE(writer->finish(*footer));
  times_.emplace_back(folder, ++now_);
}

void MadeRuns::put(const std::string& folder, const std::string& log) {
  files.put("/reports/" + folder + "/run.jsonl", log);
  drop(folder);
  times_.emplace_back(folder, ++now_);
}

void MadeRuns::drop(const std::string& folder) {
  std::erase_if(times_, [&](const auto& known) { return known.first == folder; });
}

std::vector<RunFile> MadeRuns::logs() const {
  std::vector<RunFile> found;
  for (const auto& [folder, time] : times_) {
    const std::string path = "/reports/" + folder + "/run.jsonl";
    found.push_back({.folder = folder, .path = path, .bytes = files.text(path).size(), .modified = time});
  }
  return found;
}

Expected<History> MadeRuns::read(const HistoryQuery& query) const {
  return read_history(files, {.path = index_path()}, logs(), query);
}

}  // namespace sightline::fakes

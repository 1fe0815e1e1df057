#include "history/run_store.h"

#include <fmt/format.h>

#include "runlog/record_names.h"

namespace sightline {
namespace {

/// Changes with every change of the tables, or of what is put into them.
constexpr int kVersion = 1;
/// Tells the file from other SQLite files: "SLHI".
constexpr int kApplication = 0x534c4849;

constexpr std::string_view kTables = R"(
CREATE TABLE run(id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
  name TEXT NOT NULL, started TEXT NOT NULL, label TEXT NOT NULL, git_commit TEXT NOT NULL, mode TEXT NOT NULL,
  finished INTEGER NOT NULL, complete INTEGER NOT NULL, shard_index INTEGER NOT NULL, shard_count INTEGER NOT NULL);
CREATE TABLE suite(run INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE TABLE cell(id INTEGER PRIMARY KEY, run INTEGER NOT NULL, suite TEXT NOT NULL, model TEXT NOT NULL,
  prompt TEXT NOT NULL, passed INTEGER NOT NULL, failed INTEGER NOT NULL, error INTEGER NOT NULL,
  skipped INTEGER NOT NULL, xfailed INTEGER NOT NULL, xpassed INTEGER NOT NULL, flaky INTEGER NOT NULL,
  mean_score REAL NOT NULL, cost REAL, latency_p50_ms REAL, latency_p95_ms REAL, prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL, cases TEXT NOT NULL);
CREATE INDEX cell_of_run ON cell(run);
CREATE TABLE metric(cell INTEGER NOT NULL, name TEXT NOT NULL, value REAL NOT NULL,
  PRIMARY KEY(cell, name)) WITHOUT ROWID;
CREATE TABLE unit_name(id INTEGER PRIMARY KEY, suite TEXT NOT NULL, case_id TEXT NOT NULL, prompt TEXT NOT NULL,
  model TEXT NOT NULL, UNIQUE(suite, case_id, prompt, model));
CREATE TABLE unit(run INTEGER NOT NULL, name INTEGER NOT NULL, status TEXT NOT NULL, score REAL NOT NULL,
  flaky INTEGER NOT NULL, cost REAL, latency_ms REAL, reason TEXT NOT NULL, PRIMARY KEY(run, name)) WITHOUT ROWID;
CREATE INDEX unit_of_name ON unit(name);
)";

std::int64_t pragma(Database& database, std::string_view name) {
  Statement asked = database.prepare(fmt::format("PRAGMA {}", name));
  return asked.step() ? asked.integer(0) : 0;
}

bool is_empty(Database& database) {
  Statement tables = database.prepare("SELECT count(*) FROM sqlite_master");
  return tables.step() && tables.integer(0) == 0;
}

TrendRun run_of(const Statement& row) {
  return {.folder = row.text(1),
          .id = row.text(2),
          .started = row.text(3),
          .label = row.text(4),
          .git_commit = row.text(5),
          .mode = from_name<Mode>(row.text(6)).value_or(Mode::replay),
          .finished = row.integer(7) != 0,
          .complete = row.integer(8) != 0};
}

TrendCell cell_of(const Statement& row) {
  const auto count = [&row](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
  return {.suite = row.text(1),
          .model = row.text(2),
          .prompt = row.text(3),
          .counts = {.passed = count(4),
                     .failed = count(5),
                     .error = count(6),
                     .skipped = count(7),
                     .xfailed = count(8),
                     .xpassed = count(9),
                     .flaky = count(10)},
          .mean_score = row.number(11),
          .cost = row.optional_number(12),
          .latency_p50_ms = row.optional_number(13),
          .latency_p95_ms = row.optional_number(14),
          .prompt_tokens = count(15),
          .completion_tokens = count(16),
          .cases = row.text(17)};
}

}  // namespace

RunStore::RunStore(const std::string& path, std::chrono::milliseconds patience) : database_(path, patience) {
  if (is_empty(database_)) make_tables();
  if (pragma(database_, "application_id") != kApplication) throw DatabaseTrouble{true, "it is no index of runs"};
  if (pragma(database_, "user_version") != kVersion) throw DatabaseTrouble{true, "it is of another version"};
}

void RunStore::make_tables() {
  Transaction transaction(database_, Transaction::Kind::write);
  // Another process may have been quicker.
  if (!is_empty(database_)) return;
  database_.execute(std::string(kTables));
  database_.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplication, kVersion));
  transaction.commit();
}

std::map<std::string, StoredRun> RunStore::stored() const {
  std::map<std::string, StoredRun> found;
  Statement row = database_.prepare("SELECT folder, id, bytes, modified FROM run");
  while (row.step()) {
    found[row.text(0)] = {
        .row = row.integer(1), .bytes = static_cast<std::uint64_t>(row.integer(2)), .modified = row.integer(3)};
  }
  return found;
}

void RunStore::replace(const std::vector<std::pair<RunFile, CondensedRun>>& runs,
                       const std::vector<std::string>& gone) {
  Transaction transaction(database_, Transaction::Kind::write);
  for (const std::string& folder : gone) remove(folder);
  for (const auto& [file, condensed] : runs) {
    remove(file.folder);
    write(file, condensed);
  }
  database_.execute("DELETE FROM unit_name WHERE id NOT IN (SELECT name FROM unit)");
  transaction.commit();
}

void RunStore::remove(const std::string& folder) {
  Statement find = database_.prepare("SELECT id FROM run WHERE folder = ?");
  if (!find.with(folder).step()) return;
  const std::int64_t row = find.integer(0);
  find.reset();
  for (const std::string_view sql :
       {"DELETE FROM metric WHERE cell IN (SELECT id FROM cell WHERE run = ?)", "DELETE FROM cell WHERE run = ?",
        "DELETE FROM unit WHERE run = ?", "DELETE FROM suite WHERE run = ?", "DELETE FROM run WHERE id = ?"}) {
    database_.prepare(sql).run(row);
  }
}

void RunStore::write(const RunFile& file, const CondensedRun& condensed) {
  const TrendRun& run = condensed.run;
  database_.prepare("INSERT INTO run VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(file.folder, file.bytes, file.modified, run.id, run.started, run.label, run.git_commit, mode_name(run.mode),
           run.finished, run.complete, run.shard_index, run.shard_count);
  const std::int64_t row = database_.last_row_id();
  Statement suite = database_.prepare("INSERT INTO suite VALUES (?, ?, ?)");
  for (const auto& [name, sha256] : run.suites) suite.run(row, name, sha256);
  write_cells(row, run.cells);
  write_units(row, condensed.units);
}

void RunStore::write_cells(std::int64_t row, const std::vector<TrendCell>& cells) {
  Statement add =
      database_.prepare("INSERT INTO cell VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement metric = database_.prepare("INSERT INTO metric VALUES (?, ?, ?)");
  for (const TrendCell& c : cells) {
    const StatusCounts& n = c.counts;
    add.run(row, c.suite, c.model, c.prompt, n.passed, n.failed, n.error, n.skipped, n.xfailed, n.xpassed, n.flaky,
            c.mean_score, c.cost, c.latency_p50_ms, c.latency_p95_ms, c.prompt_tokens, c.completion_tokens, c.cases);
    const std::int64_t cell = database_.last_row_id();
    for (const auto& [name, value] : c.metrics) metric.run(cell, name, value);
  }
}

void RunStore::write_units(std::int64_t row, const std::vector<CondensedUnit>& units) {
  Statement find =
      database_.prepare("SELECT id FROM unit_name WHERE suite = ? AND case_id = ? AND prompt = ? AND model = ?");
  Statement name = database_.prepare("INSERT INTO unit_name VALUES (NULL, ?, ?, ?, ?)");
  Statement add = database_.prepare("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (const auto& [id, point] : units) {
    add.run(row, unit_number(id, find, name), status_name(point.status), point.score, point.flaky, point.cost,
            point.latency_ms, point.reason);
  }
}

std::int64_t RunStore::unit_number(const UnitId& unit, Statement& find, Statement& add) {
  if (find.with(unit.suite, unit.case_id, unit.prompt, unit.model).step()) {
    const std::int64_t number = find.integer(0);
    find.reset();
    return number;
  }
  add.run(unit.suite, unit.case_id, unit.prompt, unit.model);
  return database_.last_row_id();
}

std::vector<TrendRun> RunStore::runs(std::vector<std::int64_t>& rows) const {
  std::vector<TrendRun> found;
  Statement run = database_.prepare(
      "SELECT id, folder, name, started, label, git_commit, mode, finished, complete FROM run WHERE shard_count = 1 "
      "ORDER BY started, modified, folder");
  Statement suite = database_.prepare("SELECT name, sha256 FROM suite WHERE run = ?");
  Statement cells = database_.prepare(
      "SELECT id, suite, model, prompt, passed, failed, error, skipped, xfailed, xpassed, flaky, mean_score, cost, "
      "latency_p50_ms, latency_p95_ms, prompt_tokens, completion_tokens, cases FROM cell WHERE run = ? ORDER BY id");
  Statement metrics = database_.prepare("SELECT name, value FROM metric WHERE cell = ?");
  while (run.step()) {
    rows.push_back(run.integer(0));
    found.push_back(run_of(run));
    suite.with(rows.back());
    while (suite.step()) found.back().suites[suite.text(0)] = suite.text(1);
    read_cells(rows.back(), found.back(), cells, metrics);
  }
  return found;
}

void RunStore::read_cells(std::int64_t row, TrendRun& run, Statement& cells, Statement& metrics) const {
  cells.with(row);
  while (cells.step()) {
    run.cells.push_back(cell_of(cells));
    metrics.with(cells.integer(0));
    while (metrics.step()) run.cells.back().metrics[metrics.text(0)] = metrics.number(1);
  }
}

std::uint64_t RunStore::shard_count() const {
  Statement count = database_.prepare("SELECT count(*) FROM run WHERE shard_count > 1");
  return count.step() ? static_cast<std::uint64_t>(count.integer(0)) : 0;
}

std::vector<std::pair<std::int64_t, UnitId>> RunStore::unit_names() const {
  std::vector<std::pair<std::int64_t, UnitId>> found;
  Statement name = database_.prepare("SELECT id, suite, case_id, prompt, model FROM unit_name ORDER BY id");
  while (name.step()) {
    found.emplace_back(name.integer(0), UnitId{name.text(1), name.text(2), name.text(3), name.text(4)});
  }
  return found;
}

std::vector<std::pair<std::int64_t, UnitPoint>> RunStore::points(std::int64_t unit) const {
  std::vector<std::pair<std::int64_t, UnitPoint>> found;
  Statement point =
      database_.prepare("SELECT run, status, score, flaky, cost, latency_ms, reason FROM unit WHERE name = ?");
  point.with(unit);
  while (point.step()) {
    found.emplace_back(point.integer(0), UnitPoint{.status = status_from_name(point.text(1)).value_or(Status::error),
                                                   .score = point.number(2),
                                                   .flaky = point.integer(3) != 0,
                                                   .cost = point.optional_number(4),
                                                   .latency_ms = point.optional_number(5),
                                                   .reason = point.text(6)});
  }
  return found;
}

std::map<UnitId, RunStore::Moves> RunStore::moves(std::int64_t base, std::int64_t now) const {
  Statement row = database_.prepare(
      "SELECT n.suite, n.model, n.prompt, sum(a.status = 'passed'), sum(b.status = 'passed') "
      "FROM unit a JOIN unit b ON b.name = a.name JOIN unit_name n ON n.id = a.name "
      "WHERE a.run = ? AND b.run = ? AND (a.status = 'passed') <> (b.status = 'passed') "
      "AND a.status NOT IN ('skipped', 'xfailed') AND b.status NOT IN ('skipped', 'xfailed') "
      "GROUP BY n.suite, n.model, n.prompt");
  std::map<UnitId, Moves> found;
  row.with(base, now);
  while (row.step()) {
    found[{.suite = row.text(0), .case_id = "", .prompt = row.text(2), .model = row.text(1)}] = {
        .lost = static_cast<std::uint64_t>(row.integer(3)), .gained = static_cast<std::uint64_t>(row.integer(4))};
  }
  return found;
}

}  // namespace sightline

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "history/condensed_run.h"
#include "history/database.h"
#include "history/trends.h"

namespace sightline {

/// A run as it lies in the store: how its log was when it was read.
struct StoredRun {
  std::int64_t row = 0;
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;
};

/// The tables of the index. Everything here throws DatabaseTrouble.
class RunStore {
 public:
  /// Makes the tables in a new file. Trouble: the file is of another version, or not ours.
  RunStore(const std::string& path, std::chrono::milliseconds patience);

  std::map<std::string, StoredRun> stored() const;  ///< By folder.
  /// Puts these runs into the place of their earlier selves and takes the folders of `gone` out: all or nothing.
  void replace(const std::vector<std::pair<RunFile, CondensedRun>>& runs, const std::vector<std::string>& gone);

  /// For as long as it lives, what is read is of one moment, whatever others write.
  Transaction one_moment() const { return Transaction(database_, Transaction::Kind::read); }

  /// All runs that are no shards, oldest first, with their row numbers.
  std::vector<TrendRun> runs(std::vector<std::int64_t>& rows) const;
  std::uint64_t shard_count() const;
  /// Every unit of every run, by its number, in the order in which they were met.
  std::vector<std::pair<std::int64_t, UnitId>> unit_names() const;
  /// A unit through the runs: the run's row, and what was there.
  std::vector<std::pair<std::int64_t, UnitPoint>> points(std::int64_t unit) const;

  struct Moves {
    std::uint64_t lost = 0;
    std::uint64_t gained = 0;
  };
  /// By suite, model and prompt: units that passed in one of two runs and failed or ended in error in the other.
  std::map<UnitId, Moves> moves(std::int64_t base, std::int64_t now) const;

 private:
  void make_tables();
  void remove(const std::string& folder);
  void write(const RunFile& file, const CondensedRun& condensed);
  void write_cells(std::int64_t row, const std::vector<TrendCell>& cells);
  void write_units(std::int64_t row, const std::vector<CondensedUnit>& units);
  std::int64_t unit_number(const UnitId& unit, Statement& find, Statement& add);
  void read_cells(std::int64_t row, TrendRun& run, Statement& cells, Statement& metrics) const;

  mutable Database database_;
};

}  // namespace sightline

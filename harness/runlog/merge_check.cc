#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/text.h"
#include "json/json.h"
#include "runlog/merge.h"
#include "runlog/record_writer.h"
#include "runlog/unit_numbers.h"

namespace sightline {
namespace {

/// Units in two shards, and numbers of missing shards, beyond this many are not told one by one.
constexpr std::size_t kMostTold = 20;

template <typename Record>
std::string text_of(const Record& record) {
  std::string out;
  RecordWriter(out).write(record);
  return out;
}

std::string major_version(const std::string& version) {
  return version.substr(0, version.find('.'));
}

/// The command without what may differ from shard to shard: where the times for balancing stand.
std::string told_command(const RunHeader& header) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < header.command.size(); ++i) {
    if (header.command[i] == "--shard-by") {
      ++i;
    } else {
      words.push_back(header.command[i]);
    }
  }
  return join(words, " ");
}

std::vector<std::string> suite_differences(const RunHeader& a, const RunHeader& b) {
  std::map<std::string, std::string> known;
  for (const RunSuite& suite : a.suites) known[suite.name] = suite.sha256;
  std::vector<std::string> told;
  for (const RunSuite& suite : b.suites) {
    const auto found = known.find(suite.name);
    if (found == known.end()) {
      told.push_back(fmt::format("suite '{}' is only in the latter", suite.name));
    } else if (found->second != suite.sha256) {
      told.push_back(fmt::format("the text of suite '{}' differs", suite.name));
    }
    known.erase(suite.name);
  }
  for (const auto& [name, digest] : known) told.push_back(fmt::format("suite '{}' is only in the former", name));
  return told;
}

std::vector<std::string> model_differences(const RunHeader& a, const RunHeader& b) {
  std::map<std::string, std::string> known;
  for (const RunModel& model : a.models) known[model.name] = text_of(model);
  std::vector<std::string> told;
  for (const RunModel& model : b.models) {
    const auto found = known.find(model.name);
    const std::string text = text_of(model);
    if (found == known.end()) {
      told.push_back(fmt::format("model '{}' is only in the latter", model.name));
    } else if (found->second != text) {
      told.push_back(fmt::format("model '{}' differs: {} against {}", model.name, found->second, text));
    }
    known.erase(model.name);
  }
  for (const auto& [name, text] : known) told.push_back(fmt::format("model '{}' is only in the former", name));
  return told;
}

/// What tells the runs of two shards apart; empty where nothing does.
std::vector<std::string> differences(const RunHeader& a, const RunHeader& b) {
  std::vector<std::string> told;
  const auto compare = [&](std::string_view what, const std::string& in_a, const std::string& in_b) {
    if (in_a != in_b) told.push_back(fmt::format("{} {} against {}", what, quoted(in_a), quoted(in_b)));
  };
  compare("of so many shards:", std::to_string(a.shard_count), std::to_string(b.shard_count));
  compare("major version of sightline:", major_version(a.version), major_version(b.version));
  compare("mode:", std::string(mode_name(a.mode)), std::string(mode_name(b.mode)));
  compare("seed:", std::to_string(a.seed), std::to_string(b.seed));
  compare("command:", told_command(a), told_command(b));
  for (const auto& of : {suite_differences(a, b), model_differences(a, b)}) {
    told.insert(told.end(), of.begin(), of.end());
  }
  if (told.empty() && a.shard_plan != b.shard_plan) {
    told.emplace_back("other units are in other shards: the selection, the repeats or --shard-by differ");
  }
  return told;
}

using Shards = std::vector<const ShardLog*>;

bool was_merged(const RunHeader& header) {
  return !header.command.empty() && header.command.front() == "merge";
}

/// False where it is none that can be merged, which is told. A whole run is the only shard of itself.
bool is_shard(const ShardLog& shard, bool is_alone, Errors& errors) {
  const RunHeader& header = shard.header();
  std::string why;
  if (was_merged(header)) {
    why = "'{}' is no shard: it was merged of shards; merge those again, with the ones that it lacks";
  } else if (header.shard_count <= 1 && !is_alone) {
    why = "'{}' is no shard: it is a run that was made without --shard";
  } else if (header.mode == Mode::answers) {
    why = "'{}' is a shard that was scored again: merge the shards that it was made of, and rescore the merged run";
  }
  if (!why.empty()) errors.push_back({.message = fmt::format(fmt::runtime(why), shard.folder())});
  return why.empty();
}

void check_same_run(const Shards& shards, Errors& errors) {
  for (const ShardLog* shard : shards) {
    const auto told = differences(shards.front()->header(), shard->header());
    if (told.empty()) continue;
    errors.push_back({.message = fmt::format("'{}' and '{}' are shards of two different runs: {}",
                                             shards.front()->folder(), shard->folder(), join(told, "; "))});
  }
}

void check_twice(const Shards& shards, Errors& errors) {
  std::map<unsigned, const ShardLog*> seen;
  for (const ShardLog* shard : shards) {
    const auto [first, is_new] = seen.emplace(shard->header().shard_index, shard);
    if (is_new) continue;
    errors.push_back({.message = fmt::format("shard {} is there twice: '{}' and '{}'", shard->name(),
                                             first->second->folder(), shard->folder())});
  }
}

void check_overlaps(const std::vector<ShardLog>& shards, Errors& errors) {
  UnitNumbers units;
  std::vector<const ShardLog*> owners;  // By the unit's number.
  std::size_t overlaps = 0;
  for (const ShardLog& shard : shards) {
    for (const UnitId& unit : shard.units()) {
      const std::uint32_t number = units.number_of(unit);
      const bool is_new = number == owners.size();
      if (is_new) owners.push_back(&shard);
      if (is_new || ++overlaps > kMostTold) continue;
      const ShardLog& owner = *owners[number];
      errors.push_back({.message = fmt::format("{} is in two shards: {} ('{}') and {} ('{}')", unit.text(),
                                               owner.name(), owner.folder(), shard.name(), shard.folder())});
    }
  }
  if (overlaps > kMostTold) {
    errors.push_back({.message = fmt::format("{} more units are in two shards", overlaps - kMostTold)});
  }
}

/// "3, 5-9"
std::string ranges_of(const std::vector<unsigned>& numbers) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    parts.push_back(last == i ? std::to_string(numbers[i]) : fmt::format("{}-{}", numbers[i], numbers[last]));
    i = last + 1;
  }
  return join(parts, ", ");
}

void note_missing_shards(const std::vector<ShardLog>& shards, std::vector<std::string>& missing) {
  std::set<unsigned> there;
  for (const ShardLog& shard : shards) there.insert(shard.header().shard_index);
  std::vector<unsigned> absent;
  const unsigned count = shards.front().header().shard_count;
  for (unsigned index = 1; index <= count; ++index) {
    if (!there.contains(index)) absent.push_back(index);
  }
  if (absent.empty()) return;
  missing.push_back(absent.size() == 1 ? fmt::format("shard {}/{} is missing", absent[0], count)
                                       : fmt::format("of {} shards these are missing: {}", count, ranges_of(absent)));
}

void note_missing_results(const ShardLog& shard, std::vector<std::string>& missing) {
  const std::uint64_t planned = shard.header().planned_results;
  const std::uint64_t there = shard.results().size();
  if (there >= planned) return;
  std::string why = "it was killed";
  if (shard.footer()) why = join(shard.footer()->incomplete_because, "; ");
  if (why.empty()) why = "its log says that it is complete, but they are not in it";
  missing.push_back(fmt::format("shard {} ('{}') lacks {} of its {} planned results ({})", shard.name(), shard.folder(),
                                planned - there, planned, why));
}

}  // namespace

MergeTrouble check_shards(const std::vector<ShardLog>& shards) {
  MergeTrouble trouble;
  Shards real;
  for (const ShardLog& shard : shards) {
    if (is_shard(shard, shards.size() == 1, trouble.refused)) real.push_back(&shard);
  }
  check_same_run(real, trouble.refused);
  check_twice(real, trouble.refused);
  if (!trouble.refused.empty()) return trouble;
  check_overlaps(shards, trouble.refused);
  note_missing_shards(shards, trouble.missing);
  for (const ShardLog& shard : shards) note_missing_results(shard, trouble.missing);
  return trouble;
}

}  // namespace sightline

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/result.h"

namespace sightline {

/// A metric's verdict in one repeat.
struct MetricFigure {
  std::uint32_t metric = 0;  ///< Index into RunFigures::metrics.
  double score = 0;
  std::optional<double> value;
  Node tally;  ///< For micro and corpus aggregates alone; else null.
};

/// One repeat without its texts.
struct RepeatFigures {
  std::uint32_t repeat = 0;
  Status status = Status::passed;
  double score = 0;
  bool answered = false;
  std::uint64_t answer = 0;  ///< Stands for what was answered: the same for the same; 0 where there was no answer.
  bool copy = false;         ///< An earlier repeat's answer once more: statistics leave it out.
  bool unparsed = false, truncated = false,
       refused = false;              ///< An outcome of one of its verdicts; truncated also by its finish reason.
  std::optional<double> cost;        ///< USD
  std::optional<double> latency_ms;  ///< Of all its exchanges; nothing where one has none.
  std::optional<double> prompt_tokens;
  std::optional<double> completion_tokens;
  std::vector<MetricFigure> metrics;
};

struct UnitFigures {
  UnitId id;
  std::uint64_t sequence = 0;
  Status status = Status::passed;  ///< As UnitSummary puts the repeats together.
  bool flaky = false;
  bool must_pass = false;
  bool is_control = false;
  bool is_group = false;             ///< The unit of a group: it sends nothing.
  std::vector<std::string> members;  ///< Of a group: their units, as UnitId::text() has them.
  double score = 0;                  ///< Mean over its repeats.
  std::string cluster;
  std::vector<std::string> tags;
  std::string reason;
  std::vector<RepeatFigures> repeats;
};

/// A run without its texts: what statistics need of it.
struct RunFigures {
  std::string path;  ///< As it was named.
  RunHeader header;
  std::vector<std::string> metrics;
  std::vector<UnitFigures> units;  ///< In plan order.
  std::uint64_t authored = 0;      ///< Results whose answer a person wrote.
};

/// How many results its units have.
std::uint64_t result_count(const RunFigures& run);

/// `path` is a run's folder, its run.jsonl, or a results.json of any form. Errors name what cannot be read and where.
Expected<RunFigures> read_run_figures(const Files& files, const std::string& path);

/// The answers of the named units: the last one of the first repeat that did not pass, else of the first. Units that
/// the run does not have are left out.
Expected<std::map<UnitId, std::string>> read_answers(const Files& files, const std::string& path,
                                                     const std::set<UnitId>& units);

}  // namespace sightline

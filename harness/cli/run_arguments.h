#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"

namespace sightline {

/// The command line of `sightline run`, as it was typed; checked by the command itself.
struct RunArguments {
  SuiteArguments suites;
  std::string mode;
  std::vector<std::string> prompts;
  std::vector<std::string> cases;
  std::vector<std::string> tags;
  std::string failed_in;
  std::string shard;     ///< i/n, auto, auto/n
  std::string shard_by;  ///< The run whose times balance the shards.
  std::optional<unsigned> repeat;
  std::vector<std::string> params;  ///< k=v
  std::optional<unsigned> concurrency;
  std::string timeout;
  std::optional<unsigned> retries;
  std::uint64_t seed = 1;
  std::optional<double> max_cost;
  std::optional<std::uint64_t> max_requests;
  std::optional<std::uint64_t> max_errors;
  std::string max_time;
  bool fail_fast = false;
  bool until_decided = false;
  std::vector<std::string> gates;  ///< name=value
  std::string baseline;            ///< A run, "latest", or empty: the project's.
  bool resume = false;
  std::string resume_run;  ///< Empty: the latest.
  std::string out;
  std::string report = "json,html,junit,md,csv";
  std::string images;  ///< Empty: as it is, of a run that goes on; else full.
  std::string label;
  bool dry_run = false;
  std::string as_curl;
  bool allow_record = false;
  bool quiet = false;
  bool verbose = false;
  std::string color = "auto";
};

/// `sightline run`: the process's exit code.
int run_suites(const RunArguments& arguments);

}  // namespace sightline

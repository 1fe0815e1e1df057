#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/chat.h"
#include "model/suite.h"
#include "model/verdict.h"

namespace sightline {

/// The stable name of what is judged, "receipts/cafe#terse@qwen3-vl-32b". Never a position.
struct UnitId {
  std::string suite;
  std::string case_id;
  std::string prompt;
  std::string model;
  std::string text() const;
  friend auto operator<=>(const UnitId&, const UnitId&) = default;
};

enum class Status { passed, failed, error, skipped, xfailed, xpassed };
std::string_view status_name(Status status);
std::optional<Status> status_from_name(std::string_view name);

/// Milliseconds; in replay those of the recording, and absent where it has none.
struct Timing {
  std::optional<double> queue_ms = {};
  std::optional<double> connect_ms = {};
  std::optional<double> first_byte_ms = {};
  std::optional<double> first_token_ms = {};
  std::optional<double> total_ms = {};
};

/// A send that did not bring the answer and was followed by another.
struct Attempt {
  Failure failure;
  double waited_ms = 0;  ///< Before the next one.
};

/// Where an answer is from.
struct Provenance {
  std::string source = "live";  ///< live, proxy, documentation, authored, answers
  bool replayed = false;        ///< It came from a fixture.
  bool copy = false;            ///< An earlier repeat's answer served once more: statistics count it once.
  std::string recorded_at = {};
  /// A part of the request that its key ignores is not as it was when the answer was recorded.
  bool ignored_changed = false;
  /// The suites ask another request today than the one that was answered.
  bool request_changed = false;
};

/// One request and what came of it: exactly one of `reply` and `failure` is set.
struct Exchange {
  std::string key;  ///< The request's key, 64 hex digits.
  std::optional<Reply> reply;
  std::optional<Failure> failure;
  Timing timing;
  std::vector<Attempt> attempts;
  Provenance provenance;
};

enum class CostSource { stated, priced, unknown };
std::string_view cost_source_name(CostSource source);

/// A unit as its group's unit saw it.
struct GroupMember {
  std::string unit;  ///< As UnitId::text() has it.
  Status status = Status::passed;
  double score = 0;
  std::string answer = {};  ///< What its assertions read out of its answer; empty: none read anything.
};

/// What the unit of a group was judged from; `kind` is empty for all other units.
struct GroupRecord {
  std::string kind = {};  ///< "group", or "circular" for one case with its options in every order.
  std::string rule = {};  ///< "all", "at least 2"
  std::vector<GroupMember> members = {};
  /// All that was read out of the members' answers is one and the same; nothing where nothing was.
  std::optional<bool> consistent = {};
  std::map<std::string, std::uint64_t> chosen = {};  ///< Circular: how often each letter was.
};

/// One repeat of one unit, judged: a line of run.jsonl. The unit of a group has one, and no exchanges.
struct CaseResult {
  UnitId unit;
  unsigned repeat = 0;         ///< From 0.
  std::uint64_t sequence = 0;  ///< Place in the plan; orders reports, identifies nothing.
  Status status = Status::passed;
  bool must_pass = false;
  double score = 0;    ///< Weighted mean of the assertions' scores.
  std::string reason;  ///< The first thing that is wrong (or why it was skipped), on one line.
  std::string description;
  std::vector<std::string> tags;
  std::string cluster;  ///< As the case says; else its images, sorted, and where it has none, its id.
  Place place;          ///< Of the case.
  Repeat repeats;
  std::vector<Exchange> exchanges;  ///< One for each turn of the model; none where skipped.
  std::vector<AssertionResult> assertions;
  std::optional<double> cost;  ///< USD, of all its exchanges, when the answers were made.
  CostSource cost_source = CostSource::unknown;
  std::string control = {};     ///< "blank_image": the result of a control, which decides nothing.
  std::string control_of = {};  ///< The id of the case that it is the control of.
  GroupRecord group = {};
};

/// Where a run's answers come from; `answers`: they were there already, and nothing is sent.
enum class Mode { replay, record_missing, record, live, answers };
std::string_view mode_name(Mode mode);

/// What a run keeps of the images that it sent: all, with thumbnails; thumbnails alone; nothing.
enum class ImagesKept { full, thumbs, none };
std::string_view images_name(ImagesKept images);

/// A model as a run used it: nothing secret.
struct RunModel {
  std::string name;
  std::string model;
  std::string base_url;
  Node params;
  std::optional<Price> price;
};

struct RunSuite {
  std::string name;
  std::string path;
  std::string sha256;
  std::string description;
  std::map<std::string, Aggregate> metrics;
};

/// First line of run.jsonl.
struct RunHeader {
  std::string id;  ///< Name of the run's folder.
  std::string version;
  std::string label;
  std::vector<std::string> command;
  std::string started;  ///< ISO 8601, UTC.
  std::string host;
  std::string git_commit;
  Mode mode = Mode::replay;
  ImagesKept images = ImagesKept::full;
  std::uint64_t seed = 0;
  unsigned shard_index = 1;
  unsigned shard_count = 1;
  std::string shard_plan = {};           ///< Of a shard: which unit is in which shard, as a digest.
  std::uint64_t shard_plan_results = 0;  ///< Of a shard: the planned results of all shards together.
  std::vector<RunSuite> suites;
  std::vector<RunModel> models;
  std::uint64_t planned_results = 0;  ///< Repeats of units, and units of groups.
};

struct GateVerdict {
  enum class Status { pass, fail, inconclusive };
  std::string gate;   ///< "pass_rate", "metrics.total"
  std::string scope;  ///< A suite's name, or "" for the whole run.
  std::string model;  ///< Of the worst model × prompt; both empty where the gate is over all.
  std::string prompt;
  Status status = Status::pass;
  std::optional<double> measured;
  std::optional<double> limit;
  std::string sentence;  ///< "pass rate 0.80 is below 0.95 (receipts, terse, qwen3-vl-32b)"
};
std::string_view status_name(GateVerdict::Status status);

/// What a run that stops as soon as it can tell has come to for one model and prompt.
struct DecidedCell {
  std::string model;
  std::string prompt;
  std::string decision;        ///< "worse", "better", "no worse", "undecided"
  std::uint64_t observed = 0;  ///< Independent observations until then: clusters, in a seeded order.
  std::uint64_t planned = 0;   ///< Of so many.
  std::uint64_t lost = 0;      ///< Of those observed: worse than in the baseline,
  std::uint64_t gained = 0;    ///< and better.
};

/// Last line of run.jsonl; absent in a run that was killed.
struct RunFooter {
  std::string finished;
  double wall_ms = 0;
  bool complete = true;
  std::vector<std::string> incomplete_because;  ///< "3 fixtures are missing", "interrupted"
  double spent = 0;                             ///< USD paid by this run; 0 in replay.
  std::vector<GateVerdict> gates;
  std::vector<DecidedCell> decided = {};  ///< Empty: the run was to be run to its end.
  std::uint64_t not_needed = 0;           ///< Planned results that were not run because all was decided.
  int exit_code = 0;
};

}  // namespace sightline

#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assertion/outside.h"
#include "base/clock.h"
#include "chat/chat.h"
#include "fixture/library.h"
#include "model/http.h"
#include "run/budget.h"
#include "run/early_decision.h"
#include "run/given_answers.h"
#include "run/image_store.h"
#include "run/lane_news.h"
#include "run/observer.h"
#include "run/plan.h"
#include "run/recorder.h"
#include "run/results_in_order.h"
#include "runlog/runlog.h"

namespace sightline {

/// What a run works with. References must outlive it.
struct RunWorld {
  Transport& transport;
  const Clock& clock;
  const ConversationSource& conversations;
  RunWriter& log;
  RunObserver& observer;
  ImageStore* images = nullptr;      ///< Null: images are not kept.
  const Library* library = nullptr;  ///< Needed by record_missing.
  Recorder* recorder = nullptr;      ///< Needed by record and record_missing.
  const std::atomic<bool>* interrupted = nullptr;
  const Outside* outside = nullptr;    ///< What assertions reach; null: nothing.
  ResultsInOrder* in_order = nullptr;  ///< Is given each result once it is logged; null: nobody asks.
};

struct RunOptions {
  Mode mode = Mode::replay;
  std::map<std::string, Endpoint> live;  ///< By the model's name; none needed in replay.
  std::optional<Endpoint> replay;        ///< The embedded server.
  Node params;                           ///< --param: over everything.
  std::optional<unsigned> concurrency;
  std::optional<unsigned> retries;
  std::optional<std::chrono::milliseconds> timeout;
  std::uint64_t seed = 0;  ///< Of the jitter.
  unsigned scoring_threads = 0;
  Limits limits;
  std::vector<std::string> secrets;  ///< Values that no answer may bring into a log or a recording.
  bool fail_fast = false;
  /// Stops as soon as it can tell whether the run is worse than its baseline.
  std::optional<EarlyDecisionOptions> until_decided = {};
  /// An earlier run's line for a repeat, to go on from; nothing where it has none.
  std::function<std::optional<CaseResult>(const UnitId&, unsigned repeat)> earlier;
  const GivenAnswers* given = nullptr;  ///< Where it is set, nothing is sent.
  bool given_in_part = false;           ///< Repeats that it has no answer to leave the run complete.
};

/// How a run ended.
struct RunEnd {
  bool interrupted = false;
  std::vector<std::string> incomplete_because;  ///< Empty: every planned repeat has its line.
  double spent = 0;                             ///< USD
  std::uint64_t kept = 0;                       ///< Repeats taken over from the earlier run.
  std::vector<UnitId> without_answer = {};      ///< Units with repeats that no answer was given to.
  std::uint64_t request_changed = 0;            ///< Given answers to another request than the suites ask today.
  UnitId first_request_changed = {};
  std::vector<DecidedCell> decided = {};  ///< Empty: nothing was to be decided.
  std::uint64_t not_needed = 0;           ///< Planned results that were left out because all was decided.
  std::vector<UnitId> needless = {};      ///< Units and groups of which nothing was run for that reason.
  std::vector<LaneFigures> lanes = {};    ///< How each model's API was asked, by name; none where nothing was sent.
};

/// Runs the plan to its end: sends, retries, judges, logs. Errors: the log, an image or a fixture could not be written;
/// what is in the log by then stays readable.
Expected<RunEnd> run_plan(const Plan& plan, const RunWorld& world, const RunOptions& options);

}  // namespace sightline

#pragma once

#include <map>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "run/group_results.h"
#include "run/hedges.h"
#include "run/job.h"
#include "run/lanes.h"
#include "run/partners.h"
#include "run/runner.h"
#include "run/scorer.h"
#include "run/shared_answers.h"
#include "run/work_queue.h"

namespace sightline {

/// The loop behind run_plan: one thread that starts jobs, waits for bytes, plans retries and appends results. Jobs are
/// judged by the scorer; everything else happens here, so that no state is shared.
class RunLoop {
 public:
  RunLoop(const Plan& plan, const RunWorld& world, const RunOptions& options);
  Expected<RunEnd> run();

 private:
  using JobPtr = std::unique_ptr<Job>;
  struct Delayed {
    Clock::Instant due;
    Transport::Ticket ticket;
    bool operator>(const Delayed& other) const { return due > other.due; }
  };

  void start_jobs();
  void start(const WorkQueue::Item& item);
  bool take_over(const WorkQueue::Item& item, Dialogue& dialogue);
  /// True where the recordings hold the very answer: a run that records and was cut short has answers that no file has.
  bool is_recorded(const Exchange& exchange, unsigned repeat) const;
  void take_given(const WorkQueue::Item& item);
  void replay_turns(Job& job, std::vector<Exchange> exchanges, bool with_requests);
  /// Tells which request an exchange answers, or that it answers another than today's.
  void name_request(Job& job, Exchange& exchange);
  void next_turn(JobPtr job);
  /// Sends it, or lets it wait in its model's lane.
  void send(JobPtr job);
  void send_waiting(Lane& lane);
  void send_due();
  bool reserve_budget(Job& job);
  void send_now(JobPtr job);
  /// Tells the lane what became of a send, and heeds what that changes.
  void settle_send(const ModelSpec& model, const SendSlip& slip, const Exchange& exchange, const Outcome& outcome);
  void pay(const ModelSpec& model, const Exchange& exchange, double reserved, bool may_cost);
  HttpRequest http_request(const Job& job) const;
  void send_seconds();
  /// False where it may not leave now.
  bool send_second(Transport::Ticket first, const Job& job);
  /// Takes what is of a request that was sent twice. True where that is all; else the completion is the one that
  /// counts, and its job is under way by its ticket.
  bool settle_pair(const Transport::Completion& completion);
  void settle_apart(const Hedges::Loser& loser, const Outcome& outcome);
  void heed_time();
  bool goes_live(const Job& job) const;
  bool share_answer(JobPtr& job);
  const Endpoint& endpoint_of(const Job& job) const;
  void on_completion(Transport::Completion completion);
  bool plan_retry(JobPtr& job, const Outcome& outcome);
  void keep_attempt(Job& job, const Outcome& outcome) const;
  void end_exchange(JobPtr job);
  void record(Job& job, const Outcome& outcome);
  void resume_sharers(const Job& job);
  void stop_model_after(const Job& job);
  void stop_model(Lane& lane, const std::string& why, const Failure& failure);
  bool is_stopped(const Job& job);
  /// Leaves out a job of a model that is stopped; other models' jobs that wait for its answer go on.
  void leave_unsent(JobPtr job);
  void finish_exchange(JobPtr job);
  void log_request(const std::string& key, const std::string& body);
  void keep_images(const std::vector<Message>& messages);
  void judge(JobPtr job);
  void log_judged();
  void log(Job& job);
  void log_group(CaseResult& result);
  void heed_failure(const CaseResult& result);
  void heed_decision(const PlannedUnit& unit, const CaseResult& result);
  void drop(JobPtr job);
  void abandon(JobPtr job);
  void stop(const std::string& why);
  void fail(Errors errors);
  void heed_interrupt();
  bool idle() const;
  std::chrono::milliseconds wait_limit() const;
  RunEnd end() const;

  const Plan& plan_;
  const RunWorld& world_;
  const RunOptions& options_;
  std::optional<EarlyDecision> early_;
  WorkQueue queue_;
  Scorer scorer_;
  Partners partners_;
  GroupResults groups_;
  Budget budget_;
  std::mt19937_64 random_;
  Transport::Ticket last_ticket_ = 0;
  std::unordered_map<Transport::Ticket, JobPtr> under_way_;
  std::unordered_map<Transport::Ticket, JobPtr> delayed_jobs_;
  std::priority_queue<Delayed, std::vector<Delayed>, std::greater<>> delayed_;
  Lanes lanes_;
  Hedges hedges_;
  SharedAnswers shared_;
  std::vector<std::string> stopped_because_;  ///< Models whose part ended early.
  std::string stop_reason_;                   ///< Why nothing new is sent any more, or empty.
  std::uint64_t dropped_ = 0;
  std::uint64_t kept_ = 0;
  std::uint64_t not_needed_ = 0;                    ///< Repeats that were left out since all was decided.
  std::uint64_t unanswered_ = 0;                    ///< Repeats that no answer was given to.
  std::map<std::uint64_t, UnitId> without_answer_;  ///< By sequence.
  std::uint64_t request_changed_ = 0;               ///< Answers to other requests than today's.
  UnitId first_request_changed_;
  std::optional<Clock::Instant> deadline_;  ///< When nothing new is sent any more.
  bool stopping_ = false;
  bool out_of_time_ = false;
  bool interrupted_ = false;
  Errors broken_;  ///< What could not be written: the run cannot go on.
};

}  // namespace sightline

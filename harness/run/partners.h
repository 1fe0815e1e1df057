#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "assertion/other_answers.h"
#include "run/job.h"

namespace sightline {

/// For each unit of a plan those whose answers its assertions look at, as indices; empty where no unit does.
std::vector<std::vector<std::size_t>> references_of(const Plan& plan);

/// The units of a plan, as indices, in the order in which they are best started: the plan's (or, `by_image`, that of
/// order_by_image()), but for units whose answers are looked at, which come before the first that looks.
std::vector<std::size_t> start_order(const Plan& plan, bool by_image = false);

/// The answers of other cases that one job's assertions look at.
class KnownAnswers final : public OtherAnswers {
 public:
  struct Answer {
    Reply reply;
    OtherAnswer answer;  ///< Its reply is the one above.
  };
  void add(const std::string& case_id, std::shared_ptr<const Answer> answer) { answers_[case_id] = std::move(answer); }
  const OtherAnswer* find(std::string_view case_id) const override;

 private:
  std::map<std::string, std::shared_ptr<const Answer>, std::less<>> answers_;
};

/// Holds jobs back until the answers that their assertions look at are in, and keeps an answer until the last that
/// looks at it has it.
class Partners {
 public:
  using JobPtr = std::unique_ptr<Job>;
  explicit Partners(const Plan& plan);

  /// The exchanges of a job are in. The jobs that can be judged now, it and those that waited for it, with their
  /// `others`.
  std::vector<JobPtr> take(JobPtr job);
  /// Ends the wait for answers that will never come: so many jobs waited for them.
  std::size_t give_up();

 private:
  using Repeat = std::pair<std::size_t, unsigned>;  ///< A unit's index, and which of its repeats.
  struct Kept {
    std::shared_ptr<const KnownAnswers::Answer> answer;
    std::size_t wanted = 0;  ///< Jobs that are still to look at it.
  };

  bool is_ready(const Job& job) const;
  bool will_come(std::size_t unit, unsigned repeat) const;
  void keep_answer(const Job& job);
  void hand_out(Job& job);
  std::size_t index_of(const Job& job) const;

  const Plan& plan_;
  std::vector<std::vector<std::size_t>> references_;
  std::map<std::size_t, std::size_t> looked_at_by_;  ///< How many units look at one.
  std::map<Repeat, Kept> kept_;
  std::multimap<Repeat, JobPtr> waiting_;  ///< By an answer that they lack.
};

}  // namespace sightline

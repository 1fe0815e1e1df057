#pragma once

#include "run/given_answers.h"
#include "runlog/runlog.h"

namespace sightline {

/// The answers of a finished run, to be judged again. Skipped repeats have none.
class EarlierAnswers final : public GivenAnswers {
 public:
  /// `run` must outlive it.
  explicit EarlierAnswers(const RunReader& run) : run_(run) {}
  std::vector<Exchange> exchanges(const PlannedUnit& unit, unsigned repeat) const override;
  bool are_last_answers() const override { return false; }
  std::string request_body(const std::string& key) const override { return run_.request_body(key); }

 private:
  const RunReader& run_;
};

}  // namespace sightline

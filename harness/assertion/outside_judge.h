#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "assertion/assertion.h"
#include "assertion/option_schema.h"
#include "assertion/options.h"
#include "assertion/outside_verdict.h"
#include "assertion/subject.h"

namespace sightline {

/// What an author's own code is asked, and how its answer is understood: what `exec` and `webhook` have in common.
class OutsideJudge {
 public:
  /// Reads `expected`, `at`, `timeout`, `threshold`, `min` and `max`.
  explicit OutsideJudge(Options& options);

  std::chrono::milliseconds timeout() const { return timeout_; }

  /// The question as JSON, and what a verdict's evidence tells of it.
  struct Question {
    std::string json;
    Node evidence;
  };
  /// The verdict where `at` picks nothing. `with_paths`: images carry their paths on this machine.
  tl::expected<Question, Verdict> question(const Observation& seen, bool with_paths) const;
  /// The verdict that `who` gave as `json`.
  Verdict verdict(std::string_view json, const std::string& who, const Observation& seen, const Node& evidence) const;

 private:
  std::optional<Node> expected_;
  Subject subject_;
  std::chrono::milliseconds timeout_{10'000};
  OutsideVerdict verdict_;
};

/// Adds the options.
OptionSchema& add_outside_judge(OptionSchema& schema);

}  // namespace sightline

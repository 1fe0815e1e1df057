#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assertion/assertion.h"
#include "assertion/option_schema.h"
#include "assertion/options.h"
#include "assertion/pass_mark.h"

namespace sightline {

/// How the verdicts of an author's own code are read: a JSON object of `pass` (true or false) or `status` (pass, fail,
/// error), `score` (0 to 1), `reason`, `value`, `unit`, `outcome` (judged, unparsed, refused, truncated, empty) and
/// `evidence` (a map). With `threshold`, `min` or `max` among the options, score and value (where there is none, the
/// score) decide instead of `pass`.
class OutsideVerdict {
 public:
  /// Reads `threshold`, `min` and `max`.
  explicit OutsideVerdict(Options& options);
  /// `who` gave `json`, for reasons: "check.py". Anything that is no verdict is the harness's trouble.
  Verdict read(std::string_view json, const std::string& who, const Observation& seen) const;

 private:
  Verdict decided(const Node& given, const std::string& who, const Observation& seen) const;
  Verdict marked(const Node& given, const std::string& who, const Observation& seen) const;

  std::optional<PassMark> mark_;
  bool wants_score_ = false;
};

}  // namespace sightline

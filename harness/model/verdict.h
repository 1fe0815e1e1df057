#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/node.h"

namespace sightline {

/// What one assertion found.
struct Verdict {
  /// `fail` is the model's doing, `error` the harness's (a file, a limit, a missing figure): never a pass, also under
  /// `not`.
  enum class Status { pass, fail, error };
  /// Kinds of answer that an assertion could not be judged on as it stands.
  enum class Outcome { judged, unparsed, refused, truncated, empty };
  Status status = Status::pass;
  double score = 1;                  ///< 0 to 1.
  std::optional<double> value = {};  ///< The metric in its own unit, as published.
  std::string unit = {};
  Outcome outcome = Outcome::judged;
  std::string reason = {};  ///< What was expected and what was seen, on one line.
  Node evidence = {};       ///< What a report or an aggregate needs: counts, boxes, the extracted value. A map or null.
};
std::string_view status_name(Verdict::Status status);
std::string_view outcome_name(Verdict::Outcome outcome);

/// A verdict beside the assertion that gave it.
struct AssertionResult {
  std::string name;  ///< "contains", "not"
  std::string text;  ///< The assertion as its author would write it on one line, shortened.
  std::string label;
  std::string metric;
  double weight = 1;
  unsigned turn = 0;  ///< The model's turn that was looked at, from 0.
  Place place;        ///< Where the assertion is written.
  Verdict verdict;
};

}  // namespace sightline

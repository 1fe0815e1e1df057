#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fixture/fixture.h"
#include "model/result.h"

namespace sightline {

/// How much a difference between a recording and today's answer matters; the gravest first.
enum class DriftLevel { fail, warn, info };
inline constexpr std::array kDriftLevels{DriftLevel::fail, DriftLevel::warn, DriftLevel::info};
std::string_view drift_level_name(DriftLevel level);

/// One difference, told to a person.
struct DriftFinding {
  DriftLevel level = DriftLevel::info;
  /// error, turns, shape, finish_reason, verdict, model, text, tool_calls, prompt_tokens, completion_tokens,
  /// system_fingerprint, latency
  std::string what;
  unsigned turn = 0;  ///< Of the model, from 0.
  std::string recorded;
  std::string live;
};

/// A repeat of a unit as one side answered it.
struct DriftSide {
  const CaseResult& result;
  std::vector<const RecordedResponse*> answers;  ///< By turn; null where the very bytes are not known.
};

struct DriftRules {
  double similarity = 0.8;  ///< Texts less alike are a warning; see text_similarity().
};

/// Why the two cannot be compared: the live side got no answer for a reason that tells nothing of the model (network,
/// key, rate limit), or the recording is not whole. Nothing where they can be.
std::optional<std::string> why_not_comparable(const CaseResult& recorded, const CaseResult& live);

/// What differs, turn by turn, the verdicts of the assertions last. A turn of which the two sides were asked different
/// things, because an earlier answer is part of the request, is compared by its shape, finish_reason and model alone.
std::vector<DriftFinding> drift_of(const DriftSide& recorded, const DriftSide& live, const DriftRules& rules);

}  // namespace sightline

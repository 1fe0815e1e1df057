#pragma once

#include "model/result.h"

namespace sightline::fakes {

/// A result in which every member differs from its default, with text that JSON has to escape.
CaseResult full_result();
/// The least that a result is.
CaseResult small_result(std::string case_id, unsigned repeat = 0, std::uint64_t sequence = 0);

}  // namespace sightline::fakes

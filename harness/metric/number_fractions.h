#pragma once

#include <string_view>
#include <vector>

#include "metric/number_reader.h"

namespace sightline {

/// Numbers of a text, in their order, with its fractions put together: "3/4", "1 1/2", "1½", "½". `numbers` are those
/// that find_numbers() found in it. Dates ("12/05/2024") and fractions of 0 stay what they were.
std::vector<FoundNumber> with_fractions(std::string_view text, std::vector<FoundNumber> numbers);

}  // namespace sightline

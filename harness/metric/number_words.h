#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metric/number_reader.h"

namespace sightline {

/// All numbers in words, zero to twenty in the locale's language and in any case, each a word of its own, in their
/// order. Words that make a number beyond twenty, or one with a fraction, are one that cannot be read: "twenty-one",
/// "two hundred", "three point five".
std::vector<FoundNumber> find_number_words(std::string_view text, const NumberLocale& locale);

/// The number that an English word is, zero to twenty, in lower case.
std::optional<double> english_number(std::string_view word);

}  // namespace sightline

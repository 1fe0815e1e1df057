#pragma once

#include <string_view>

#include "model/result.h"

namespace sightline {

/// True where every number of a result has a text in JSON. Infinite ones and those that are none are written as null,
/// and read as absent or as zero. Evidence is passed over: null is a value there, and stays one.
bool has_finite_numbers(const CaseResult& result);

/// True where what is read of `line`, to_json() of the result, is the result. Nor is it where a text was no UTF-8 and
/// was repaired; one that holds what it is repaired with is taken for such.
bool is_exact(const CaseResult& result, std::string_view line);

}  // namespace sightline

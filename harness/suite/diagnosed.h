#pragma once

#include "base/error.h"

namespace sightline {

/// A value and everything there is to say about its text; `value` is usable only where no error is among them.
template <typename T>
struct Diagnosed {
  T value;
  Errors diagnostics;  ///< Errors and warnings in the order of the text.
  bool ok() const { return !has_errors(diagnostics); }
};

}  // namespace sightline

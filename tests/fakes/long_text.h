#pragma once

#include <cstddef>

namespace sightline::fakes {

/// How many bytes a text has by which a test shows that time grows with the text alone. A sanitizer takes the same
/// steps ten times as slowly and finds what it looks for in fewer, so it gets a quarter: where time grows faster, it is
/// the release that does not come to its end.
constexpr std::size_t long_text(std::size_t bytes) {
#ifdef SIGHTLINE_SANITIZED
  return bytes / 4;
#else
  return bytes;
#endif
}

}  // namespace sightline::fakes

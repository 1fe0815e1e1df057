#pragma once

#include "base/files.h"

namespace sightline {

/// What a person wrote is not larger: a suite, a prompt, a schema.
constexpr std::uint64_t kMostTextBytes = 256u << 20;

/// The bytes of a file of at most `most` bytes. Errors: a larger one, without having read it, and those of reading;
/// both say the path as `shown`.
Expected<std::string> read_at_most(const Files& files, const std::string& path, std::uint64_t most,
                                   const std::string& shown);

}  // namespace sightline

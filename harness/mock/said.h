#pragma once

#include <optional>
#include <string_view>

#include "mock/error_body.h"
#include "mock/exchange.h"

namespace sightline {

/// Reads what a request's own headers say of how it is to be answered: session, repeat, faults, what its suite
/// ignores, whether digests are images.
/// The error where one cannot be understood, or nothing.
std::optional<ServerError> read_said(MockExchange& x);

/// A count as headers say it, or nothing.
std::optional<unsigned> said_count(std::string_view text);

}  // namespace sightline

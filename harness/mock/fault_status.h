#pragma once

#include <string_view>

#include "mock/error_body.h"
#include "mock/fault.h"

namespace sightline {

/// The error that a fault of the kind `status` puts in place of an answer, with the Retry-After that it says.
ServerResponse status_fault(const Fault& fault, std::string_view path, std::string_view request_id,
                            ErrorDialect dialect);

}  // namespace sightline

#pragma once

#include <string>

#include "assertion/assertion.h"

namespace sightline {

/// All assertions, a line each, by family.
std::string assertion_table();

/// What there is to say of one assertion: summary, options, example.
std::string assertion_text(const AssertionInfo& info);

/// The whole catalogue as a page of Markdown, which stands in docs/assertions.md.
std::string assertion_markdown();

}  // namespace sightline

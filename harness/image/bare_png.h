#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// A PNG without the chunks that have no part in how it looks: texts, previews and what programs keep for themselves
/// may be most of its bytes, and a decoder reads and checks them all, twice. What is cut or damaged is left as it is.
std::string bare_png(std::string_view png);

}  // namespace sightline

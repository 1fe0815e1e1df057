#pragma once

#include <string_view>

namespace sightline {

/// True where an Authorization header is "Bearer TOKEN". Takes as long whatever the header holds.
bool bears_token(std::string_view authorization, std::string_view token);

}  // namespace sightline

#pragma once

#include <string_view>

namespace sightline {

/// True for a name under which secrets stand, of a header or of a query's parameter: Authorization, api_key, sig.
bool names_secret(std::string_view name);

/// True for a URL that carries a user name, or a parameter of a secret's name in its query.
bool url_holds_secret(std::string_view url);

}  // namespace sightline

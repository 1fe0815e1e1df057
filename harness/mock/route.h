#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sightline {

/// What a path asks for. The views point into the path.
struct Route {
  enum class Kind : std::uint8_t {
    completions,
    embeddings,
    models,
    model,
    health,
    metrics,
    journal,
    coverage,
    reset,
    bad_session,
    none
  };
  Kind kind = Kind::none;
  std::string_view session;   ///< Of a base path "/s/ID", or "".
  std::string_view model_id;  ///< May hold slashes.
};

/// Paths may stand under any base path: "/v1", "/s/ID/v1", none.
Route route_of(std::string_view path);
/// "GET" or "POST"; "" where any method has the same answer.
std::string_view method_of(Route::Kind kind);
/// True for a name that a session can have: 1 to 64 letters, digits, '.', '_' and '-'.
bool is_session_name(std::string_view name);

}  // namespace sightline

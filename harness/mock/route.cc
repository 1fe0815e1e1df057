#include "mock/route.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace sightline {
namespace {

constexpr std::string_view kSessions = "/s/";
constexpr std::string_view kModels = "/models";
constexpr std::size_t kLongestSession = 64;

struct FixedPath {
  std::string_view path;
  Route::Kind kind;
};

constexpr std::array kFixed{
    FixedPath{"/healthz", Route::Kind::health},
    FixedPath{"/metrics", Route::Kind::metrics},
    FixedPath{"/__sightline/journal", Route::Kind::journal},
    FixedPath{"/__sightline/coverage", Route::Kind::coverage},
    FixedPath{"/__sightline/reset", Route::Kind::reset},
};

Route::Kind kind_of(std::string_view path, std::string_view& model_id) {
  if (path.ends_with("/chat/completions")) return Route::Kind::completions;
  const auto* fixed = std::ranges::find(kFixed, path, &FixedPath::path);
  if (fixed != kFixed.end()) return fixed->kind;
  if (path.ends_with("/embeddings")) return Route::Kind::embeddings;
  const std::size_t at = path.find(kModels);
  if (at == std::string_view::npos) return Route::Kind::none;
  const std::string_view rest = path.substr(at + kModels.size());
  if (rest.empty()) return Route::Kind::models;
  if (!rest.starts_with('/')) return Route::Kind::none;
  model_id = rest.substr(1);
  return Route::Kind::model;
}

}  // namespace

bool is_session_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestSession && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
  });
}

Route route_of(std::string_view path) {
  Route route;
  if (path.starts_with(kSessions)) {
    path.remove_prefix(kSessions.size());
    route.session = path.substr(0, path.find('/'));
    path.remove_prefix(route.session.size());
    if (!is_session_name(route.session)) {
      route.kind = Route::Kind::bad_session;
      return route;
    }
  }
  route.kind = kind_of(path, route.model_id);
  return route;
}

std::string_view method_of(Route::Kind kind) {
  switch (kind) {
    case Route::Kind::completions:
    case Route::Kind::embeddings:
    case Route::Kind::reset:
      return "POST";
    case Route::Kind::bad_session:
    case Route::Kind::none:
      return "";
    default:
      return "GET";
  }
}

}  // namespace sightline

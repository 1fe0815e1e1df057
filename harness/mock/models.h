#pragma once

#include <string>
#include <vector>

#include "fixture/library.h"
#include "server/server.h"

namespace sightline {

/// GET …/models and …/models/{id}: the models that have recordings.
class Models {
 public:
  explicit Models(const Library& library);
  ServerResponse list() const;
  /// `id` may hold slashes. `path` is the request's.
  ServerResponse one(std::string_view id, std::string_view path) const;

 private:
  std::vector<std::string> ids_;
};

}  // namespace sightline

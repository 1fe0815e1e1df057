#pragma once

#include <string>
#include <vector>

#include "fixture/library.h"
#include "mock/error_body.h"
#include "server/server.h"

namespace sightline {

/// GET …/models and …/models/{id}: the models that have recordings.
class Models {
 public:
  Models(const Library& library, ErrorDialect errors);
  ServerResponse list() const;
  /// `id` may hold slashes. `path` is the request's.
  ServerResponse one(std::string_view id, std::string_view path) const;

 private:
  ErrorDialect errors_;
  std::vector<std::string> ids_;
};

}  // namespace sightline

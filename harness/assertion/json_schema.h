#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/node.h"

namespace sightline {

/// One thing that a value has wrong: where (RFC 6901 pointers) and what.
struct SchemaViolation {
  std::string instance_pointer;
  std::string schema_pointer;
  std::string message;  ///< "expected a number, is the string '42'"
};

/// A compiled JSON Schema, draft 7 or 2020-12 (told by $schema; 2020-12 without one). May be used from several threads.
class JsonSchema {
 public:
  /// Errors point into `source`: an unknown keyword, a wrong type of a keyword's value, a bad `pattern`, a `$ref` that leads
  /// nowhere, out of the project (`root`, absolute) or round in a circle. `folder` is that of the schema's own file.
  static Expected<std::shared_ptr<const JsonSchema>> compile(const Node& schema, const Source& source,
                                                             const Files& files, const std::string& folder,
                                                             const std::string& root);
  virtual ~JsonSchema() = default;
  /// Nothing where the value conforms; at most `limit` violations.
  virtual Expected<std::vector<SchemaViolation>> validate(const Node& value, std::size_t limit = 20) const = 0;
};

}  // namespace sightline

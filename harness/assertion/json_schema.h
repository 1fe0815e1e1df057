#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "model/node.h"

namespace sightline {

/// One thing that a value has wrong: where (RFC 6901 pointers) and what.
struct SchemaViolation {
  std::string instance_pointer;
  std::string schema_pointer;  ///< Of the keyword; in another file than the schema's own: "item.json#/type".
  std::string message;         ///< "expected a number, is the string '42'"
};

/// A compiled JSON Schema, draft 7 or 2020-12 (told by $schema; 2020-12 without one). May be used from several threads.
class JsonSchema {
 public:
  /// How much a schema may ask for that has no effect. The defaults are for people's schemas: nothing that they wrote
  /// is ignored. The specification's own tests need it all.
  struct Options {
    bool ignore_unknown = false;        ///< Keywords and formats that are not known, keywords without their partner.
    bool formats_are_checked = true;    ///< `format` is checked, not only noted.
    std::map<std::string, Node> known;  ///< Documents by their URI, beside the project's files.
  };
  /// Errors point into `source`: an unknown keyword, a wrong type of a keyword's value, a bad `pattern`, a `$ref` that
  /// leads nowhere, out of the project (`root`, absolute) or round in a circle. `folder` is that of the schema's own
  /// file.
  static Expected<std::shared_ptr<const JsonSchema>> compile(const Node& schema, const Source& source,
                                                             const Files& files, const std::string& folder,
                                                             const std::string& root, const Options& options);
  static Expected<std::shared_ptr<const JsonSchema>> compile(const Node& schema, const Source& source,
                                                             const Files& files, const std::string& folder,
                                                             const std::string& root);
  virtual ~JsonSchema() = default;
  /// Nothing where the value conforms; at most `limit` violations. Errors: a limit was hit (a pattern's steps, depth).
  virtual Expected<std::vector<SchemaViolation>> validate(const Node& value, std::size_t limit = 20) const = 0;
};

}  // namespace sightline

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "assertion/jq.h"
#include "assertion/json_schema.h"
#include "assertion/regex.h"
#include "base/files.h"
#include "model/node.h"

namespace sightline {

/// The regexes, filters and schemas of one suite, each compiled once however often it is written.
class Parts {
 public:
  /// As AssertionCompiler has them.
  Parts(const Files& files, std::string folder, std::string root);

  /// `pattern` is a string node; errors point at it.
  Expected<std::shared_ptr<const Regex>> regex(const Node& pattern, const Source& source,
                                               const Regex::Options& options);
  /// `filter` is a string node.
  Expected<std::shared_ptr<const JqFilter>> filter(const Node& filter, const Source& source);
  /// `schema` is a map, the schema itself, or a string, the path of a JSON file.
  Expected<std::shared_ptr<const JsonSchema>> schema(const Node& schema, const Source& source);
  /// What a file holds; `path`, a string node, is relative to the folder and does not leave the root.
  Expected<std::string> text_file(const Node& path, const Source& source) const;

 private:
  Expected<std::shared_ptr<const JsonSchema>> schema_file(const Node& path, const Source& source);
  /// The absolute path of a file that an assertion names; `what` says what file, for messages.
  Expected<std::string> resolved(const Node& path, const Source& source, std::string_view what) const;

  const Files& files_;
  std::string folder_;
  std::string root_;
  std::map<std::string, std::shared_ptr<const Regex>> regexes_;
  std::map<std::string, std::shared_ptr<const JqFilter>> filters_;
  std::map<std::string, std::shared_ptr<const JsonSchema>> inline_schemas_;
  std::map<std::string, std::shared_ptr<const JsonSchema>> schema_files_;
};

}  // namespace sightline

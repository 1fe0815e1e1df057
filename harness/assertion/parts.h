#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "assertion/jq.h"
#include "assertion/json_schema.h"
#include "assertion/permissions.h"
#include "assertion/regex.h"
#include "base/files.h"
#include "image/mask.h"
#include "metric/cider.h"
#include "model/node.h"

namespace sightline {

/// The regexes, filters and schemas of one suite, each compiled once however often it is written.
class Parts {
 public:
  /// As AssertionCompiler has them.
  Parts(const Files& files, std::string folder, std::string root, Permissions permissions = {});

  const std::string& folder() const { return folder_; }
  const Permissions& permissions() const { return permissions_; }

  /// The same folder, with nothing compiled yet: for a thread of its own.
  Parts emptied() const { return {files_, folder_, root_}; }

  /// `pattern` is a string node; errors point at it.
  Expected<std::shared_ptr<const Regex>> regex(const Node& pattern, const Source& source,
                                               const Regex::Options& options);
  /// `filter` is a string node.
  Expected<std::shared_ptr<const JqFilter>> filter(const Node& filter, const Source& source);
  /// `schema` is a map, the schema itself, or a string, the path of a JSON file.
  Expected<std::shared_ptr<const JsonSchema>> schema(const Node& schema, const Source& source);
  /// What the captions of a corpus (caption_corpus.h) weigh, each brought to its form by `form`, whose name is
  /// `form_name`. `path` is a string node.
  Expected<std::shared_ptr<const CiderFrequencies>> caption_frequencies(const Node& path, const Source& source,
                                                                        const std::string& form_name,
                                                                        std::string (*form)(std::string_view));
  /// `path` is a string node, the path of a PNG file.
  Expected<std::shared_ptr<const Mask>> mask(const Node& path, const Source& source);
  /// What a file holds; `path`, a string node, is relative to the folder and does not leave the root.
  Expected<std::string> text_file(const Node& path, const Source& source) const;
  /// The absolute path of a program of the project; `path` is a string node.
  Expected<std::string> program(const Node& path, const Source& source) const;

 private:
  Expected<std::shared_ptr<const JsonSchema>> schema_file(const Node& path, const Source& source);
  /// What a file is for: its name in messages, and what follows "is no file".
  struct FileKind {
    std::string_view name;
    std::string_view cure;
  };
  static constexpr FileKind kSchema{"schema file", "; a schema is a JSON file"};
  static constexpr FileKind kCorpus{"corpus file", "; a corpus is a .json, .jsonl or .txt file"};
  static constexpr FileKind kMask{"mask", "; a mask is a PNG file"};
  static constexpr FileKind kText{"file", ""};
  static constexpr FileKind kProgram{"program", " that could be run"};
  /// The absolute path of a file that an assertion names.
  Expected<std::string> resolved(const Node& path, const Source& source, const FileKind& kind) const;

  const Files& files_;
  std::string folder_;
  std::string root_;
  Permissions permissions_;
  std::map<std::string, std::shared_ptr<const Regex>> regexes_;
  std::map<std::string, std::shared_ptr<const JqFilter>> filters_;
  std::map<std::string, std::shared_ptr<const JsonSchema>> inline_schemas_;
  std::map<std::string, std::shared_ptr<const JsonSchema>> schema_files_;
  std::map<std::string, std::shared_ptr<const Mask>> masks_;
  std::map<std::string, std::shared_ptr<const CiderFrequencies>> caption_frequencies_;
};

}  // namespace sightline

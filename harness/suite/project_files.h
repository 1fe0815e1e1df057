#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/files.h"
#include "model/node.h"
#include "suite/diagnostics.h"

namespace sightline {

/// The files of one project. Paths are relative to the folder of the file that names them, and may not leave the
/// project's root, links included. Errors have no place: the caller knows where the path is written.
class ProjectFiles {
 public:
  /// `root` is absolute, links resolved. Opened files are told to `diagnostics`, which keeps their order.
  ProjectFiles(const Files& files, std::string root, Diagnostics& diagnostics);

  const Files& files() const { return files_; }
  const std::string& root() const { return root_; }

  /// The absolute path, links resolved, of an existing file that `path`, as written in a file of `folder`, names.
  Expected<std::string> locate(const std::string& folder, const std::string& path) const;
  /// The absolute path of something that may not exist yet: a folder, a pattern.
  Expected<std::string> place_for(const std::string& folder, const std::string& path) const;
  /// The same, of a place that may be written: what of it stands already may lead nowhere else, links included.
  Expected<std::string> place_inside(const std::string& folder, const std::string& path) const;
  /// A path below the root as people see it: relative to the root.
  std::string shown(const std::string& absolute) const;

  /// A text file, read once. Errors: unreadable, no UTF-8.
  Expected<std::shared_ptr<const Source>> text(const std::string& absolute);
  /// The value of a .json, .yaml or .yml file, read once. Errors of its text have their place.
  Expected<Node> value(const std::string& absolute);

 private:
  bool inside(const std::string& absolute) const;
  Expected<Node> read_value(const std::string& absolute);

  const Files& files_;
  std::string root_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::shared_ptr<const Source>> texts_;
  std::map<std::string, Expected<Node>> values_;
};

/// The folder that a file lies in, "" where the path names none.
std::string folder_of(const std::string& path);
/// "receipts.yaml" of "suites/receipts.yaml".
std::string name_of(const std::string& path);
/// "receipts" of "suites/receipts.yaml".
std::string stem_of(const std::string& path);
/// ".yaml"; lower case.
std::string extension_of(const std::string& path);

}  // namespace sightline

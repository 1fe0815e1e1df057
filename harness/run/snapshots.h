#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "assertion/outside.h"
#include "base/files.h"
#include "model/suite.h"

namespace sightline {

/// The approved answers beside the suites of a run. Each file is read once for the repeats of its unit. May be used by
/// several threads.
class Snapshots {
 public:
  /// All must outlive it.
  Snapshots(const Files& files, const Project& project, const std::vector<Suite>& suites);
  /// As Outside has it.
  Expected<ApprovedAnswer> approved(const UnitId& unit, const std::string& name) const;

 private:
  struct Place {
    std::string folder;    ///< Of the suite, relative to the project's: "suites/", or "".
    bool several = false;  ///< Prompts or models.
    std::string model;     ///< The one that the suite has, where it has one.
  };
  Expected<std::optional<std::string>> read(const std::string& path) const;

  const Files& files_;
  const std::string root_;
  std::map<std::string, Place> places_;  ///< By the suite's name.
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::optional<std::string>> texts_;
};

/// What a snapshot's file holds: its text, and the line feed that ends it.
std::string snapshot_bytes(const std::string& text);
/// The text of a snapshot's file.
std::string snapshot_text(std::string bytes);

}  // namespace sightline

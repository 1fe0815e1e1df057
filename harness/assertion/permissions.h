#pragma once

#include <string>
#include <vector>

namespace sightline {

/// What the assertions of a suite may reach, as its project says. Nothing unless it says so.
struct Permissions {
  bool exec = false;                  ///< They may run programs.
  std::vector<std::string> webhooks;  ///< Origins that they may call, as WebOrigin::text has them.
  /// Environment variables that hold keys: their values are handed to no program and no webhook.
  std::vector<std::string> secret_variables;
};

}  // namespace sightline

#pragma once

#include <string>

#include "suite/project_files.h"

namespace sightline {

/// The file that something is written in.
struct Origin {
  const Source& source;
  std::string folder;  ///< Absolute: paths in the file are relative to it.
};

/// Request parameters as they are written, each `{file: …}` in them read. Tells what no parameter may be: `n` above 1,
/// `model`, `messages`, a seed that is neither a whole number nor {from: …}.
Node read_params(const Node* written, const Origin& origin, ProjectFiles& files, Diagnostics& out);

}  // namespace sightline

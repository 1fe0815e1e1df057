#pragma once

#include <string>
#include <vector>

namespace sightline::architecture {

/// A file under harness/, by its path beneath it ("base/error.cc").
struct SourceFile {
  std::string path;
  std::string text;
};

/// Every breach of the house rules, as "harness/FILE:LINE: what is wrong; the rule", in the order of the files.
/// Looked at: floors, who may include which library, circles of includes, names and lengths of files.
std::vector<std::string> breaches(const std::vector<SourceFile>& files);

}  // namespace sightline::architecture

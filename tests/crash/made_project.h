#pragma once

#include <map>
#include <string>

namespace sightline::crash {

/// A made-up project, and an upstream that has an answer for each of its requests.
struct MadeProject {
  std::string folder;      ///< The project's.
  std::string recordings;  ///< What the upstream serves.
  std::string faults;      ///< A file of the faults that the upstream is to have.
  /// By key: what is answered. Each repeat of a unit has a seed, and so a key, of its own.
  std::map<std::string, std::string> answers = {};
  unsigned results = 0;
  std::size_t images = 0;  ///< Different ones that its requests carry.
};

/// The variable of the environment that names the session of requests, of less than eight bytes.
inline constexpr const char* kSessionVariable = "MADE_SESSION";

/// Writes a project of `cases` cases of two repeats, below `folder`, that asks `base_url`: every third case sends an
/// image, every fourth is streamed.
MadeProject make_project(const std::string& folder, unsigned cases);
/// Says where the project's model is: known once the upstream listens.
void point_at(const MadeProject& project, const std::string& base_url);

}  // namespace sightline::crash

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runlog/runlog.h"

namespace sightline {

/// The images of a run in the order in which a reader needs them: those of units that are not in order, then the rest,
/// each in plan order.
class NeededImages {
 public:
  /// The next unit, and a text with the requests that it sent (JSON with images by their digests).
  void take(const std::vector<CaseResult>& repeats, std::string_view requests);
  /// Their digests, each once.
  std::vector<std::string> in_order() const;

 private:
  std::vector<std::string> first_, later_;
  std::set<std::string> seen_first_, seen_later_;
};

/// The same for a whole run.
std::vector<std::string> needed_images(const RunReader& run);

}  // namespace sightline

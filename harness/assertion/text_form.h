#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assertion/options.h"

namespace sightline {

/// How texts are brought to one form before they are compared: the steps of `normalize`, in the order written. Without
/// it, texts are compared exactly.
class TextForm {
 public:
  TextForm() = default;
  /// Reads `normalize`.
  explicit TextForm(Options& options);
  std::string of(std::string_view text) const;

 private:
  using Step = std::string (*)(std::string_view);
  std::vector<Step> steps_;
};

}  // namespace sightline

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assertion/json_expectation.h"
#include "assertion/options.h"
#include "model/chat.h"

namespace sightline {

/// A call that an answer should make: of one function, or of any, with arguments of some kind.
class CalledFunction {
 public:
  /// Reads `name` and `arguments`. Without a name, every call is one.
  explicit CalledFunction(Options& options);

  bool is_any() const { return name_.empty(); }
  enum class Fit {
    matches,
    other,
    unreadable  ///< It is of the function, but its arguments are no JSON.
  };
  /// What is wrong with the arguments is added to `problems`. Errors are the harness's.
  Expected<Fit> fit(const ToolCall& call, std::vector<std::string>& problems) const;
  /// "'get_weather'", "any function".
  std::string name_text() const;
  /// "'get_weather' with arguments that include {"city":"Paris"}"
  std::string text() const;

 private:
  std::string name_;
  std::optional<JsonExpectation> arguments_;
};

}  // namespace sightline

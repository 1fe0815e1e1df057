#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/node.h"

namespace sightline {

/// The variable that shows a prompt the options of a case's `choice`.
inline constexpr const char* kOptionsVariable = "options";

/// The options of an assertion `choice`, by their letters.
class ChoiceOptions {
 public:
  /// Of an item whose templates are filled. Nothing for other assertions, and where the options are none, which is for
  /// the assertion itself to tell.
  static std::optional<ChoiceOptions> of(const Node& item);

  std::size_t count() const { return letters_.size(); }
  /// One a line, "A. cat", each letter showing the option that stands `rotation` places behind its own (open-compass/
  /// VLMEvalKit, CircularEval: as many cyclic shifts as there are options; 0 is the order that is written).
  std::string lines(std::size_t rotation) const;
  /// The item with its options moved so, and the letters that it expects with them.
  Node rotated(const Node& item, std::size_t rotation) const;

 private:
  std::size_t source_of(std::size_t place, std::size_t rotation) const { return (place + rotation) % letters_.size(); }
  Node moved_letter(const Node& expected, std::size_t rotation) const;

  std::vector<std::string> letters_;
  std::vector<Node> texts_;
};

/// True for an assertion `choice` that asks for every order of its options.
bool is_circular(const Node& item);

}  // namespace sightline

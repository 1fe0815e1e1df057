#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "model/comparison.h"

namespace sightline {

struct ScreenLine {
  std::string text;
  Colour colour = Colour::plain;
};

/// A comparison as a terminal shows it: the whole in a sentence, both sides, the pass rates of models and prompts, what
/// else differs, the units that changed, those without a partner, and notes. Its texts are not yet harmless.
std::vector<ScreenLine> comparison_screen(const Comparison& comparison);

/// good, bad or warn of what was found.
Colour colour_of(Finding finding);

}  // namespace sightline

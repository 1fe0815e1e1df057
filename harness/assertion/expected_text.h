#pragma once

#include <string>
#include <vector>

#include "assertion/options.h"
#include "assertion/text_form.h"

namespace sightline {

/// A text that is looked for: as written, for reasons, and in the form that is compared.
struct ExpectedText {
  std::string written;
  std::string form;
};

/// Reads `expected`: one text or, where `many`, a list of texts. A text that is empty in its form is an error, because
/// every answer holds it.
std::vector<ExpectedText> read_expected_texts(Options& options, const TextForm& form, bool many);

}  // namespace sightline

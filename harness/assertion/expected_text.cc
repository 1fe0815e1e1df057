#include "assertion/expected_text.h"

#include <fmt/format.h>

#include <utility>

namespace sightline {

std::vector<ExpectedText> read_expected_texts(Options& options, const TextForm& form, bool many) {
  std::vector<std::string> texts;
  if (many) {
    texts = options.needed_texts("expected", "the texts to look for");
  } else if (auto text = options.needed_text("expected", "the text to look for")) {
    texts.push_back(std::move(*text));
  }
  std::vector<ExpectedText> expected;
  for (std::string& text : texts) {
    std::string formed = form.of(text);
    if (formed.empty()) {
      options.tell(options.find("expected"),
                   fmt::format("{} looks for an empty text, which every answer has", options.called("expected")));
    }
    expected.push_back({std::move(text), std::move(formed)});
  }
  return expected;
}

}  // namespace sightline

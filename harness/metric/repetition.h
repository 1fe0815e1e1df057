#pragma once

#include <cstddef>
#include <string_view>

namespace sightline {

/// How often the last `chars` code points of a text occur in it, none overlapping another: text.count(text[-chars:]) of
/// Python. A text that is shorter is its own end; the empty text occurs once. Linear in the text's length.
/// Source: open-compass/VLMEvalKit, vlmeval/utils/matching_util.py, detect_repetition (chars 100, a loop from 20 on).
std::size_t end_occurrences(std::string_view text, std::size_t chars);

/// A share of pieces that stood in the text before: 1 - distinct / all. 0 where there are no pieces.
struct RepeatedShare {
  std::size_t all = 0;
  std::size_t distinct = 0;
  double share() const;
};

/// Of runs of `n` words, words being what white space parts: seq-rep-n of Welleck et al., "Neural Text Generation with
/// Unlikelihood Training" (facebookresearch/unlikelihood_training), over words instead of tokens.
RepeatedShare repeated_words(std::string_view text, std::size_t n);
/// Of lines, without the blanks at their ends; blank lines do not count.
RepeatedShare repeated_lines(std::string_view text);

}  // namespace sightline

#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// A caption as caption benchmarks compare it: words in lower case with single blanks between them, punctuation left
/// out, "it's" parted into "it" and "'s". That is what PTBTokenizer and the list of punctuation marks in
/// tylin/coco-caption pycocoevalcap/tokenizer/ptbtokenizer.py make of plain English; it is not PTBTokenizer, which
/// knows many more rules.
std::string caption_words(std::string_view text);

}  // namespace sightline

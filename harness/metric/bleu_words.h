#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// The tokenizers of mjpost/sacrebleu sacrebleu/tokenizers/ that need no model. Words are what Python's str.split()
/// makes of their output; white space at the end of a text is taken off first.
/// `mteval_13a`: 13a, mteval-v13a's for Western languages. `chinese`: zh. `characters`: char. `none`: none.
/// `caption`: none of sacrebleu's, but caption_words().
enum class BleuWords { mteval_13a, chinese, characters, none, caption };

/// The words of a text, case kept.
std::vector<std::string> bleu_words(std::string_view text, BleuWords words);

}  // namespace sightline

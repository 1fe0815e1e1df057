#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// Errors of a transcription and what they are counted against.
struct ErrorCount {
  double errors = 0;     ///< Substitutions, deletions and insertions.
  double reference = 0;  ///< Elements of the reference.

  /// Can exceed 1. Beside an empty reference it is the number of insertions.
  double rate() const { return reference > 0 ? errors / reference : errors; }
};

/// What the errors are counted in, jitsi/jiwer src/jiwer/process.py with its default transformations, version 4.
///
/// Characters are code points; white space at both ends is left out, inner white space counts. Words are parted by
/// blanks and by runs of two or more characters of any white space: one tab or line feed between two words joins them.
std::u32string error_characters(std::string_view text);
std::vector<std::string> error_words(std::string_view text);

ErrorCount character_errors(std::u32string_view reference, std::u32string_view answer);
ErrorCount word_errors(const std::vector<std::string>& reference, const std::vector<std::string>& answer);

}  // namespace sightline

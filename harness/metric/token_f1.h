#pragma once

#include <string_view>

namespace sightline {

/// F1 of the words of an answer and of one reference, case, punctuation and English articles aside.
///
/// `inspect_ai`: UKGovernmentBEIS/inspect_ai src/inspect_ai/scorer/_classification.py. Sets of words, so that a word
/// counts once; numbers are compared by value ("1,000" and "1000.0" are one word, "3.5." is 35); an answer of no words
/// and a reference of none are alike. A reference that is empty or begins with white space scores 0.
/// `multiset`: openai/evals evals/elsuite/utils.py `f1_score`. A word counts as often as it occurs; without a common
/// word the score is 0, be both empty.
enum class TokenF1Variant { inspect_ai, multiset };

/// 0 to 1, not rounded.
double token_f1(std::string_view answer, std::string_view reference, TokenF1Variant variant);
/// As the variant tells it: inspect_ai rounds the best of all references to two decimals.
double published_token_f1(double best, TokenF1Variant variant);

}  // namespace sightline

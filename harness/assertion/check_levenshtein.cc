#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "base/text.h"
#include "metric/edit_distance.h"

namespace sightline {
namespace {

constexpr PassMark::Default kEditsMark{.max = 0};

/// The value is the distance, the score 1 minus its share of the longer text's length; two empty texts are alike.
Likeness edit_likeness(const std::u32string& answer, const std::u32string& reference) {
  const auto distance = static_cast<double>(edit_distance(reference, answer));
  const auto length = static_cast<double>(std::max(answer.size(), reference.size()));
  return {.value = distance, .score = length > 0 ? 1 - distance / length : 1};
}

/// One that passes goes before one that does not, the lesser distance before the greater, then the greater score.
bool is_nearer(const Likeness& a, const Likeness& b, const PassMark& mark) {
  const bool passes = mark.passes(a.score, a.value);
  if (passes != mark.passes(b.score, b.value)) return passes;
  return a.value != b.value ? a.value < b.value : a.score > b.score;
}

Likeness nearest(const std::u32string& answer, const std::vector<std::u32string>& references, const PassMark& mark) {
  Likeness best;
  for (std::size_t i = 0; i < references.size(); ++i) {
    Likeness next = edit_likeness(answer, references[i]);
    next.nearest = i;
    if (i == 0 || is_nearer(next, best, mark)) best = std::move(next);
  }
  return best;
}

LikenessMetric edit_metric(Options& /*options*/, std::vector<std::string> texts) {
  std::vector<std::u32string> references;
  std::vector<std::size_t> lengths;
  for (const std::string& text : texts) {
    references.push_back(code_points(text));
    lengths.push_back(references.back().size());
  }
  return [references = std::move(references), lengths = std::move(lengths)](
             const std::string& text, const PassMark& mark) -> tl::expected<Likeness, std::string> {
    const std::u32string answer = code_points(text);
    if (const auto why = too_long("'levenshtein'", "characters", answer.size(), lengths); !why.empty()) {
      return tl::unexpected(why);
    }
    return nearest(answer, references, mark);
  };
}

/// Unless a mark is given, the texts must be equal.
std::unique_ptr<const Check> compile_levenshtein(Options& options) {
  return compile_likeness(options,
                          {.name = "edit distance", .unit = "edits", .mark = kEditsMark, .metric = edit_metric});
}

Node levenshtein_schema() {
  return likeness_schema(kEditsMark).node();
}

}  // namespace

AssertionKind kind_of_levenshtein() {
  return {
      .name = "levenshtein",
      .family = "similarity",
      .summary = "The answer is at most `max` insertions, deletions and substitutions of characters away from a text.",
      .example = "levenshtein: {expected: Müller & Sons, max: 2}",
      .example_pass = "Muller & Sons",
      .example_fail = "Miller and Sons",
      .short_option = "expected",
      .schema = levenshtein_schema,
      .compile = compile_levenshtein};
}

}  // namespace sightline

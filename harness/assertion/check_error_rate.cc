#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "assertion/tally.h"
#include "metric/error_rate.h"

namespace sightline {
namespace {

constexpr PassMark::Default kErrorRateMark{.max = 0};

/// The value is the rate, which can exceed 1; the score what it leaves of 1.
Likeness error_rate_likeness(const ErrorCount& count) {
  Likeness likeness{.value = count.rate(), .score = std::max(0.0, 1 - count.rate())};
  likeness.evidence.set("variant", "jiwer");
  likeness.evidence.set("tally", rate_tally(count.errors, count.reference));
  return likeness;
}

/// `elements` makes of a text what errors are counted in. The reference with the least rate counts.
template <auto elements, auto errors>
LikenessMetric metric_of(std::string_view name, std::string_view units, const std::vector<std::string>& texts) {
  using Elements = decltype(elements(std::string_view()));
  std::vector<Elements> references;
  std::vector<std::size_t> lengths;
  for (const std::string& text : texts) {
    references.push_back(elements(text));
    lengths.push_back(references.back().size());
  }
  return [=](const std::string& text, const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    const Elements answer = elements(text);
    const std::string why = too_long(name, units, answer.size(), lengths);
    if (!why.empty()) return tl::unexpected(why);
    return best_likeness(references.size(),
                         [&](std::size_t i) { return error_rate_likeness(errors(references[i], answer)); });
  };
}

void read_variant(Options& options) {
  options.word("variant", {"jiwer"});
}

LikenessMetric character_metric(Options& options, std::vector<std::string> references) {
  read_variant(options);
  return metric_of<error_characters, character_errors>("CER", "characters", references);
}

LikenessMetric word_metric(Options& options, std::vector<std::string> references) {
  read_variant(options);
  return metric_of<error_words, word_errors>("WER", "words", references);
}

/// Unless a mark is given, no error is let pass.
std::unique_ptr<const Check> compile_cer(Options& options) {
  return compile_likeness(options, {.name = "CER", .mark = kErrorRateMark, .metric = character_metric});
}
std::unique_ptr<const Check> compile_wer(Options& options) {
  return compile_likeness(options, {.name = "WER", .mark = kErrorRateMark, .metric = word_metric});
}

Node error_rate_schema() {
  return likeness_schema(kErrorRateMark).option("variant", R"({"enum": ["jiwer"]})").node();
}

}  // namespace

AssertionKind kind_of_cer() {
  return {.name = "cer",
          .family = "similarity",
          .summary = "Character error rate: edits over the characters of the expected text; it can exceed 1.",
          .example = "cer: {expected: \"Invoice 2024-117\", max: 0.05}",
          .example_pass = "Invoice 2024-117",
          .example_fail = "Invoice 2O24-ll7",
          .short_option = "expected",
          .tally = "rate",
          .schema = error_rate_schema,
          .compile = compile_cer};
}

AssertionKind kind_of_wer() {
  return {.name = "wer",
          .family = "similarity",
          .summary = "Word error rate: edits of words over the words of the expected text; it can exceed 1.",
          .example = "wer: {expected: the quick brown fox, max: 0.1, normalize: [lower]}",
          .example_pass = "The quick brown fox",
          .example_fail = "The quick brown fax",
          .short_option = "expected",
          .tally = "rate",
          .schema = error_rate_schema,
          .compile = compile_wer};
}

}  // namespace sightline

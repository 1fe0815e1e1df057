#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "metric/token_f1.h"

namespace sightline {
namespace {

constexpr PassMark::Default kTokenF1Mark{.threshold = 0.5};

Likeness token_f1_likeness(double f1, TokenF1Variant variant) {
  const double published = published_token_f1(f1, variant);
  Likeness likeness{.value = published, .score = published};
  likeness.evidence.set("variant", variant == TokenF1Variant::inspect_ai ? "inspect_ai" : "multiset");
  return likeness;
}

/// The best reference counts, in both definitions.
LikenessMetric token_f1_metric(Options& options, std::vector<std::string> references) {
  const auto variant = options.word("variant", {"inspect_ai", "multiset"}).value_or("inspect_ai") == "inspect_ai"
                           ? TokenF1Variant::inspect_ai
                           : TokenF1Variant::multiset;
  return [=, references = std::move(references)](const std::string& answer,
                                                 const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    return best_likeness(references.size(), [&](std::size_t i) {
      return token_f1_likeness(token_f1(answer, references[i], variant), variant);
    });
  };
}

std::unique_ptr<const Check> compile_token_f1(Options& options) {
  return compile_likeness(options, {.name = "token F1", .mark = kTokenF1Mark, .metric = token_f1_metric});
}

Node token_f1_schema() {
  return likeness_schema(kTokenF1Mark)
      .option("variant", R"({"enum": ["inspect_ai", "multiset"],
        "description": "inspect_ai by default, sets of words; multiset: words as often as they occur"})")
      .node();
}

}  // namespace

AssertionKind kind_of_token_f1() {
  return {.name = "token_f1",
          .family = "similarity",
          .summary = "F1 of the words that the answer shares with a text, case, punctuation and articles aside.",
          .example = "token_f1: {expected: the red bus, threshold: 0.8}",
          .example_pass = "red bus",
          .example_fail = "blue car",
          .short_option = "expected",
          .schema = token_f1_schema,
          .compile = compile_token_f1};
}

}  // namespace sightline

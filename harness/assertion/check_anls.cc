#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "base/text.h"
#include "metric/anls.h"

namespace sightline {
namespace {

constexpr PassMark::Default kAnlsMark{.threshold = 0.5};

/// The greatest similarity counts, and is cut after that.
Likeness likeness(const std::string& answer, const std::vector<std::string>& references, AnlsVariant variant) {
  Likeness best = best_likeness(references.size(), [&](std::size_t i) {
    const double similarity = anls_similarity(references[i], answer, variant);
    return Likeness{.value = similarity, .score = similarity};
  });
  best.evidence.set("variant", variant == AnlsVariant::official ? "official" : "pix2struct");
  best.evidence.set("similarity", best.value);
  best.value = best.score = anls_cut(best.value, variant);
  return best;
}

LikenessMetric metric(Options& options, std::vector<std::string> references) {
  const auto variant = options.word("variant", {"official", "pix2struct"}).value_or("official") == "official"
                           ? AnlsVariant::official
                           : AnlsVariant::pix2struct;
  std::vector<std::size_t> lengths;
  for (const std::string& reference : references) lengths.push_back(code_point_count(reference));
  return [=, references = std::move(references)](const std::string& answer,
                                                 const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    if (const auto why = too_long("ANLS", "characters", code_point_count(answer), lengths); !why.empty()) {
      return tl::unexpected(why);
    }
    return likeness(answer, references, variant);
  };
}

std::unique_ptr<const Check> compile_anls(Options& options) {
  return compile_likeness(options, {.name = "ANLS", .mark = kAnlsMark, .metric = metric});
}

Node anls_schema() {
  return likeness_schema(kAnlsMark)
      .option("variant", R"({"enum": ["official", "pix2struct"],
        "description": "official, the challenge's own, by default; pix2struct counts white space and keeps no 0.5"})")
      .node();
}

}  // namespace

AssertionKind kind_of_anls() {
  return {
      .name = "anls",
      .family = "similarity",
      .summary = "Average normalised Levenshtein similarity, as DocVQA scores answers: case aside, 0 below one half.",
      .example = "anls: {expected: [42.50 EUR, EUR 42.50], threshold: 0.8}",
      .example_pass = "EUR 42.5",
      .example_fail = "12 francs",
      .short_option = "expected",
      .schema = anls_schema,
      .compile = compile_anls};
}

}  // namespace sightline

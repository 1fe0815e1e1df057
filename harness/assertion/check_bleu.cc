#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "metric/bleu.h"
#include "metric/bleu_words.h"

namespace sightline {
namespace {

constexpr PassMark::Default kBleuMark{.threshold = 0.5};

struct NamedWords {
  std::string_view name;
  BleuWords words;
};
constexpr std::array<NamedWords, 5> kTokenizers{{{"13a", BleuWords::mteval_13a},
                                                 {"zh", BleuWords::chinese},
                                                 {"char", BleuWords::characters},
                                                 {"none", BleuWords::none},
                                                 {"words", BleuWords::caption}}};

Likeness bleu_likeness(const BleuCounts& counts, BleuVariant variant, std::string_view tokenize) {
  const double bleu = sentence_bleu(counts, variant);
  Likeness likeness{.value = bleu, .score = std::min(bleu / 100, 1.0)};
  likeness.evidence.set("variant", variant == BleuVariant::coco ? "coco" : "sacrebleu");
  likeness.evidence.set("tokenize", tokenize);
  Node tally = bleu_tally(counts, variant);
  tally.set("tokenize", tokenize);
  likeness.evidence.set("tally", std::move(tally));
  return likeness;
}

/// All references count together. sacrebleu leaves empty ones out, and has no score where no other is left.
LikenessMetric bleu_metric(Options& options, std::vector<std::string> texts) {
  const auto variant = options.word("variant", {"sacrebleu", "coco"}).value_or("sacrebleu") == "coco"
                           ? BleuVariant::coco
                           : BleuVariant::sacrebleu;
  const std::string usual = variant == BleuVariant::coco ? "none" : "13a";
  const std::string name = options.word("tokenize", {"13a", "zh", "char", "none", "words"}).value_or(usual);
  const BleuWords words = std::ranges::find(kTokenizers, name, &NamedWords::name)->words;
  if (variant == BleuVariant::sacrebleu) std::erase(texts, "");
  std::vector<std::vector<std::string>> references;
  for (const std::string& text : texts) references.push_back(bleu_words(text, words));
  if (references.empty()) {
    if (const Node* expected = options.find("expected")) {
      options.tell(expected, "'bleu' is not defined beside an empty text");
    }
    return nullptr;
  }
  const auto cooked = std::make_shared<const BleuReferences>(references);
  return [=](const std::string& answer, const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    return bleu_likeness(cooked->counts(bleu_words(answer, words)), variant, name);
  };
}

std::unique_ptr<const Check> compile_bleu(Options& options) {
  return compile_likeness(options, {.name = "BLEU", .mark = kBleuMark, .metric = bleu_metric});
}

Node bleu_schema() {
  return likeness_schema(kBleuMark)
      .option("variant", R"({"enum": ["sacrebleu", "coco"],
        "description": "sacrebleu by default; coco: the caption benchmark's BLEU-4"})")
      .option("tokenize", R"({"enum": ["13a", "zh", "char", "none", "words"],
        "description": "13a by default, none with coco; words: without case and punctuation"})")
      .node();
}

}  // namespace

AssertionKind kind_of_bleu() {
  return {.name = "bleu",
          .family = "similarity",
          .summary = "BLEU, 0 to 100: runs of up to four words that the answer shares with the expected texts.",
          .example = "bleu: {expected: The cat sits on the mat., min: 40}",
          .example_pass = "The cat sits on the mat.",
          .example_fail = "A dog runs.",
          .short_option = "expected",
          .tally = "bleu",
          .schema = bleu_schema,
          .compile = compile_bleu};
}

}  // namespace sightline

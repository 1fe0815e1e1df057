#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "metric/caption_words.h"
#include "metric/rouge.h"

namespace sightline {
namespace {

constexpr PassMark::Default kRougeMark{.threshold = 0.5};

Likeness rouge_likeness(const RougeScore& score, std::string_view variant, std::string_view type) {
  Likeness likeness{.value = score.f, .score = score.f};
  likeness.evidence.set("variant", variant);
  likeness.evidence.set("type", type);
  likeness.evidence.set("precision", score.precision);
  likeness.evidence.set("recall", score.recall);
  return likeness;
}

/// The reference with the greatest F measure counts, as in score_multi().
LikenessMetric google_metric(const std::string& type, const std::vector<std::string>& texts) {
  const RougeType kind = type == "rouge1"   ? RougeType::rouge1
                         : type == "rouge2" ? RougeType::rouge2
                                            : RougeType::rouge_l;
  auto references = std::make_shared<std::vector<GoogleRouge>>();
  std::vector<std::size_t> lengths;
  for (const std::string& text : texts) {
    references->emplace_back(kind, text);
    if (kind == RougeType::rouge_l) lengths.push_back(references->back().words());
  }
  return [=](const std::string& answer, const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    const std::size_t words = lengths.empty() ? 0 : google_rouge_words(answer).size();
    if (const auto why = too_long("ROUGE-L", "words", words, lengths); !why.empty()) return tl::unexpected(why);
    return best_likeness(references->size(),
                         [&](std::size_t i) { return rouge_likeness((*references)[i].score(answer), "google", type); });
  };
}

LikenessMetric coco_metric(std::vector<std::string> texts, bool splits_words) {
  for (std::string& text : texts) text = splits_words ? caption_words(text) : text;
  const auto rouge = std::make_shared<const CocoRouge>(texts);
  std::vector<std::size_t> lengths;
  for (const std::u32string& reference : rouge->references()) lengths.push_back(reference.size());
  return [=](const std::string& text, const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    const std::string answer = splits_words ? caption_words(text) : text;
    const auto words = static_cast<std::size_t>(std::count(answer.begin(), answer.end(), ' ')) + 1;
    if (const auto why = too_long("ROUGE-L", "words", words, lengths); !why.empty()) return tl::unexpected(why);
    return rouge_likeness(rouge->score(answer), "coco", "rougeL");
  };
}

LikenessMetric rouge_metric(Options& options, std::vector<std::string> references) {
  const std::string variant = options.word("variant", {"google", "coco"}).value_or("google");
  const std::string type = options.word("type", {"rouge1", "rouge2", "rougeL"}).value_or("rougeL");
  const std::string tokenize = options.word("tokenize", {"none", "words"}).value_or("none");
  if (variant == "coco") {
    if (type != "rougeL") {
      options.tell(options.find("type"), "'variant: coco' of 'rouge' has rougeL only; leave 'type' out");
    }
    return coco_metric(std::move(references), tokenize == "words");
  }
  if (const Node* written = options.find("tokenize")) {
    options.tell(written, "'tokenize' of 'rouge' goes with 'variant: coco'; Google's ROUGE has words of its own");
  }
  return google_metric(type, references);
}

/// rougeL unless another type is asked for: it is the one that both definitions have, and it sees the order of words
/// without asking for them side by side, so that answers of one word have a score.
std::unique_ptr<const Check> compile_rouge(Options& options) {
  return compile_likeness(options, {.name = "ROUGE", .mark = kRougeMark, .metric = rouge_metric});
}

Node rouge_schema() {
  return likeness_schema(kRougeMark)
      .option("variant", R"({"enum": ["google", "coco"],
        "description": "google by default, lower case and ASCII; coco: the caption benchmark's ROUGE-L"})")
      .option("type", R"({"enum": ["rouge1", "rouge2", "rougeL"],
        "description": "Single words, pairs, or the longest common subsequence, which is the default"})")
      .option("tokenize", R"({"enum": ["none", "words"],
        "description": "With coco: none, words between blanks (the default); words, without case and punctuation"})")
      .node();
}

}  // namespace

AssertionKind kind_of_rouge() {
  return {.name = "rouge",
          .family = "similarity",
          .summary = "ROUGE: words that the answer shares with a text, as an F measure.",
          .example = "rouge: {expected: a red bus on a bridge, type: rouge1, threshold: 0.6}",
          .example_pass = "a red bus on the bridge",
          .example_fail = "two boats",
          .short_option = "expected",
          .schema = rouge_schema,
          .compile = compile_rouge};
}

}  // namespace sightline

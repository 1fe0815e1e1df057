#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/similarity.h"
#include "assertion/tally_cider.h"
#include "metric/caption_words.h"
#include "metric/cider.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr double kBestCider = 10;
/// A value of 1, which caption models reach on COCO.
constexpr PassMark::Default kCaptionMark{.threshold = 0.1};

using Form = std::string (*)(std::string_view);

std::string as_written(std::string_view text) {
  return std::string(text);
}

/// Compares captions with the references of one image.
class CaptionMetric {
 public:
  CaptionMetric(std::vector<std::string> references, std::string form_name, Form form,
                std::shared_ptr<const CiderFrequencies> frequencies)
      : form_name_(std::move(form_name)), form_(form), frequencies_(std::move(frequencies)) {
    for (const std::string& reference : references) {
      references_.push_back(form_(reference));
      grams_.push_back(caption_grams(references_.back()));
      longest_ = std::max(longest_, python_split(references_.back()).size());
    }
  }

  Likeness likeness(const std::string& text) const {
    std::string answer = form_(text);
    // What is so much longer than every reference scores 0, as an empty caption does, in a corpus too.
    if (python_split(answer).size() > longest_ + kCiderReach) answer.clear();
    const double value = cider_d(caption_grams(answer), grams_, frequencies_.get());
    Likeness likeness{.value = value, .score = std::min(value / kBestCider, 1.0)};
    likeness.evidence.set("variant", "cider_d");
    likeness.evidence.set("tokenize", form_name_);
    likeness.evidence.set("weights", frequencies_ == nullptr ? "alike" : "corpus");
    if (frequencies_ != nullptr) likeness.evidence.set("images", static_cast<std::uint64_t>(frequencies_->images()));
    likeness.evidence.set("tally", cider_tally(answer, references_));
    return likeness;
  }

 private:
  std::string form_name_;
  Form form_;
  std::shared_ptr<const CiderFrequencies> frequencies_;
  std::vector<std::string> references_;
  std::vector<CaptionGrams> grams_;
  std::size_t longest_ = 0;
};

/// With `corpus` the value is what pycocoevalcap gives for this caption among the images of that file. Without it there
/// are no frequencies of one answer (a single image's would make every value 0), and all words weigh alike.
LikenessMetric cider_metric(Options& options, std::vector<std::string> references) {
  options.word("variant", {"cider_d"});
  const std::string name = options.word("tokenize", {"words", "none"}).value_or("words");
  const Form form = name == "words" ? caption_words : as_written;
  std::shared_ptr<const CiderFrequencies> frequencies;
  if (const Node* corpus = options.find("corpus")) {
    if (!corpus->is_string()) {
      options.refuse("corpus", "the path of a file of reference captions");
      return nullptr;
    }
    Compilation& compilation = options.compilation();
    frequencies = compilation.taken(compilation.parts.caption_frequencies(*corpus, compilation.source, name, form));
    if (frequencies == nullptr) return nullptr;
  }
  const auto captions = std::make_shared<const CaptionMetric>(std::move(references), name, form, frequencies);
  return [captions](const std::string& answer, const PassMark& /*mark*/) -> tl::expected<Likeness, std::string> {
    return captions->likeness(answer);
  };
}

std::unique_ptr<const Check> compile_caption(Options& options) {
  return compile_likeness(options, {.name = "CIDEr-D", .mark = kCaptionMark, .metric = cider_metric});
}

Node caption_schema() {
  return likeness_schema(kCaptionMark)
      .option("variant", R"({"enum": ["cider_d"]})")
      .option("tokenize", R"({"enum": ["words", "none"],
        "description": "words, without case and punctuation (the default); none, as they are written"})")
      .option("corpus", R"({"type": "string", "minLength": 1,
        "description": "A file of reference captions, an image each, that says which words are rare"})")
      .node();
}

}  // namespace

AssertionKind kind_of_caption() {
  return {.name = "caption",
          .family = "similarity",
          .summary = "CIDEr-D, 0 to 10: how much a caption has in common with reference captions of its image.",
          .example = "caption: [a dog catches a red frisbee, a dog leaps for a frisbee in a park]",
          .example_pass = "a dog catches a frisbee",
          .example_fail = "two cats asleep",
          .short_option = "expected",
          .tally = "cider",
          .schema = caption_schema,
          .compile = compile_caption};
}

}  // namespace sightline

#include <catch2/catch.hpp>

#include "assertion/tally.h"
#include "fakes/memory_files.h"
#include "table.h"

namespace sightline {
namespace {

/// An answer and what it is compared with.
struct Pair {
  std::string answer;
  std::vector<std::string> references;
  std::string image = {};
};

Node tally_of_pair(const std::string& name, const Pair& pair, Node options) {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/");
  options.set("expected", Node::List(pair.references.begin(), pair.references.end()));
  Node item;
  item.set(name, std::move(options));
  const auto assertion = compiler.compile(item, Source{});
  REQUIRE(assertion);
  test::Answer answer;
  answer.reply.text = pair.answer;
  const Verdict verdict = judge(**assertion, answer.seen()).verdict;
  const Node* tally = verdict.evidence.find("tally");
  REQUIRE(tally != nullptr);
  return *tally;
}

std::optional<double> folded_pairs(const std::string& name, const std::vector<Pair>& pairs, const Node& options = {}) {
  std::unique_ptr<TallyFold> fold;
  const bool is_rate = name == "cer" || name == "wer" || name == "chair";
  for (const Pair& pair : pairs) {
    const Node tally = tally_of_pair(name, pair, options);
    if (fold == nullptr) {
      fold = tally_fold(tally.find("kind")->string(), is_rate ? Aggregate::micro : Aggregate::corpus);
    }
    REQUIRE(fold != nullptr);
    fold->add(tally, pair.image);
  }
  return fold->value();
}

Node option(const char* name, const char* value) {
  Node options;
  options.set(name, value);
  return options;
}

const std::vector<Pair> kSentences{
    {"The cat sat on the mat.", {"The cat sat on a mat.", "A cat was on the mat."}},
    {"It is 3.5 km away, isn't it?", {"It's 3.5 km away."}},
    {"No", {"No way out"}},
    {"a b", {"c d e"}},
};

/// Three images, in words that need no tokenizer.
const std::vector<Pair> kCaptions{
    {"a dog runs on grass", {"a dog runs on the grass", "a brown dog runs"}, "dog"},
    {"a cat on a sofa", {"a cat sleeps on a sofa"}, "cat"},
    {"people ride two bikes", {"two people ride bikes"}, "bikes"},
};

}  // namespace

// Expected values are those of the definitions' own programs over the same texts.

TEST_CASE("the BLEU of a corpus is that of the sums of its counts") {
  CHECK(folded_pairs("bleu", kSentences).value() == Approx(40.05107169543189));
  CHECK(folded_pairs("bleu", kSentences, option("variant", "coco")).value() == Approx(34.01874666032966));
}

TEST_CASE("the BLEU of a corpus has all four orders, though that of one answer has not") {
  CHECK(folded_pairs("bleu", {{"No", {"No"}}}).value() == 0);
  CHECK(tally_fold("bleu", Aggregate::corpus)->value() == std::nullopt);
}

TEST_CASE("the CIDEr-D of a corpus weighs words by the references of all its images") {
  CHECK(folded_pairs("caption", kCaptions).value() == Approx(4.033957408669226));
  CHECK(folded_pairs("caption", {{"a dog runs", {"a dog runs fast"}}, {"a cat sat", {"a cat sat"}}}).value() ==
        Approx(6.634779022150067));
}

TEST_CASE("the CIDEr-D of one image is 0") {
  CHECK(folded_pairs("caption", {kCaptions[0]}).value() == 0);
  CHECK(tally_fold("cider", Aggregate::corpus)->value() == std::nullopt);
}

TEST_CASE("an image with several answers weighs as one") {
  std::vector<Pair> pairs = kCaptions;
  pairs.push_back({"a brown dog zebra", kCaptions[0].references, "dog"});
  CHECK(folded_pairs("caption", pairs).value() == Approx(3.6946665553405547));
}

TEST_CASE("a caption far longer than its references counts as an empty one in its corpus") {
  std::vector<Pair> pairs = kCaptions;
  std::string endless = "a dog runs on the grass";
  for (int i = 0; i < 300; ++i) endless += " and on";
  pairs[0].answer = endless;
  CHECK(tally_of_pair("caption", pairs[0], {}).find("answer")->string().empty());
  std::vector<Pair> empty = kCaptions;
  empty[0].answer = "";
  CHECK(folded_pairs("caption", pairs).value() == folded_pairs("caption", empty).value());
}

TEST_CASE("the error rate of a corpus is that of its sums") {
  CHECK(folded_pairs("wer", {{"the bat sat", {"the cat sat"}}, {"a b", {"a b"}}, {"x y z w", {"x"}}}).value() ==
        Approx(4.0 / 6));
  CHECK(folded_pairs("cer", {{"abxd", {"abcd"}}, {"", {"ab"}}}).value() == Approx(3.0 / 6));
}

}  // namespace sightline

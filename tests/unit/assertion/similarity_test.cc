#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"
#include "fakes/memory_files.h"
#include "metric/anls.h"
#include "metric/bleu_words.h"
#include "metric/caption_words.h"
#include "metric/edit_distance.h"
#include "metric/error_rate.h"
#include "metric/rouge.h"
#include "metric/singular.h"
#include "metric/token_f1.h"
#include "table.h"

namespace sightline {
namespace {

std::string random_text(std::mt19937& random) {
  constexpr std::string_view kPieces[] = {"the ",   "cat ",          "Cat. ", "ab", "a ", "1,000 ",
                                          "\u00E9", "\u65E5\u672C ", "\t",    "-",  " "};
  std::string text;
  for (std::size_t i = random() % 12; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
  return text;
}

std::string bleu_line(std::string_view text, BleuWords words) {
  return join(bleu_words(text, words), " ");
}

Verdict verdict_on_likeness(const std::string& name, Node options, std::string answer) {
  fakes::MemoryFiles files;
  AssertionCompiler compiler(files, "/", "/");
  Node item;
  item.set(name, std::move(options));
  const auto assertion = compiler.compile(item, Source{});
  REQUIRE(assertion);
  test::Answer seen;
  seen.reply.text = std::move(answer);
  return judge(**assertion, seen.seen()).verdict;
}

}  // namespace

TEST_CASE("likenesses that have no sides are the same both ways") {
  std::mt19937 random(5);
  for (int i = 0; i < 500; ++i) {
    const std::string a = random_text(random);
    const std::string b = random_text(random);
    INFO(a << " / " << b);
    for (const auto variant : {AnlsVariant::official, AnlsVariant::pix2struct}) {
      REQUIRE(anls(a, b, variant) == anls(b, a, variant));
      REQUIRE(anls(a, a, variant) == 1);
    }
    REQUIRE(token_f1(a, b, TokenF1Variant::multiset) == Approx(token_f1(b, a, TokenF1Variant::multiset)));
    for (const RougeType type : {RougeType::rouge1, RougeType::rouge2, RougeType::rouge_l}) {
      REQUIRE(GoogleRouge(type, a).score(b).f == Approx(GoogleRouge(type, b).score(a).f));
    }
    REQUIRE(word_errors(error_words(a), error_words(b)).errors == word_errors(error_words(b), error_words(a)).errors);
  }
}

TEST_CASE("a distance is no longer than the way over a third text") {
  std::mt19937 random(6);
  for (int i = 0; i < 500; ++i) {
    const std::u32string a = code_points(random_text(random));
    const std::u32string b = code_points(random_text(random));
    const std::u32string c = code_points(random_text(random));
    REQUIRE(edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c));
  }
}

TEST_CASE("the words of an error rate are parted as jiwer parts them") {
  CHECK(error_words(" a  b\tc d\n\ne ") == std::vector<std::string>{"a", "b\tc", "d", "e"});
  CHECK(error_words("a\u00A0b \u3000c") == std::vector<std::string>{"a\u00A0b", "c"});
  CHECK(error_words(" \n ").empty());
  CHECK(error_characters("\t\u00E9 b\u3000") == U"\u00E9 b");
}

TEST_CASE("BLEU's tokenizers part words as sacrebleu's do") {
  CHECK(bleu_line("Hello, world!", BleuWords::mteval_13a) == "Hello , world !");
  CHECK(bleu_line("1,000.5 and 3. a.b", BleuWords::mteval_13a) == "1,000.5 and 3 . a . b");
  CHECK(bleu_line("a,,b", BleuWords::mteval_13a) == "a , , b");
  CHECK(bleu_line("2020-01 x-y 'q'", BleuWords::mteval_13a) == "2020 - 01 x-y 'q'");
  CHECK(bleu_line("well-\nknown<skipped> &lt;b&gt;", BleuWords::mteval_13a) == "wellknown < b >");
  CHECK(bleu_line("caf\u00E9, \u65E5.", BleuWords::mteval_13a) == "caf\u00E9 , \u65E5 .");
  CHECK(bleu_line("end-\n", BleuWords::mteval_13a) == "end-");
  CHECK(bleu_line("\u4ECA\u5929GPT\uFF0Cok.", BleuWords::chinese) == "\u4ECA \u5929 GPT \uFF0C ok .");
  CHECK(bleu_line("a \u00E9b", BleuWords::characters) == "a \u00E9 b");
  CHECK(bleu_line(" A, b\u00A0c ", BleuWords::none) == "A, b c");
}

TEST_CASE("a caption's words are in lower case and without punctuation") {
  CHECK(caption_words("A dog, RUNNING (fast)!") == "a dog running fast");
  CHECK(caption_words("It doesn't cost $3.50 at Joe\u2019s well-known caf\u00E9...") ==
        "it does n't cost $ 3.50 at joe 's well-known caf\u00E9");
  CHECK(caption_words("the dogs' toys - \"1,000\" of 5%") == "the dogs toys 1,000 of 5 %");
  CHECK(caption_words(" \n ") == "");
}

TEST_CASE("a caption's words stay what they are") {
  std::mt19937 random(8);
  constexpr std::string_view kMarks = "ab '.,-$%&3\"!()snt";
  for (int i = 0; i < 2000; ++i) {
    std::string text(random() % 30, ' ');
    for (char& c : text) c = kMarks[random() % kMarks.size()];
    const std::string words = caption_words(text);
    INFO(text << " -> " << words);
    REQUIRE(caption_words(words) == words);
  }
}

TEST_CASE("nouns are brought to their singular") {
  const auto [plural, one] = GENERATE(table<std::string, std::string>({
      {"dogs", "dog"},          {"buses", "bus"},      {"glasses", "glass"}, {"benches", "bench"},
      {"boxes", "box"},         {"knives", "knife"},   {"gloves", "glove"},  {"puppies", "puppy"},
      {"cookies", "cookie"},    {"ties", "tie"},       {"people", "person"}, {"policemen", "policeman"},
      {"potatoes", "potato"},   {"shoes", "shoe"},     {"houses", "house"},  {"vases", "vase"},
      {"sheep", "sheep"},       {"bus", "bus"},        {"glass", "glass"},   {"tennis", "tennis"},
      {"skis", "ski"},          {"taxis", "taxi"},     {"as", "as"},         {"tvs", "tv"},
      {"specimen", "specimen"}, {"children", "child"}, {"couches", "couch"}, {"toothbrushes", "toothbrush"},
  }));
  CHECK(singular(plural) == one);
}

TEST_CASE("an answer that is too long for its reference is refused with the length that is not") {
  const auto [name, piece, length] = GENERATE(table<std::string, std::string, std::string>({
      {"levenshtein", "abcdefgh", "480002 characters"},
      {"anls", "abcdefgh", "480002 characters"},
      {"cer", "abcdefgh", "480002 characters"},
      {"wer", "w w w w ", "240001 words"},
      {"rouge", "w w w w ", "240001 words"},
  }));
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += piece;
  Node options;
  options.set("expected", text);
  const Verdict verdict = verdict_on_likeness(name, std::move(options), "x " + text);
  INFO(verdict.reason);
  CHECK(verdict.status == Verdict::Status::fail);
  CHECK(verdict.score == 0);
  CHECK_FALSE(verdict.value.has_value());
  CHECK(verdict.reason.find("but the answer has " + length + "; ") != std::string::npos);
  CHECK(verdict.reason.find("compares at most") != std::string::npos);
}

TEST_CASE("a long answer beside a short reference is measured") {
  Node options;
  options.set("expected", "the cat sat on the mat");
  const std::string long_answer(1'000'000, 'x');
  const std::string name = GENERATE("levenshtein", "anls", "cer", "wer", "rouge", "bleu", "token_f1", "caption");
  const Verdict verdict = verdict_on_likeness(name, options, long_answer);
  INFO(name << ": " << verdict.reason);
  CHECK(verdict.status == Verdict::Status::fail);
  CHECK(verdict.value.has_value());
  CHECK(verdict.score < 0.001);
}

}  // namespace sightline

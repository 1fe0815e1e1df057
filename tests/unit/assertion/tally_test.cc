#include "assertion/tally.h"

#include <catch2/catch.hpp>

#include "metric/chair.h"

namespace sightline {
namespace {

std::optional<double> figure(const TallyFold& fold, std::string_view name) {
  const Node figures = fold.figures();
  const Node* value = figures.find(name);
  return value == nullptr ? std::nullopt : std::optional(value->number());
}

struct TallyAnswer {
  const char* cluster;
  bool expected;
  std::optional<bool> found;
};

std::unique_ptr<TallyFold> folded_answers(std::string_view variant, const std::vector<TallyAnswer>& answers) {
  auto fold = tally_fold("yes_no", Aggregate::corpus);
  REQUIRE(fold != nullptr);
  for (const TallyAnswer& answer : answers) {
    fold->add(yes_no_tally(variant, answer.expected, answer.found), answer.cluster);
  }
  return fold;
}

constexpr std::nullopt_t kUnread = std::nullopt;

}  // namespace

TEST_CASE("POPE's F1 is that of its counts, yes being positive") {
  // 3 right of yes, 1 false alarm, 2 misses, 4 right of no: P = 3/4, R = 3/5, F1 = 2PR/(P+R) = 6/9.
  const auto fold = folded_answers("pope", {{"a", true, true},
                                            {"a", true, true},
                                            {"a", true, true},
                                            {"a", false, true},
                                            {"a", true, false},
                                            {"a", true, false},
                                            {"a", false, false},
                                            {"a", false, false},
                                            {"a", false, false},
                                            {"a", false, false}});
  CHECK(fold->value().value() == Approx(2.0 / 3));
  CHECK(figure(*fold, "precision").value() == Approx(0.75));
  CHECK(figure(*fold, "recall").value() == Approx(0.6));
  CHECK(figure(*fold, "f1").value() == Approx(2.0 / 3));
  CHECK(figure(*fold, "accuracy").value() == Approx(0.7));
  CHECK(figure(*fold, "yes_ratio").value() == Approx(0.4));
}

TEST_CASE("what cannot be read is a miss where yes is right, and no right no") {
  // 1 right of yes, 2 misses, 1 false alarm: P = 1/2, R = 1/3, F1 = 2/5.
  const auto fold =
      folded_answers("pope", {{"a", true, true}, {"a", true, kUnread}, {"a", true, false}, {"a", false, true}});
  CHECK(fold->value().value() == Approx(0.4));
  CHECK(figure(*fold, "recall").value() == Approx(1.0 / 3));
  CHECK(figure(*folded_answers("vlmevalkit", {{"a", false, kUnread}}), "accuracy") == 0.0);
}

TEST_CASE("a right no alone gives no F1") {
  const auto fold = folded_answers("pope", {{"a", false, false}});
  CHECK_FALSE(fold->value());
  CHECK_FALSE(figure(*fold, "precision"));
  CHECK(figure(*fold, "accuracy") == 1.0);
}

TEST_CASE("MME's score is the accuracy of questions and, added, that of images with both right") {
  // Three images of two questions: both right, one right, none: 3 of 6 questions, 1 of 3 images.
  const auto fold = folded_answers("mme", {{"one", true, true},
                                           {"two", true, true},
                                           {"three", false, true},
                                           {"one", false, false},
                                           {"two", false, true},
                                           {"three", true, kUnread}});
  CHECK(fold->value().value() == Approx(50 + 100.0 / 3));
}

TEST_CASE("MME's images are right or not in each repeat by itself") {
  // Both questions right in the one repeat, one of them wrong in the other: 3 of 4 answers, 1 of 2 images.
  const auto fold = tally_fold("yes_no", Aggregate::corpus);
  fold->add_repeat(yes_no_tally("mme", true, true), "one", 0);
  fold->add_repeat(yes_no_tally("mme", true, true), "one", 1);
  fold->add_repeat(yes_no_tally("mme", false, false), "one", 0);
  fold->add_repeat(yes_no_tally("mme", false, true), "one", 1);
  CHECK(fold->value() == 75.0 + 50.0);
}

TEST_CASE("MME's score of all right is 200") {
  CHECK(folded_answers("mme", {{"one", true, true}, {"one", false, false}})->value() == 200.0);
}

TEST_CASE("VLMEvalKit's score is the accuracy in per cent, what cannot be read being wrong") {
  const auto fold =
      folded_answers("vlmevalkit", {{"a", true, true}, {"a", false, kUnread}, {"b", false, false}, {"b", true, false}});
  CHECK(fold->value() == 50.0);
  CHECK(figure(*fold, "recall") == 0.5);
}

TEST_CASE("answers read by several variants have no score in common") {
  auto fold = tally_fold("yes_no", Aggregate::corpus);
  fold->add(yes_no_tally("pope", true, true), "a");
  CHECK(fold->value() == 1.0);
  fold->add(yes_no_tally("mme", true, true), "a");
  CHECK_FALSE(fold->value());
  CHECK_FALSE(tally_fold("yes_no", Aggregate::corpus)->value());
}

TEST_CASE("CHAIRi is that of all mentions; beside it stand CHAIRs and the recall of objects") {
  ObjectWords words;
  words.add_coco();
  const auto fold = tally_fold("chair", Aggregate::micro);
  REQUIRE(fold != nullptr);
  CHECK_FALSE(fold->value());
  // 2 of 3 mentions hallucinated, then 0 of 2, then nothing said: 2 of 5 mentions, 1 of 3 texts, 3 of 5 objects.
  fold->add(chair_tally(chair_score(words, {"dog"}, "A dog, a cat and a car.")), "a");
  fold->add(chair_tally(chair_score(words, {"bus", "person", "clock"}, "A bus and a man.")), "b");
  fold->add(chair_tally(chair_score(words, {"pizza"}, "")), "c");
  CHECK(fold->value().value() == Approx(0.4));
  CHECK(figure(*fold, "chair_s").value() == Approx(1.0 / 3));
  CHECK(figure(*fold, "recall").value() == Approx(0.6));
}

TEST_CASE("counts have a mean absolute error, a root of the mean square and a share that is off by one") {
  auto fold = tally_fold("count", Aggregate::corpus);
  REQUIRE(fold != nullptr);
  CHECK_FALSE(fold->value());
  // Errors 0, -1, 3: MAE 4/3, RMSE sqrt(10/3); two of four answers are off by one at most.
  fold->add(count_tally(0), "a");
  fold->add(count_tally(-1), "a");
  fold->add(count_tally(3), "a");
  fold->add(count_tally(std::nullopt), "a");
  CHECK(fold->value().value() == Approx(4.0 / 3));
  CHECK(figure(*fold, "mae").value() == Approx(4.0 / 3));
  CHECK(figure(*fold, "rmse").value() == Approx(1.8257418583505538));
  CHECK(figure(*fold, "obo").value() == Approx(0.5));
}

}  // namespace sightline

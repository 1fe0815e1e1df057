#include "metric/box_figures.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "assertion/tally_boxes.h"
#include "metric/average_precision.h"
#include "metric/box_matching.h"

namespace sightline {
namespace {

/// The greatest sum over all ways to give each row of no more rows than columns a column.
double best_of_all(const OverlapTable& table) {
  std::vector<std::size_t> columns(table.columns());
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  double best = 0;
  do {
    double sum = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) sum += table.at(row, columns[row]);
    best = std::max(best, sum);
  } while (std::next_permutation(columns.begin(), columns.end()));
  return best;
}

OverlapTable random_table(std::mt19937& random) {
  const std::size_t rows = random() % 6;
  const std::size_t columns = random() % 6;
  std::vector<double> values(rows * columns);
  // Few different figures, so that there are ties.
  for (double& value : values) value = static_cast<double>(random() % 6) / 5;
  return {rows, columns, std::move(values)};
}

const BoxScore& score_of(std::string_view name) {
  return *std::ranges::find(box_scores(), name, &BoxScore::name);
}

struct Answered {
  std::vector<LabelledBox> expected;
  std::vector<LabelledBox> predicted;
};

/// Three images of cats and dogs; the third has none.
std::vector<Answered> corpus() {
  return {{{{{0, 0, 100, 100}, "cat"}, {{200, 200, 300, 300}, "cat"}, {{50, 50, 90, 90}, "dog"}},
           {{{0, 0, 100, 80}, "cat", 0.9},
            {{210, 200, 300, 300}, "cat", 0.4},
            {{0, 0, 10, 10}, "dog", 0.8},
            {{0, 0, 10, 10}, "bird", 0.7}}},
          {{{{0, 0, 50, 50}, "cat"}},
           {{{100, 100, 150, 150}, "cat", 0.6}, {{0, 0, 50, 45}, "cat", 0.5}, {{0, 0, 20, 20}, "dog", 0.95}}},
          {{}, {{{5, 5, 10, 10}, "cat", 0.95}}}};
}

std::optional<double> folded(std::string_view score, const std::vector<double>& thresholds,
                             const std::vector<Answered>& answers) {
  const auto fold = tally_fold("boxes", Aggregate::corpus);
  for (const Answered& one : answers) {
    const BoxFigures figures = box_figures(one.expected, one.predicted, BoxMatching::greedy, thresholds);
    fold->add(box_tally(score_of(score), figures, one.expected, one.predicted, thresholds), "");
  }
  return fold->value();
}

}  // namespace

TEST_CASE("answers that were asked for different scores have no figure in common") {
  const auto fold = tally_fold("boxes", Aggregate::corpus);
  for (const char* score : {"f1", "recall"}) {
    fold->add(box_tally(score_of(score), {}, {{{0, 0, 9, 9}, "cat"}}, {}, {0.5}), "");
  }
  CHECK(fold->value() == std::nullopt);
}

TEST_CASE("optimal pairs have the greatest sum of overlaps") {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    const OverlapTable table = random_table(random);
    if (table.rows() > table.columns()) continue;
    double sum = 0;
    for (const BoxPair& pair : pairs_of_best_sum(table)) sum += pair.iou;
    CHECK(sum == Approx(best_of_all(table)).margin(1e-12));
  }
}

TEST_CASE("overlap is the share of what both boxes cover") {
  CHECK(box_iou({0, 0, 100, 100}, {0, 0, 100, 100}) == 1);
  CHECK(box_iou({0, 0, 100, 100}, {50, 0, 150, 100}) == Approx(1.0 / 3));
  CHECK(box_iou({0, 0, 100, 100}, {100, 0, 200, 100}) == 0);
  CHECK(box_iou({100, 100, 0, 0}, {0, 0, 100, 100}) == 0);
  CHECK(box_iou({5, 5, 5, 5}, {5, 5, 5, 5}) == 0);
}

TEST_CASE("by score, a box takes the free one that it overlaps most, and of equal ones the last") {
  const OverlapTable table(3, 2, {0.6, 0.9, 0.6, 0.2, 0.5, 0.9});
  const auto told = [](const std::vector<BoxPair>& pairs) {
    std::string text;
    for (const BoxPair& pair : pairs) text += fmt::format("{}-{} ", pair.predicted, pair.expected);
    return text;
  };
  CHECK(told(pairs_by_order(table, {0, 1}, 0.5)) == "0-1 1-2 ");
  CHECK(told(pairs_by_order(table, {1, 0}, 0.6)) == "1-2 0-1 ");
  CHECK(told(pairs_by_order(table, {0, 1}, 0.7)) == "1-2 ");
  CHECK(told(pairs_by_order(table, {1}, 1)).empty());
  CHECK(told(pairs_by_order(OverlapTable(1, 1, {0}), {0}, 0)).empty());
}

TEST_CASE("thresholds are those of cocoeval's linspace") {
  CHECK(iou_thresholds(0.5, 0.95, 0.05).size() == 10);
  CHECK(iou_thresholds(0.5, 0.95, 0.05)[2] == Approx(0.6));
  CHECK(iou_thresholds(0.5, 0.95, 0.05).back() == 0.95);
  CHECK(iou_thresholds(0.5, 0.6, 1) == std::vector<double>{0.6});
}

// The figures are those of a transcription of cocoeval's accumulate.
TEST_CASE("average precision is cocoeval's") {
  CHECK(average_precision({}, 1) == 0);
  CHECK(average_precision({{1, true}}, 1) == 1);
  CHECK(average_precision({{0.9, true}, {0.8, false}, {0.7, true}}, 4) == Approx(0.4224422442244221).epsilon(1e-12));
  CHECK(average_precision({{0.9, false}, {0.8, true}, {0.7, true}, {0.6, false}}, 2) ==
        Approx(0.666666666666666).epsilon(1e-12));
  // Equal scores stay in the order of their images.
  CHECK(average_precision({{0.5, true}, {0.9, false}, {0.9, true}}, 2) == Approx(0.666666666666666).epsilon(1e-12));
}

TEST_CASE("over many answers AP is the corpus's, over labels that are expected somewhere") {
  CHECK(*folded("ap", {0.5}, corpus()) == Approx(0.3000000000000005).epsilon(1e-12));
  CHECK(*folded("ap", iou_thresholds(0.5, 0.95, 0.05), corpus()) == Approx(0.23653465346534733).epsilon(1e-12));
  CHECK_FALSE(folded("ap", {0.5}, {corpus()[2]}));
}

TEST_CASE("over many answers counts are added up") {
  // 3 of 4 expected boxes are found, of 8 predicted ones.
  CHECK(*folded("precision", {0.5}, corpus()) == Approx(3.0 / 8));
  CHECK(*folded("recall", {0.5}, corpus()) == Approx(3.0 / 4));
  CHECK(*folded("f1", {0.5}, corpus()) == Approx(2.0 * 3 / 12));
  CHECK(*folded("f1", {0.5, 0.85}, corpus()) == Approx((2.0 * 3 / 12 + 2.0 * 2 / 12) / 2));
  CHECK(*folded("count", {0.5}, corpus()) == 0);
  CHECK(*folded("mean_iou", {0.5}, corpus()) == Approx((0.8 + 0.9 + 0.9) / 4));
  CHECK(*folded("center", {0.5}, corpus()) == Approx(3.0 / 4));
  CHECK_FALSE(folded("recall", {0.5}, {corpus()[2]}));
  CHECK(*folded("count", {0.5}, {{{}, {}}, corpus()[2]}) == Approx(0.5));
}

TEST_CASE("boxes where nothing is expected count against the average precision, whether labels are compared or not") {
  const Answered found{{{{0, 0, 10, 10}, ""}}, {{{0, 0, 10, 10}, "", 0.5}}};
  const Answered labelled{{{{0, 0, 10, 10}, "cat"}}, {{{0, 0, 10, 10}, "cat", 0.5}}};
  const Answered nothing{{}, {{{0, 0, 10, 10}, "cat", 0.9}, {{0, 0, 10, 10}, "dog", 0.8}}};
  CHECK(*folded("ap", {0.5}, {found}) == Approx(1));
  CHECK(*folded("ap", {0.5}, {found, nothing}) == Approx(1.0 / 3));
  CHECK(*folded("ap", {0.5}, {labelled, nothing}) == Approx(1.0 / 2));
}

TEST_CASE("at most 100 boxes of a label count for cocoeval, those of the highest scores") {
  Answered answer{{{{0, 0, 10, 10}, ""}}, {}};
  for (int i = 0; i < 100; ++i) answer.predicted.push_back({{50, 50, 60, 60}, "", 0.9});
  answer.predicted.push_back({{0, 0, 10, 10}, "", 0.1});
  CHECK(box_figures(answer.expected, answer.predicted, BoxMatching::greedy, {0.5}).recall == 1);
  CHECK(box_figures(answer.expected, answer.predicted, BoxMatching::coco, {0.5}).recall == 0);
  CHECK(box_figures(answer.expected, answer.predicted, BoxMatching::coco, {0.5}).ap == 0);
  answer.predicted.back().score = 0.95;
  CHECK(box_figures(answer.expected, answer.predicted, BoxMatching::coco, {0.5}).ap == 1);
}

TEST_CASE("a thousand boxes are paired with three hundred") {
  std::mt19937 random(3);
  const auto box = [&random] {
    const auto at = [&random] { return static_cast<double>(random() % 900); };
    const double x = at();
    const double y = at();
    return LabelledBox{{x, y, x + 100, y + 100}, "", {}};
  };
  Answered answer;
  for (int i = 0; i < 300; ++i) answer.expected.push_back(box());
  for (int i = 0; i < 1'000; ++i) answer.predicted.push_back(box());
  const BoxFigures optimal = box_figures(answer.expected, answer.predicted, BoxMatching::optimal, {0.1});
  const BoxFigures greedy = box_figures(answer.expected, answer.predicted, BoxMatching::greedy, {0.1});
  CHECK(optimal.iou_sum > greedy.iou_sum);
  CHECK(optimal.recall >= greedy.recall);
}

}  // namespace sightline

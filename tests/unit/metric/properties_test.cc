#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "base/text.h"
#include "metric/anls.h"
#include "metric/boxes.h"
#include "metric/common_subsequence.h"
#include "metric/edit_distance.h"
#include "metric/rouge.h"
#include "metric/token_f1.h"
#include "metric/tree_distance.h"

namespace sightline {
namespace {

constexpr int kRounds = 2000;
/// Beside plain letters what has several forms: case mappings that change the length, marks, digits, blanks.
constexpr std::array<std::string_view, 16> kPieces{"a", "b", "a", "B",       "the ", " ", " ", "\t",
                                                   "ß", "İ", "é", "e\u0301", "1",    ",", ".", "漢"};

class Texts {
 public:
  std::string next(std::size_t most) {
    std::string text;
    const std::size_t pieces = random_() % (most + 1);
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random_() % kPieces.size()];
    return text;
  }

 private:
  std::mt19937 random_{20261120};
};

bool is_share(double value) {
  return value >= 0 && value <= 1;
}

TreeShape random_tree(std::mt19937& random) {
  TreeShape tree;
  std::size_t open = 0;
  for (std::size_t nodes = random() % 8; nodes > 0; --nodes) {
    const std::size_t children = random() % (open + 1);
    tree.add(children);
    open += 1 - children;
  }
  tree.add(open);
  return tree;
}

}  // namespace

TEST_CASE("the edit distance is a distance, and a common subsequence is common to both") {
  Texts texts;
  for (int round = 0; round < kRounds; ++round) {
    const std::u32string a = code_points(texts.next(90));
    const std::u32string b = code_points(texts.next(90));
    const std::u32string c = code_points(texts.next(90));
    const std::size_t distance = edit_distance(a, b);
    REQUIRE(distance == edit_distance(b, a));
    REQUIRE(edit_distance(a, a) == 0);
    REQUIRE((distance == 0) == (a == b));
    REQUIRE(distance <= std::max(a.size(), b.size()));
    REQUIRE(distance <= edit_distance(a, c) + edit_distance(c, b));
    const std::size_t common = common_subsequence(a, b);
    REQUIRE(common == common_subsequence(b, a));
    REQUIRE(common_subsequence(a, a) == a.size());
    // What is not common is removed from one and inserted from the other, at most.
    REQUIRE(distance <= a.size() + b.size() - 2 * common);
  }
}

TEST_CASE("ANLS is the same either way round, and a share") {
  Texts texts;
  for (const AnlsVariant variant : {AnlsVariant::official, AnlsVariant::pix2struct}) {
    for (int round = 0; round < kRounds; ++round) {
      const std::string a = texts.next(12);
      const std::string b = texts.next(12);
      INFO(quoted(a) << " and " << quoted(b));
      const double similarity = anls_similarity(a, b, variant);
      REQUIRE(is_share(anls(a, b, variant)));
      REQUIRE(similarity == anls_similarity(b, a, variant));
      REQUIRE(anls_similarity(a, a, variant) == 1);
    }
  }
}

TEST_CASE("token F1 is the same either way round, and a share") {
  Texts texts;
  for (const TokenF1Variant variant : {TokenF1Variant::inspect_ai, TokenF1Variant::multiset}) {
    for (int round = 0; round < kRounds; ++round) {
      // A reference that begins with a blank scores 0 of inspect_ai, whatever the answer.
      const std::string a = "x" + texts.next(12);
      const std::string b = "x" + texts.next(12);
      INFO(quoted(a) << " and " << quoted(b));
      const double f1 = token_f1(a, b, variant);
      REQUIRE(is_share(f1));
      REQUIRE(f1 == Approx(token_f1(b, a, variant)).margin(1e-15));
      REQUIRE(token_f1(a, a, variant) == 1);
    }
  }
}

TEST_CASE("Google's ROUGE has one F either way round, its precision and recall changing places") {
  Texts texts;
  for (const RougeType type : {RougeType::rouge1, RougeType::rouge2, RougeType::rouge_l}) {
    for (int round = 0; round < kRounds; ++round) {
      const std::string a = texts.next(16);
      const std::string b = texts.next(16);
      INFO(quoted(a) << " and " << quoted(b));
      const RougeScore score = GoogleRouge(type, a).score(b);
      const RougeScore turned = GoogleRouge(type, b).score(a);
      REQUIRE((is_share(score.precision) && is_share(score.recall) && is_share(score.f)));
      REQUIRE(score.precision == turned.recall);
      REQUIRE(score.recall == turned.precision);
      REQUIRE(score.f == Approx(turned.f).margin(1e-15));
    }
  }
}

TEST_CASE("IoU is the same either way round, a share, and 1 of a box with itself alone") {
  std::mt19937 random(20261120);
  // Few values, so that edges meet, boxes repeat, and some are empty or inverted.
  const auto edge = [&] { return static_cast<double>(random() % 7); };
  for (int round = 0; round < 20 * kRounds; ++round) {
    const Corners a{edge(), edge(), edge(), edge()};
    const Corners b{edge(), edge(), edge(), edge()};
    const double iou = box_iou(a, b);
    REQUIRE(is_share(iou));
    REQUIRE(iou == box_iou(b, a));
    const bool has_area = a[2] > a[0] && a[3] > a[1];
    REQUIRE(box_iou(a, a) == (has_area ? 1 : 0));
    REQUIRE((iou == 1) == (has_area && a == b));
  }
}

TEST_CASE("the distance of trees is a distance where its costs are the same either way") {
  std::mt19937 random(20261120);
  const auto one = [](std::size_t) { return 1.0; };
  const TreeCosts costs{.remove = one, .insert = one, .rename = [](std::size_t, std::size_t) { return 0.0; }};
  for (int round = 0; round < kRounds; ++round) {
    const TreeShape a = random_tree(random);
    const TreeShape b = random_tree(random);
    const TreeShape c = random_tree(random);
    const double distance = tree_distance(a, b, costs);
    REQUIRE(distance == tree_distance(b, a, costs));
    REQUIRE(tree_distance(a, a, costs) == 0);
    REQUIRE(distance >= std::abs(static_cast<double>(a.size()) - static_cast<double>(b.size())));
    REQUIRE(distance <= static_cast<double>(std::max(a.size(), b.size()) - 1) * 2);
    REQUIRE(distance <= tree_distance(a, c, costs) + tree_distance(c, b, costs));
  }
}

}  // namespace sightline

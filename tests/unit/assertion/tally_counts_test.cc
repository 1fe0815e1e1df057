// What kinds whose counts add up tell of a part of what was added: the same as a fold of that part.

#include <catch2/catch.hpp>

#include "assertion/tally.h"
#include "json/json.h"

namespace sightline {
namespace {

Node tally(std::string_view json) {
  const auto node = parse_json(json);
  REQUIRE(node);
  return *node;
}

struct Kind {
  std::string name;
  Aggregate aggregate;
  std::vector<Node> tallies;
};

std::vector<Kind> kinds_that_add_up() {
  return {
      {"rate", Aggregate::micro, {rate_tally(1, 10), rate_tally(3, 7), rate_tally(0, 4)}},
      {"f1", Aggregate::micro, {f1_tally(3, 1, 0), f1_tally(0, 2, 5), f1_tally(1, 1, 1)}},
      {"chair",
       Aggregate::micro,
       {tally(R"({"kind": "chair", "hallucinated": 1, "mentions": 4, "found": 3, "objects": 5})"),
        tally(R"({"kind": "chair", "hallucinated": 0, "mentions": 2, "found": 2, "objects": 2})"),
        tally(R"({"kind": "chair", "hallucinated": 2, "mentions": 3, "found": 1, "objects": 4})")}},
      {"yes_no",
       Aggregate::corpus,
       {yes_no_tally("pope", true, true), yes_no_tally("pope", false, true), yes_no_tally("pope", true, true)}},
      {"yes_no",
       Aggregate::corpus,
       {yes_no_tally("vlmevalkit", true, true), yes_no_tally("vlmevalkit", false, std::nullopt),
        yes_no_tally("vlmevalkit", true, true)}},
      {"count", Aggregate::corpus, {count_tally(-2), count_tally(std::nullopt), count_tally(5)}},
      {"bleu",
       Aggregate::corpus,
       {tally(R"({"kind": "bleu", "variant": "sacrebleu", "correct": [5, 3, 2, 1], "total": [6, 5, 4, 3],
                  "sys_len": 6, "ref_len": 7})"),
        tally(R"({"kind": "bleu", "variant": "sacrebleu", "correct": [9, 8, 7, 6], "total": [9, 8, 7, 6],
                  "sys_len": 9, "ref_len": 9})"),
        tally(R"({"kind": "bleu", "variant": "sacrebleu", "correct": [2, 1, 0, 0], "total": [4, 3, 2, 1],
                  "sys_len": 4, "ref_len": 8})")}},
      {"boxes",
       Aggregate::corpus,
       {tally(R"({"kind": "boxes", "score": "f1", "found": [2, 1], "expected": 3, "predicted": 2, "iou": 1.4})"),
        tally(R"({"kind": "boxes", "score": "f1", "found": [0, 0], "expected": 1, "predicted": 4, "iou": 0.2})"),
        tally(R"({"kind": "boxes", "score": "f1", "found": [1, 1], "expected": 1, "predicted": 1, "iou": 0.9})")}},
      {"boxes",
       Aggregate::corpus,
       {tally(R"({"kind": "boxes", "score": "iou", "found": [2], "expected": 3, "predicted": 2, "iou": 1.4})"),
        tally(R"({"kind": "boxes", "score": "iou", "found": [0], "expected": 1, "predicted": 4, "iou": 0.2})"),
        tally(R"({"kind": "boxes", "score": "iou", "found": [1], "expected": 1, "predicted": 1, "iou": 0.9})")}},
  };
}

std::unique_ptr<TallyFold> folded_counts(const Kind& kind, const std::vector<std::size_t>& which) {
  auto fold = tally_fold(kind.name, kind.aggregate);
  REQUIRE(fold != nullptr);
  for (const std::size_t i : which) fold->add(kind.tallies[i], "image" + std::to_string(i));
  return fold;
}

std::optional<double> summed(const TallyFold& fold, const Kind& kind, const std::vector<std::size_t>& which) {
  std::vector<double> sums(fold.counts(kind.tallies[0]).size());
  REQUIRE_FALSE(sums.empty());
  for (const std::size_t i : which) {
    const std::vector<double> counts = fold.counts(kind.tallies[i]);
    REQUIRE(counts.size() == sums.size());
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += counts[k];
  }
  return fold.value_of(sums);
}

}  // namespace

TEST_CASE("Sums of counts tell the metric of any part, with repetitions, as a fold of that part does") {
  for (const Kind& kind : kinds_that_add_up()) {
    const auto all = folded_counts(kind, {0, 1, 2});
    for (const std::vector<std::size_t>& part : {std::vector<std::size_t>{0, 1, 2}, {0, 2}, {1, 0, 0}, {2, 2, 1, 0}}) {
      const auto value = folded_counts(kind, part)->value();
      INFO(kind.name << ' ' << part.size());
      REQUIRE(value);
      const auto sum = summed(*all, kind, part);
      REQUIRE(sum);
      CHECK(*sum == Approx(*value));
    }
  }
}

TEST_CASE("CIDEr of a part is told with the frequencies of all references") {
  Kind cider{"cider", Aggregate::corpus, {}};
  for (const char* answer : {"a red car", "a blue bus on a road", "two dogs play"}) {
    Node one;
    one.set("kind", "cider");
    one.set("answer", answer);
    one.set("references", Node::List{Node("a red car on a road"), Node("two dogs play ball")});
    cider.tallies.push_back(one);
  }
  cider.tallies[1].set("references", Node::List{Node("a blue bus")});
  const auto all = folded_counts(cider, {0, 1, 2});
  CHECK(*summed(*all, cider, {0, 1, 2}) == Approx(*all->value()));
  const double first = *summed(*all, cider, {0});
  const double others = *summed(*all, cider, {1, 2});
  CHECK((first + 2 * others) / 3 == Approx(*all->value()));
}

TEST_CASE("What looks at images as a whole, or ranks the boxes of all, has no sums") {
  const auto mme = tally_fold("yes_no", Aggregate::corpus);
  mme->add(yes_no_tally("mme", true, true), "a");
  CHECK(mme->counts(yes_no_tally("mme", true, true)).empty());
  const Node ap = tally(R"({"kind": "boxes", "score": "ap", "labels": []})");
  const auto boxes = tally_fold("boxes", Aggregate::corpus);
  boxes->add(ap, "a");
  CHECK(boxes->counts(ap).empty());
}

TEST_CASE("Of errors less is better, and what has no whole has no margin of it") {
  const auto higher_is_better = [](const char* kind, Aggregate aggregate) {
    return tally_fold(kind, aggregate)->higher_is_better();
  };
  CHECK_FALSE(higher_is_better("rate", Aggregate::micro));
  CHECK_FALSE(higher_is_better("chair", Aggregate::micro));
  CHECK_FALSE(higher_is_better("count", Aggregate::corpus));
  CHECK(higher_is_better("f1", Aggregate::micro));
  CHECK(higher_is_better("bleu", Aggregate::corpus));
  CHECK(tally_fold("bleu", Aggregate::corpus)->whole() == 100.0);
  CHECK(tally_fold("rate", Aggregate::micro)->whole() == 1.0);
  CHECK_FALSE(tally_fold("count", Aggregate::corpus)->whole());
}

}  // namespace sightline

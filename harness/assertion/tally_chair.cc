#include "assertion/tally.h"
#include "assertion/tally_reading.h"
#include "metric/chair.h"

namespace sightline {
namespace {

class ChairFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view /*cluster*/) override {
    ++captions_;
    hallucinated_ += number_in(tally, "hallucinated");
    mentions_ += number_in(tally, "mentions");
    found_ += number_in(tally, "found");
    objects_ += number_in(tally, "objects");
    flagged_ += number_in(tally, "hallucinated") > 0 ? 1 : 0;
  }

  std::optional<double> value() const override {
    return mentions_ > 0 ? std::optional(hallucinated_ / mentions_) : std::nullopt;
  }

  bool higher_is_better() const override { return false; }
  std::vector<double> counts(const Node& tally) const override {
    return {number_in(tally, "hallucinated"), number_in(tally, "mentions")};
  }
  std::optional<double> value_of(std::span<const double> sums) const override { return quotient(sums[0], sums[1]); }

  Node figures() const override {
    Node figures;
    if (captions_ > 0) figures.set("chair_s", flagged_ / captions_);
    if (objects_ > 0) figures.set("recall", found_ / objects_);
    return figures;
  }

 private:
  double captions_ = 0;
  double flagged_ = 0;
  double hallucinated_ = 0;
  double mentions_ = 0;
  double found_ = 0;
  double objects_ = 0;
};

}  // namespace

Node chair_tally(const ChairScore& score) {
  Node tally;
  tally.set("kind", "chair");
  tally.set("hallucinated", static_cast<double>(score.hallucinated.size()));
  tally.set("mentions", static_cast<double>(score.mentions.size()));
  tally.set("found", static_cast<double>(score.found));
  tally.set("objects", static_cast<double>(score.objects));
  return tally;
}

std::unique_ptr<TallyFold> chair_fold() {
  return std::make_unique<ChairFold>();
}

}  // namespace sightline

#include "assertion/tally.h"

#include <algorithm>
#include <array>
#include <utility>

#include "assertion/tally_bleu.h"
#include "assertion/tally_boxes.h"
#include "assertion/tally_cider.h"
#include "assertion/tally_reading.h"

namespace sightline {
namespace {

class RateFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view /*cluster*/) override {
    errors_ += number_in(tally, "errors");
    total_ += number_in(tally, "total");
  }
  std::optional<double> value() const override { return quotient(errors_, total_); }
  bool higher_is_better() const override { return false; }
  std::vector<double> counts(const Node& tally) const override {
    return {number_in(tally, "errors"), number_in(tally, "total")};
  }
  std::optional<double> value_of(std::span<const double> sums) const override { return quotient(sums[0], sums[1]); }

 private:
  double errors_ = 0;
  double total_ = 0;
};

class F1Fold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view /*cluster*/) override {
    const std::vector<double> added = counts(tally);
    hits_ += added[0];
    misses_ += added[1];
  }
  std::optional<double> value() const override { return f1(hits_, misses_); }
  std::vector<double> counts(const Node& tally) const override {
    return {number_in(tally, "tp"), number_in(tally, "fp") + number_in(tally, "fn")};
  }
  std::optional<double> value_of(std::span<const double> sums) const override { return f1(sums[0], sums[1]); }

 private:
  static std::optional<double> f1(double hits, double misses) { return quotient(2 * hits, 2 * hits + misses); }

  double hits_ = 0;
  double misses_ = 0;
};

template <typename Fold>
std::unique_ptr<TallyFold> made() {
  return std::make_unique<Fold>();
}

struct KnownFold {
  std::string_view kind;
  Aggregate aggregate;
  std::unique_ptr<TallyFold> (*make)();
};
constexpr std::array kFolds{
    KnownFold{"rate", Aggregate::micro, made<RateFold>},

    KnownFold{"f1", Aggregate::micro, made<F1Fold>},

    KnownFold{"chair", Aggregate::micro, chair_fold},

    KnownFold{"yes_no", Aggregate::corpus, yes_no_fold},

    KnownFold{"count", Aggregate::corpus, count_fold},

    KnownFold{"bleu", Aggregate::corpus, made<BleuFold>},

    KnownFold{"cider", Aggregate::corpus, made<CiderFold>},

    KnownFold{"boxes", Aggregate::corpus, box_fold},
};

}  // namespace

Node rate_tally(double errors, double total) {
  Node tally;
  tally.set("kind", "rate");
  tally.set("errors", errors);
  tally.set("total", total);
  return tally;
}

Node f1_tally(double true_positives, double false_positives, double false_negatives) {
  Node tally;
  tally.set("kind", "f1");
  tally.set("tp", true_positives);
  tally.set("fp", false_positives);
  tally.set("fn", false_negatives);
  return tally;
}

std::unique_ptr<TallyFold> tally_fold(std::string_view kind, Aggregate aggregate) {
  const auto* found = std::ranges::find_if(
      kFolds, [&](const KnownFold& fold) { return fold.kind == kind && fold.aggregate == aggregate; });
  return found == kFolds.end() ? nullptr : found->make();
}

}  // namespace sightline

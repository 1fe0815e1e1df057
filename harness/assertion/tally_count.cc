#include <cmath>

#include "assertion/tally.h"
#include "assertion/tally_reading.h"

namespace sightline {
namespace {

class CountFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view /*cluster*/) override {
    total_ += 1;
    const Node* error = tally.find("error");
    if (error == nullptr || !error->is_number()) return;
    const double off = std::abs(error->number());
    read_ += 1;
    sum_ += off;
    squares_ += off * off;
    near_ += off <= 1 ? 1 : 0;
  }

  std::optional<double> value() const override { return read_ > 0 ? std::optional(sum_ / read_) : std::nullopt; }
  bool higher_is_better() const override { return false; }
  std::optional<double> whole() const override { return std::nullopt; }
  std::vector<double> counts(const Node& tally) const override {
    const Node* error = tally.find("error");
    if (error == nullptr || !error->is_number()) return {0, 0};
    return {std::abs(error->number()), 1};
  }
  std::optional<double> value_of(std::span<const double> sums) const override { return quotient(sums[0], sums[1]); }

  /// An answer without a count is not off by one at most.
  Node figures() const override {
    Node figures;
    if (read_ > 0) {
      figures.set("mae", sum_ / read_);
      figures.set("rmse", std::sqrt(squares_ / read_));
    }
    if (total_ > 0) figures.set("obo", near_ / total_);
    return figures;
  }

 private:
  double total_ = 0;
  double read_ = 0;
  double sum_ = 0;
  double squares_ = 0;
  double near_ = 0;
};

}  // namespace

Node count_tally(std::optional<double> error) {
  Node tally;
  tally.set("kind", "count");
  if (error) {
    tally.set("error", *error);
  } else {
    tally.set("unread", true);
  }
  return tally;
}

std::unique_ptr<TallyFold> count_fold() {
  return std::make_unique<CountFold>();
}

}  // namespace sightline

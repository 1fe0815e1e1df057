#include <map>
#include <string>
#include <utility>

#include "assertion/tally.h"
#include "assertion/tally_reading.h"

namespace sightline {
namespace {

constexpr double kPerCent = 100;

/// Tallies of several variants have no metric in common: there is no value then.
class YesNoFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view cluster) override { add_repeat(tally, cluster, 0); }

  void add_repeat(const Node& tally, std::string_view cluster, unsigned repeat) override {
    const std::string name = text_in(tally, "variant");
    is_mixed_ = is_mixed_ || (total_ > 0 && name != variant_);
    variant_ = name;
    const double right = number_in(tally, "right");
    total_ += 1;
    right_ += right;
    hits_ += number_in(tally, "tp");
    false_alarms_ += number_in(tally, "fp");
    misses_ += number_in(tally, "fn");
    bool& all_right = clusters_.try_emplace({std::string(cluster), repeat}, true).first->second;
    all_right = all_right && right > 0;
  }

  std::optional<double> value() const override {
    const auto accuracy = quotient(right_, total_);
    if (is_mixed_ || !accuracy) return std::nullopt;
    if (variant_ == "pope") return f1();
    const double plus = variant_ == "mme" ? right_clusters() / static_cast<double>(clusters_.size()) : 0;
    return kPerCent * (*accuracy + plus);
  }

  std::optional<double> whole() const override { return variant_ == "pope" ? 1 : kPerCent; }

  /// `mme` looks at clusters as a whole, which no sum of questions tells.
  std::vector<double> counts(const Node& tally) const override {
    if (variant_ == "mme") return {};
    return {number_in(tally, "right"), 1, number_in(tally, "tp"), number_in(tally, "fp") + number_in(tally, "fn")};
  }

  std::optional<double> value_of(std::span<const double> sums) const override {
    if (is_mixed_) return std::nullopt;
    if (variant_ == "pope") return quotient(2 * sums[2], 2 * sums[2] + sums[3]);
    return quotient(kPerCent * sums[0], sums[1]);
  }

  Node figures() const override {
    Node figures;
    const auto set = [&](const char* name, std::optional<double> figure) {
      if (figure) figures.set(name, *figure);
    };
    set("accuracy", quotient(right_, total_));
    set("precision", quotient(hits_, hits_ + false_alarms_));
    set("recall", quotient(hits_, hits_ + misses_));
    set("f1", f1());
    set("yes_ratio", quotient(hits_ + false_alarms_, total_));
    return figures;
  }

 private:
  std::optional<double> f1() const { return quotient(2 * hits_, 2 * hits_ + false_alarms_ + misses_); }

  double right_clusters() const {
    double count = 0;
    for (const auto& [cluster, all_right] : clusters_) count += all_right ? 1 : 0;
    return count;
  }

  std::string variant_;
  bool is_mixed_ = false;
  double total_ = 0;
  double right_ = 0;
  double hits_ = 0;
  double false_alarms_ = 0;
  double misses_ = 0;
  std::map<std::pair<std::string, unsigned>, bool> clusters_;
};

}  // namespace

Node yes_no_tally(std::string_view variant, bool expected, std::optional<bool> found) {
  const auto count = [](bool holds) { return Node(holds ? 1 : 0); };
  Node tally;
  tally.set("kind", "yes_no");
  tally.set("variant", variant);
  tally.set("right", count(found == expected));
  tally.set("tp", count(expected && found == true));
  tally.set("fp", count(!expected && found == true));
  tally.set("fn", count(expected && found != true));
  tally.set("tn", count(!expected && found == false));
  return tally;
}

std::unique_ptr<TallyFold> yes_no_fold() {
  return std::make_unique<YesNoFold>();
}

}  // namespace sightline

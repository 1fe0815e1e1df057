#include "assertion/tally_boxes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "assertion/tally_reading.h"
#include "metric/average_precision.h"

namespace sightline {
namespace {

Node hits_node(const std::vector<RankedHit>& hits) {
  std::string marks;
  for (const RankedHit& hit : hits) marks += hit.is_hit ? '1' : '0';
  return marks;
}

/// Scores once a label, and a text of hits and misses a threshold: "1101".
Node labels_of(const HitsByLabel& labels) {
  Node::List list;
  for (const auto& [label, of_label] : labels) {
    Node::List scores;
    Node::List hits;
    for (const RankedHit& hit : of_label.hits.front()) scores.emplace_back(hit.score);
    for (const auto& at_threshold : of_label.hits) hits.push_back(hits_node(at_threshold));
    Node one;
    one.set("label", label);
    one.set("expected", static_cast<double>(of_label.expected));
    one.set("scores", std::move(scores));
    one.set("hits", std::move(hits));
    list.push_back(std::move(one));
  }
  return list;
}

/// A log that somebody wrote may hold any number.
constexpr double kMostExpected = 1e9;

LabelHits hits_of(const Node& one) {
  const Node::List& scores = list_in(one, "scores");
  LabelHits label{.expected = static_cast<std::size_t>(std::clamp(number_in(one, "expected"), 0.0, kMostExpected)),
                  .hits = {}};
  for (const Node& hits : list_in(one, "hits")) {
    const std::string marks = hits.is_string() ? hits.string() : "";
    auto& at_threshold = label.hits.emplace_back();
    for (std::size_t i = 0; i < std::min(scores.size(), marks.size()); ++i) {
      at_threshold.push_back({scores[i].is_number() ? scores[i].number() : 0, marks[i] == '1'});
    }
  }
  return label;
}

void append(LabelHits& all, const LabelHits& more) {
  all.expected += more.expected;
  all.hits.resize(std::max(all.hits.size(), more.hits.size()));
  for (std::size_t t = 0; t < more.hits.size(); ++t) {
    all.hits[t].insert(all.hits[t].end(), more.hits[t].begin(), more.hits[t].end());
  }
}

struct Counts {
  double found = 0;
  double expected = 0;
  double predicted = 0;
};

double f1_of(const Counts& counts) {
  return 2 * counts.found / (counts.expected + counts.predicted);
}
double precision_of(const Counts& counts) {
  return counts.found / counts.predicted;
}
double recall_of(const Counts& counts) {
  return counts.found / counts.expected;
}

/// Places in the sums of what answers count; behind them, one for each threshold, the boxes found.
enum Sum : std::size_t { kAnswers, kExpected, kPredicted, kIou, kCentres, kCount, kFound };

std::optional<double> mean_over_thresholds(double (*figure)(const Counts&), std::span<const double> sums,
                                           double whole) {
  if (whole <= 0 || sums.size() <= kFound) return std::nullopt;
  double total = 0;
  for (const double found : sums.subspan(kFound)) total += figure({found, sums[kExpected], sums[kPredicted]});
  return total / static_cast<double>(sums.size() - kFound);
}

class BoxFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view /*cluster*/) override {
    const std::string score = text_in(tally, "score");
    is_mixed_ = is_mixed_ || (sums_[kAnswers] > 0 && score != score_);
    score_ = score;
    const std::vector<double> added = counts_of(tally);
    sums_.resize(std::max(sums_.size(), added.size()));
    for (std::size_t i = 0; i < added.size(); ++i) sums_[i] += added[i];
    for (const Node& one : list_in(tally, "labels")) labels_.emplace_back(text_in(one, "label"), hits_of(one));
  }

  /// Nothing where the answers were asked for different scores.
  std::optional<double> value() const override {
    if (!is_mixed_ && score_ == "ap") return mean_average_precision(by_label());
    return value_of(sums_);
  }

  /// Average precision ranks the boxes of all answers, which no sum tells.
  std::vector<double> counts(const Node& tally) const override {
    return score_ == "ap" ? std::vector<double>() : counts_of(tally);
  }

  std::optional<double> value_of(std::span<const double> sums) const override {
    if (is_mixed_) return std::nullopt;
    if (score_ == "f1") return mean_over_thresholds(f1_of, sums, sums[kExpected] + sums[kPredicted]);
    if (score_ == "precision") return mean_over_thresholds(precision_of, sums, sums[kPredicted]);
    if (score_ == "recall") return mean_over_thresholds(recall_of, sums, sums[kExpected]);
    if (score_ == "count") return quotient(sums[kCount], sums[kAnswers]);
    return quotient(sums[score_ == "center" ? kCentres : kIou], sums[kExpected]);
  }

 private:
  static std::vector<double> counts_of(const Node& tally) {
    std::vector<double> counts{1};
    for (const char* key : {"expected", "predicted", "iou", "center", "count"}) counts.push_back(number_in(tally, key));
    for (const Node& found : list_in(tally, "found")) counts.push_back(found.is_number() ? found.number() : 0);
    return counts;
  }

  /// Where no expected box has a label, no label counts: neither do those of answers to which nothing is expected.
  HitsByLabel by_label() const {
    const bool are_compared =
        std::ranges::any_of(labels_, [](const auto& one) { return one.second.expected > 0 && !one.first.empty(); });
    HitsByLabel all;
    for (const auto& [label, hits] : labels_) append(all[are_compared ? label : ""], hits);
    return all;
  }

  bool is_mixed_ = false;
  std::string score_;
  std::vector<double> sums_ = std::vector<double>(kFound);
  std::vector<std::pair<std::string, LabelHits>> labels_;  ///< As the answers came.
};

}  // namespace

Node box_tally(const BoxScore& score, const BoxFigures& figures, const std::vector<LabelledBox>& expected,
               const std::vector<LabelledBox>& predicted, const std::vector<double>& thresholds) {
  Node tally;
  tally.set("kind", "boxes");
  tally.set("score", score.name);
  if (score.name == "ap") {
    tally.set("labels", labels_of(hits_by_label(expected, predicted, thresholds)));
    return tally;
  }
  Node::List found;
  for (const std::size_t count : figures.found) found.emplace_back(static_cast<double>(count));
  tally.set("found", std::move(found));
  tally.set("expected", static_cast<double>(expected.size()));
  tally.set("predicted", static_cast<double>(predicted.size()));
  tally.set("iou", figures.iou_sum);
  tally.set("center", static_cast<double>(figures.centers));
  tally.set("count", figures.count);
  return tally;
}

std::unique_ptr<TallyFold> box_fold() {
  return std::make_unique<BoxFold>();
}

}  // namespace sightline

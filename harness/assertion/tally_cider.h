#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/tally.h"
#include "metric/cider.h"

namespace sightline {

/// kind `cider`: the caption `answer` and its `references`, in the form that is compared.
Node cider_tally(std::string_view answer, const std::vector<std::string>& references);

/// CIDEr-D of a corpus, as pycocoevalcap gives it: the mean over all answers, with the frequencies of all references
/// that were added. References of one cluster are one image's, however many answers it has; without a name for the
/// cluster each answer is an image of its own.
class CiderFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view cluster) override;
  std::optional<double> value() const override;
  std::optional<double> whole() const override { return std::nullopt; }
  std::vector<double> counts(const Node& tally) const override;
  std::optional<double> value_of(std::span<const double> sums) const override;

 private:
  struct Caption {
    CaptionGrams answer;
    std::vector<CaptionGrams> references;
  };
  static Caption caption_in(const Node& tally);
  const CiderFrequencies& frequencies() const;

  std::vector<Caption> captions_;
  std::map<std::string, std::vector<CaptionGrams>> images_;
  mutable std::optional<CiderFrequencies> frequencies_;  ///< Of `images_`, once they are asked for.
};

}  // namespace sightline

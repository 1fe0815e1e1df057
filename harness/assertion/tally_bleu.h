#pragma once

#include "assertion/tally.h"
#include "metric/bleu.h"

namespace sightline {

/// BLEU of a corpus, from the sums of its counts, in the variant of the first tally.
class BleuFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view cluster) override;
  std::optional<double> value() const override;
  std::optional<double> whole() const override { return 100; }
  std::vector<double> counts(const Node& tally) const override;
  std::optional<double> value_of(std::span<const double> sums) const override;

 private:
  BleuCounts counts_;
  std::optional<BleuVariant> variant_;
};

}  // namespace sightline

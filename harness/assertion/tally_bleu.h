#pragma once

#include "assertion/tally.h"
#include "metric/bleu.h"

namespace sightline {

/// BLEU of a corpus, from the sums of its counts, in the variant of the first tally.
class BleuFold final : public TallyFold {
 public:
  void add(const Node& tally, std::string_view cluster) override;
  std::optional<double> value() const override;

 private:
  BleuCounts counts_;
  std::optional<BleuVariant> variant_;
};

}  // namespace sightline

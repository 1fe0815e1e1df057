#pragma once

#include <memory>
#include <vector>

#include "assertion/tally.h"
#include "metric/box_figures.h"

namespace sightline {

/// kind `boxes`: what one answer adds to a figure over many, the figure being the one that its assertion asked for.
/// `ap`: the corpus's AP as cocoeval reports it, over labels and thresholds. `f1`, `precision`, `recall`: of the
/// counts' sums, by threshold, then the mean over thresholds. `mean_iou`, `center`: over all expected boxes. `count`:
/// the share of answers with the right number.
Node box_tally(const BoxScore& score, const BoxFigures& figures, const std::vector<LabelledBox>& expected,
               const std::vector<LabelledBox>& predicted, const std::vector<double>& thresholds);

/// The fold of these tallies.
std::unique_ptr<TallyFold> box_fold();

}  // namespace sightline

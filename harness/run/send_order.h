#pragma once

#include <cstddef>
#include <vector>

#include "run/plan.h"

namespace sightline {

/// The units of a plan, as indices, in the order in which an API is best asked: units that send the same leading image
/// follow each other, and among them those of the same prompt, since providers keep what the beginning of a request
/// came to for the next that begins likewise. A group stands where its first unit does; units without images keep their
/// places.
std::vector<std::size_t> order_by_image(const Plan& plan);

}  // namespace sightline

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/node.h"

namespace sightline {

/// Key information as Donut's evaluation has it: clovaai/donut donut/util.py, as open-compass/VLMEvalKit
/// vlmeval/dataset/utils/ccocr_evaluator/kie_evaluator.py runs it, without that file's own changes to texts (full width
/// to half width, blanks).

/// A path without the places in lists, "menu.name", and the value as Python's str() writes it, stripped.
using DonutField = std::pair<std::string, std::string>;

/// Keys by their length and then their order; empty values left out; every value a list (normalize_dict).
Node donut_normalised(const Node& value);
/// The fields of a value, in the order of the normalised one (flatten).
std::vector<DonutField> donut_fields(const Node& value);

/// F1 of counts: hits by hits, half of the misses and a millionth, so that it stays below 1.
double donut_f1(double hits, double misses);

/// nTED accuracy: 1 minus the tree edit distance from the answer to the expected value, by that from nothing to the
/// expected value; not below 0. Nothing where the two are too large to compare, or nothing is expected.
std::optional<double> nted_accuracy(const Node& expected, const Node& got);

}  // namespace sightline

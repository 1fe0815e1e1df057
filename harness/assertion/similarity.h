#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/assertion.h"
#include "assertion/options.h"
#include "assertion/pass_mark.h"

namespace sightline {

/// What a metric finds of an answer beside its references.
struct Likeness {
  double value = 0;  ///< In the metric's own unit.
  double score = 0;  ///< 0 to 1.
  /// The reference that counted; nothing where all count together.
  std::optional<std::size_t> nearest = {};
  Node evidence = {};  ///< A map, or null.
};

/// Compares an answer with the references that it was made of. In place of a finding it gives why there is none: that
/// the answer is too long, "but the answer has 1000000 characters; …".
using LikenessMetric =
    std::function<tl::expected<Likeness, std::string>(const std::string& answer, const PassMark& mark)>;

/// What assertions that compare the answer with reference texts differ in.
struct LikenessKind {
  std::string_view name;       ///< For reasons: "ANLS".
  std::string_view unit = {};  ///< Of the value.
  PassMark::Default mark = {};
  /// Reads the metric's own options; nothing where something is wrong with them. The references are in the form that
  /// is compared.
  LikenessMetric (*metric)(Options& options, std::vector<std::string> references) = nullptr;
};

/// A check that reads `at`, `normalize`, `expected` (a text or a list of them), `threshold`, `min` and `max`. An empty
/// reference is one; an empty answer is measured like others.
std::unique_ptr<const Check> compile_likeness(Options& options, const LikenessKind& kind);

/// The options that compile_likeness() reads; the references are the short form.
OptionSchema likeness_schema(const PassMark::Default& mark);

/// The best of several references: the greatest score, the least value among equal scores, the first among equals.
Likeness best_likeness(std::size_t references, const std::function<Likeness(std::size_t)>& likeness_of);

/// Why an answer is too long to be compared with texts of these lengths (all in `units`: "characters"); "" where it
/// is not. The bound is kMostEditWork.
std::string too_long(std::string_view metric, std::string_view units, std::size_t answer,
                     const std::vector<std::size_t>& references);

}  // namespace sightline

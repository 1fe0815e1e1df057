#pragma once

#include <map>
#include <string>

#include "model/comparison.h"

namespace sightline {

/// The figures of a measure in words: rates in per cent, their and scores' differences in points, costs in dollars.
class MeasureWords {
 public:
  explicit MeasureWords(const MeasureDifference& told);
  const std::string& noun() const { return noun_; }      ///< "pass rate", "metric anls"
  std::string value(std::optional<double> value) const;  ///< "92.0 %"; "-" of nothing.
  std::string difference() const;                        ///< "-2.5 points"
  std::string interval() const;                          ///< "-4.1 to -0.9"; "" where there is none.
  std::string margin() const;                            ///< "2 points", "5 %"
  std::string minimum_detectable() const;                ///< "5.1 points", "12 %"

 private:
  struct Style {
    double scale = 1;
    int digits = 3;
    std::string_view before = "";  ///< "$"
    std::string_view behind = "";  ///< " %"
  };
  std::string signed_number(double value) const;
  std::string size_of(double difference) const;

  const MeasureDifference& told_;
  std::string noun_;
  Style value_;
  Style difference_;
  bool is_relative_ = false;  ///< Its margin is a share of the base.
};

/// "worse: pass rate 92.0 % → 89.5 % (-2.5 points, 95 % interval -4.1 to -0.9)"; `fates`, where there are any, are told
/// behind the interval: "12 newly failing, 2 fixed of 400".
std::string sentence_of(const MeasureDifference& told, double confidence,
                        const std::map<UnitFate, std::uint64_t>& fates = {});

/// The whole comparison, from its slices and changes.
std::string sentence_of(const Comparison& comparison);

}  // namespace sightline

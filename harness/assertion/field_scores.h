#pragma once

#include <string_view>
#include <vector>

#include "assertion/field_match.h"
#include "metric/donut_fields.h"

namespace sightline {

/// What came of a comparison of fields: those that agree, those of the answer that nothing agrees with (false
/// positives), those expected that nothing agrees with (false negatives). A wrong value is one of each of the latter.
struct FieldCounts {
  double hits = 0;
  double extra = 0;
  double missing = 0;

  void add(const FieldFinding& finding);
  double misses() const { return extra + missing; }
  double precision() const;
  double recall() const;
};

/// Counts by counts F1: 2 hits by 2 hits and the misses, 1 where there is nothing on either side; or Donut's.
using FieldF1 = double (*)(const FieldCounts&);
double plain_field_f1(const FieldCounts& counts);
double donut_field_f1(const FieldCounts& counts);

/// What a document's fields come to, 0 to 1.
struct FieldScores {
  FieldCounts counts;
  double f1 = 0;          ///< Of all fields (micro).
  double macro_f1 = 0;    ///< The mean of the F1 of the fields of one name (".items[].price").
  bool is_exact = false;  ///< Every field is right and none is too many.
};
FieldScores score_fields(const std::vector<FieldFinding>& findings, FieldF1 f1);

/// Donut's comparison: fields are equal as pairs of path and text, each counted once.
std::vector<FieldFinding> match_donut_fields(const std::vector<DonutField>& expected,
                                             const std::vector<DonutField>& got);

}  // namespace sightline

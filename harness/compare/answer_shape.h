#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fixture/fixture.h"

namespace sightline {

/// Which members an answer's JSON has, and of which kinds, whatever their values.
struct AnswerShape {
  bool readable = false;  ///< It is JSON, or a stream of it.
  bool stream = false;
  /// Kinds ("a string") by path ("/choices/*/message/content"). Items of a list count together, and so do the events
  /// of a stream. A null is as good as absent: the API may leave any of them out.
  std::map<std::string, std::set<std::string>> members;
};

AnswerShape answer_shape(const RecordedResponse& response);

struct ShapeChange {
  std::string path;
  std::string before;  ///< "a string", or "absent".
  std::string after;
};

/// What differs, by path; below a member that came, went or changed its kind nothing more is told. Nothing where one of
/// the two is not readable.
std::vector<ShapeChange> shape_changes(const AnswerShape& before, const AnswerShape& after);

}  // namespace sightline

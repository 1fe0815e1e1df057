#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

/// What an answer is searched for.
enum class PlaceKind {
  box,   ///< Four numbers.
  point  ///< Two.
};

/// No image is as large: a number beyond it, either way, makes no place.
inline constexpr double kLargestCoordinate = 1e9;

/// A place as a model wrote it, in its own coordinates.
struct MarkedPlace {
  std::array<double, 4> numbers{};  ///< Of a point the first two.
  std::string label;                ///< Empty: none.
  std::optional<double> score;      ///< `score` or `confidence` beside it.
};

/// The places in a model's answer, and how they were found.
struct AnswerPlaces {
  bool readable = false;  ///< Places were found, or an empty list, which says that there are none.
  std::vector<MarkedPlace> places;
  std::size_t malformed = 0;  ///< What stands where a place is due and is none: three numbers, a text.
  /// How they were read, its steps joined by '+': `strict` (JSON and nothing else), `think` (the text after </think>),
  /// `fence`, `outermost`, `tags` (Qwen2-VL's <|box_start|>), `repair` (of what the step before it gave), `pattern`
  /// (brackets with the right number of numbers in them). Empty: not at all.
  std::string parse_path;
  bool is_clean = false;  ///< JSON alone, or one closed fenced block of it and nothing around.
  bool was_cut = false;   ///< The JSON ended too soon; places that were complete are here.
};

/// Which places of an answer count, and which member names them.
struct PlaceWanted {
  PlaceKind kind = PlaceKind::box;
  std::string label_key;  ///< Empty: `label`, else `name`, `category` and the like.
};

/// Climbs down a ladder of readings and takes the first that gives places: strict JSON, the text after a thought,
/// fenced blocks, Qwen2-VL's tags, the outermost brackets, these with their JSON repaired, brackets anywhere. Shapes
/// that count: bbox_2d, bbox, box … (point_2d, point …) over four (two) numbers or over lists of them, alone, in a list
/// or deeper; x1 y1 x2 y2 and xmin … (x y); lists of four (two) numbers without a key. Numbers are never reordered or
/// clamped. Linear in the answer's length.
///
/// References: QwenLM/Qwen3-VL evaluation/ODinW-13/run_odinw.py and cookbooks/spatial_understanding.ipynb,
/// EvolvingLMMs-Lab/lmms-eval lmms_eval/tasks/refcoco_grounding/utils.py (keys), whose guesses of the scale are left
/// out.
AnswerPlaces read_answer_places(std::string_view text, const PlaceWanted& wanted);

/// The places in a value that was picked out of an answer.
AnswerPlaces places_in(const Node& value, const PlaceWanted& wanted);

}  // namespace sightline

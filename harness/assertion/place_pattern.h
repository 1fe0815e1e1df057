#pragma once

#include "assertion/answer_places.h"

namespace sightline {

/// Places of Qwen2-VL's and Qwen-VL's own marks: <|box_start|>(x1,y1),(x2,y2)<|box_end|>, <box>…</box>, with the label
/// that <|object_ref_start|> or <ref> gives before them. For points <|point_start|> and <point>.
std::vector<MarkedPlace> find_tagged_places(std::string_view text, PlaceKind kind);

/// Brackets of the right number of numbers, wherever they stand: [1, 2, 3, 4], (1, 2, 3, 4), (1, 2), (3, 4); with the
/// label that stands as "label": "…" in the same pair of braces. Linear.
std::vector<MarkedPlace> find_bracketed_places(std::string_view text, const PlaceWanted& wanted);

}  // namespace sightline

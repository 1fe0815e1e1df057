#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/chat.h"

namespace sightline {

/// Stands before and after the number of an image in filled text: a byte that no UTF-8 has.
constexpr char kImageMark = '\xFF';

/// Fills a template through the mustache library. An image of `images` becomes its index in `shown`, between two marks,
/// and is added there. May be called from several threads.
std::string fill_mustache(std::string_view text, const Node& vars, const std::map<std::string, ImagePart>& images,
                          std::vector<ImagePart>& shown);

}  // namespace sightline

#pragma once

#include <array>
#include <string_view>

namespace sightline {

/// An object class and the words that name it in captions, parted by commas.
struct CocoObject {
  std::string_view name;
  std::string_view words;
};

/// The 80 classes of objects of COCO, with words of our own choice for each.
extern const std::array<CocoObject, 80> kCocoObjects;

/// Phrases in which a word names no object of its class, or another one: "baby elephant" names no person. The name is
/// the object that the phrase names; "" for none.
extern const std::array<CocoObject, 5> kCocoPhrases;

}  // namespace sightline

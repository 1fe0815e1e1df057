#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sightline {

/// A mention of an object: the word or words, in singular, and the object that they name.
struct Mention {
  std::string words;
  std::string object;
};

/// The words that name objects, LisaAnne/Hallucination utils/chair.py: the singular of each word of a text is looked
/// up, of phrases the longest ("hot dog" is no dog). Words are runs of letters and digits; hyphens part them.
class ObjectWords {
 public:
  /// Words of an object. What names it already is taken from other objects; an object without a name is none, and its
  /// words mention nothing.
  void add(std::string_view object, std::string_view words);
  /// COCO's 80 classes, with words of our own choice. "baby" and "adult" before an animal name no person, and beside a
  /// toilet "seat" names no chair.
  void add_coco();
  /// The object that these words name, or, where they name none yet, these words, which then do.
  std::string object_of(std::string_view words);
  std::vector<Mention> mentions(std::string_view text) const;

 private:
  std::unordered_map<std::string, std::string> objects_;  ///< By words in singular.
  std::size_t longest_ = 1;                               ///< Words of the longest phrase.
  bool is_coco_ = false;
};

/// CHAIR of one text.
struct ChairScore {
  std::vector<Mention> mentions;
  std::vector<Mention> hallucinated;  ///< Those of objects that are not in the image, each as often as mentioned.
  std::size_t found = 0;              ///< Objects of the image that are mentioned.
  std::size_t objects = 0;            ///< Objects of the image.

  /// CHAIRi: the share of mentions that is hallucinated; 0 without mentions.
  double share() const;
};

/// `in_image` is what is there, by object.
ChairScore chair_score(const ObjectWords& words, const std::vector<std::string>& in_image, std::string_view text);

}  // namespace sightline

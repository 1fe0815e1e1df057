#include "metric/chair.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "metric/coco_objects.h"
#include "metric/singular.h"

namespace sightline {
namespace {

/// In lower case and in singular.
std::vector<std::string> singular_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(singular(word));
    word.clear();
  };
  for (const char32_t c : code_points(lower(text))) {
    if (is_alphanumeric(c)) {
      append_utf8(word, c);
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

std::string phrase(const std::vector<std::string>& words, std::size_t begin, std::size_t count) {
  return join(
      {words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(begin + count)},
      " ");
}

std::string singular_phrase(std::string_view words) {
  return join(singular_words(words), " ");
}

constexpr std::array<std::string_view, 10> kAnimals{"bird", "cat",      "dog",  "horse", "sheep",
                                                    "cow",  "elephant", "bear", "zebra", "giraffe"};

/// chair.py drops every "seat" of a text that has a toilet.
void drop_toilet_seats(std::vector<Mention>& mentions) {
  const auto is_named = [](std::string_view name) {
    return [name](const Mention& mention) { return mention.words == name; };
  };
  const bool has_toilet =
      std::ranges::any_of(mentions, is_named("toilet")) || std::ranges::any_of(mentions, is_named("toilet seat"));
  if (has_toilet) std::erase_if(mentions, is_named("seat"));
}

}  // namespace

void ObjectWords::add(std::string_view object, std::string_view words) {
  const std::vector<std::string> parts = singular_words(words);
  if (parts.empty()) return;
  objects_.insert_or_assign(join(parts, " "), std::string(object));
  longest_ = std::max(longest_, parts.size());
}

void ObjectWords::add_coco() {
  is_coco_ = true;
  for (const CocoObject& object : kCocoObjects) {
    add(object.name, object.name);
    for (const std::string_view words : split(object.words, ',')) add(object.name, words);
  }
  for (const CocoObject& object : kCocoPhrases) {
    for (const std::string_view words : split(object.words, ',')) add(object.name, words);
  }
  for (const std::string_view animal : kAnimals) {
    add(animal, "baby " + std::string(animal));
    add(animal, "adult " + std::string(animal));
  }
}

std::string ObjectWords::object_of(std::string_view words) {
  const auto found = objects_.find(singular_phrase(words));
  if (found != objects_.end() && !found->second.empty()) return found->second;
  add(words, words);
  return std::string(words);
}

std::vector<Mention> ObjectWords::mentions(std::string_view text) const {
  const std::vector<std::string> words = singular_words(text);
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t taken = 1;
    for (std::size_t count = std::min(longest_, words.size() - i); count > 0; --count) {
      const auto found = objects_.find(phrase(words, i, count));
      if (found == objects_.end()) continue;
      taken = count;
      if (!found->second.empty()) mentions.push_back({found->first, found->second});
      break;
    }
    i += taken;
  }
  if (is_coco_) drop_toilet_seats(mentions);
  return mentions;
}

double ChairScore::share() const {
  return mentions.empty() ? 0 : static_cast<double>(hallucinated.size()) / static_cast<double>(mentions.size());
}

ChairScore chair_score(const ObjectWords& words, const std::vector<std::string>& in_image, std::string_view text) {
  const std::set<std::string> there(in_image.begin(), in_image.end());
  ChairScore score{.mentions = words.mentions(text), .hallucinated = {}, .found = 0, .objects = there.size()};
  std::set<std::string> found;
  for (const Mention& mention : score.mentions) {
    if (there.contains(mention.object)) {
      found.insert(mention.object);
    } else {
      score.hallucinated.push_back(mention);
    }
  }
  score.found = found.size();
  return score;
}

}  // namespace sightline

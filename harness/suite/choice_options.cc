#include "suite/choice_options.h"

#include <algorithm>
#include <utility>

namespace sightline {

namespace {

/// The options of `choice`, where the item is one and has them.
const Node* options_of(const Node& item) {
  const Node* choice = item.find("choice");
  return choice != nullptr && choice->is_map() ? choice : nullptr;
}

std::string option_text(const Node& option) {
  return option.is_number() ? option.number_text() : option.string();
}

bool is_text(const Node& option) {
  return option.is_string() || option.is_number();
}

}  // namespace

std::optional<ChoiceOptions> ChoiceOptions::of(const Node& item) {
  const Node* choice = options_of(item);
  const Node* written = choice ? choice->find("options") : nullptr;
  if (written == nullptr) return std::nullopt;
  std::vector<std::pair<std::string, Node>> options;
  if (written->is_list()) {
    for (const Node& text : written->list()) {
      options.emplace_back(std::string(1, static_cast<char>('A' + options.size() % 26)), text);
    }
  } else if (written->is_map()) {
    for (const Node::Member& member : written->map()) options.emplace_back(member.key, member.value);
    std::ranges::stable_sort(options, {}, &std::pair<std::string, Node>::first);
  }
  const auto is_sound = [](const auto& option) { return is_text(option.second); };
  if (options.size() < 2 || options.size() > 26 || !std::ranges::all_of(options, is_sound)) return std::nullopt;
  ChoiceOptions read;
  for (auto& [letter, text] : options) {
    read.letters_.push_back(letter);
    read.texts_.push_back(std::move(text));
  }
  return read;
}

std::string ChoiceOptions::lines(std::size_t rotation) const {
  std::string lines;
  for (std::size_t place = 0; place < count(); ++place) {
    if (place > 0) lines += '\n';
    lines += letters_[place] + ". " + option_text(texts_[source_of(place, rotation)]);
  }
  return lines;
}

/// The letter under which the option now stands that had this one; texts of options stay.
Node ChoiceOptions::moved_letter(const Node& expected, std::size_t rotation) const {
  if (!expected.is_string()) return expected;
  const auto letter = std::ranges::find(letters_, expected.string());
  if (letter == letters_.end()) return expected;
  const auto place = static_cast<std::size_t>(letter - letters_.begin());
  Node moved(letters_[(place + count() - rotation % count()) % count()]);
  moved.at = expected.at;
  return moved;
}

Node ChoiceOptions::rotated(const Node& item, std::size_t rotation) const {
  Node whole = item;
  Node* choice = whole.find("choice");
  Node* options = choice->find("options");
  for (std::size_t place = 0; place < count(); ++place) {
    const Node& text = texts_[source_of(place, rotation)];
    if (options->is_list()) {
      options->list()[place] = text;
    } else {
      options->set(letters_[place], text);
    }
  }
  Node* expected = choice->find("expected");
  if (expected == nullptr) return whole;
  if (expected->is_list()) {
    for (Node& one : expected->list()) one = moved_letter(one, rotation);
  } else {
    *expected = moved_letter(*expected, rotation);
  }
  return whole;
}

bool is_circular(const Node& item) {
  const Node* choice = options_of(item);
  const Node* circular = choice ? choice->find("circular") : nullptr;
  return circular != nullptr && circular->is_boolean() && circular->boolean();
}

}  // namespace sightline

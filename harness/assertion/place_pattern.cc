#include "assertion/place_pattern.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "assertion/loose_json.h"
#include "assertion/place_shapes.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestLabel = 200;
constexpr std::string_view kBlanks = " \t\r\n";

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

bool take(std::string_view& text, char c) {
  skip_blanks(text);
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// `count` numbers with commas between them, and brackets around them.
bool take_numbers(std::string_view& text, double* out, std::size_t count) {
  std::string_view rest = text;
  const bool is_round = rest.starts_with('(');
  if (!take(rest, '(') && !take(rest, '[')) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && !take(rest, ',')) return false;
    skip_blanks(rest);
    const auto number = take_number(rest);
    if (!number || std::abs(*number) > kLargestCoordinate) return false;
    out[i] = *number;
  }
  take(rest, ',');
  if (!take(rest, is_round ? ')' : ']')) return false;
  text = rest;
  return true;
}

/// (x1, y1), (x2, y2), the comma and round brackets being what tells them from two points of other lists.
bool take_pair(std::string_view& text, double* out) {
  std::string_view rest = text;
  if (!rest.starts_with('(') || !take_numbers(rest, out, 2) || !take(rest, ',')) return false;
  skip_blanks(rest);
  if (!rest.starts_with('(') || !take_numbers(rest, out + 2, 2)) return false;
  text = rest;
  return true;
}

bool take_place(std::string_view& text, PlaceKind kind, MarkedPlace& place) {
  if (kind == PlaceKind::point) return take_numbers(text, place.numbers.data(), 2);
  return take_numbers(text, place.numbers.data(), 4) || take_pair(text, place.numbers.data());
}

/// "label": "…" at the beginning of `text`; nothing is taken where something else stands there.
std::optional<std::string> take_member(std::string_view& text, std::string_view key) {
  const char quote = text.front();
  std::string_view rest = text.substr(1);
  if (!rest.starts_with(key)) return std::nullopt;
  rest.remove_prefix(key.size());
  if (!rest.starts_with(quote)) return std::nullopt;
  rest.remove_prefix(1);
  if (!take(rest, ':')) return std::nullopt;
  skip_blanks(rest);
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return std::nullopt;
  const char mark = rest.front();
  const std::size_t end = rest.substr(1, kLongestLabel).find(mark);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string label(rest.substr(1, end));
  text = rest.substr(end + 2);
  return label;
}

/// Walks over a text once, brackets and members alike.
class BracketScan {
 public:
  explicit BracketScan(const PlaceWanted& wanted) : wanted_(wanted) {
    keys_ = label_keys();
    if (!wanted.label_key.empty()) keys_ = {wanted.label_key};
  }

  std::vector<MarkedPlace> scan(std::string_view text) {
    constexpr std::string_view kMarks = "{}[(\"'";
    for (;;) {
      text.remove_prefix(std::min(text.find_first_of(kMarks), text.size()));
      if (text.empty()) break;
      if (!step(text)) text.remove_prefix(1);
    }
    return std::move(places_);
  }

 private:
  /// False where nothing was taken off `text`.
  bool step(std::string_view& text) {
    const char c = text.front();
    if (c == '{' || c == '}') begin_object();
    if (c == '"' || c == '\'') return take_label(text);
    if (c != '[' && c != '(') return false;
    MarkedPlace place;
    if (!take_place(text, wanted_.kind, place)) return false;
    place.label = label_;
    places_.push_back(std::move(place));
    return true;
  }

  void begin_object() {
    label_.clear();
    first_ = places_.size();
  }

  bool take_label(std::string_view& text) {
    for (const std::string& key : keys_) {
      const auto label = take_member(text, key);
      if (!label) continue;
      label_ = *label;
      for (std::size_t i = first_; i < places_.size(); ++i) places_[i].label = label_;
      return true;
    }
    return false;
  }

  const PlaceWanted& wanted_;
  std::vector<std::string> keys_;
  std::vector<MarkedPlace> places_;
  std::string label_;
  std::size_t first_ = 0;  ///< Of the places of the object at hand.
};

struct Tags {
  std::string_view open;
  std::string_view ref;
  std::string_view ref_end;
};
constexpr std::array kBoxTags{Tags{"<|box_start|>", "<|object_ref_start|>", "<|object_ref_end|>"},
                              Tags{"<box>", "<ref>", "</ref>"}};
constexpr std::array kPointTags{Tags{"<|point_start|>", "<|object_ref_start|>", "<|object_ref_end|>"},
                                Tags{"<point>", "<ref>", "</ref>"}};

/// The label that stands last in what lies between two places.
void take_reference(std::string_view between, const Tags& tags, std::string& label) {
  const std::size_t begin = between.rfind(tags.ref);
  if (begin == std::string_view::npos) return;
  between.remove_prefix(begin + tags.ref.size());
  label = std::string(trimmed(between.substr(0, between.find(tags.ref_end))));
}

std::vector<MarkedPlace> find_tagged(std::string_view text, PlaceKind kind, const Tags& tags) {
  std::vector<MarkedPlace> places;
  std::string label;
  for (;;) {
    const std::size_t open = text.find(tags.open);
    if (open == std::string_view::npos) return places;
    take_reference(text.substr(0, open), tags, label);
    text.remove_prefix(open + tags.open.size());
    MarkedPlace place{.numbers = {}, .label = label, .score = {}};
    skip_blanks(text);
    // Several places may share one pair of marks.
    while (take_place(text, kind, place)) {
      places.push_back(place);
      take(text, ',');
      skip_blanks(text);
    }
  }
}

}  // namespace

std::vector<MarkedPlace> find_tagged_places(std::string_view text, PlaceKind kind) {
  for (const Tags& tags : kind == PlaceKind::box ? kBoxTags : kPointTags) {
    auto places = find_tagged(text, kind, tags);
    if (!places.empty()) return places;
  }
  return {};
}

std::vector<MarkedPlace> find_bracketed_places(std::string_view text, const PlaceWanted& wanted) {
  return BracketScan(wanted).scan(text);
}

}  // namespace sightline

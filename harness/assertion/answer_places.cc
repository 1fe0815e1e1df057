#include "assertion/answer_places.h"

#include <algorithm>
#include <utility>

#include "assertion/json_spans.h"
#include "assertion/loose_json.h"
#include "assertion/place_pattern.h"
#include "assertion/place_shapes.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::string_view kThoughtEnd = "</think>";

/// What follows the last thought; nothing where a thought has begun and not ended.
std::string_view without_thought(std::string_view text) {
  const std::size_t end = text.rfind(kThoughtEnd);
  if (end != std::string_view::npos) return trimmed(text.substr(end + kThoughtEnd.size()));
  return trimmed(text).starts_with("<think>") ? std::string_view{} : trimmed(text);
}

/// True where a text is one fenced block, closed, and nothing else.
bool is_one_block(std::string_view text, const std::vector<std::string_view>& blocks) {
  if (blocks.size() != 1 || !text.starts_with("```")) return false;
  const std::size_t end = static_cast<std::size_t>(blocks[0].data() - text.data()) + blocks[0].size();
  const std::string_view after = trimmed(text.substr(end));
  return after.size() >= 3 && after.find_first_not_of('`') == std::string_view::npos;
}

class Ladder {
 public:
  explicit Ladder(const PlaceWanted& wanted) : wanted_(wanted) {}

  AnswerPlaces climb(std::string_view whole) {
    whole = trimmed(whole);
    const std::string_view text = without_thought(whole);
    if (text.size() != whole.size()) before_ = "think+";
    if (strictly(text, "strict")) {
      found_.is_clean = before_.empty();
      return std::move(found_);
    }
    const auto blocks = fenced_json(text);
    if (fenced(blocks)) {
      found_.is_clean = before_.empty() && is_one_block(text, blocks);
    } else if (!tagged(text) && !outermost(text) && !repaired(text, blocks)) {
      bracketed(text);
    }
    return std::move(found_);
  }

 private:
  bool fenced(const std::vector<std::string_view>& blocks) {
    return std::ranges::any_of(blocks, [this](std::string_view block) { return strictly(trimmed(block), "fence"); });
  }

  bool outermost(std::string_view text) {
    const auto spans = outermost_json(text);
    return std::ranges::any_of(spans, [this](std::string_view span) { return strictly(span, "outermost"); });
  }

  bool strictly(std::string_view text, std::string_view path) {
    if (text.empty()) return false;
    const auto value = parse_json(text);
    return value && accept(find_shapes(*value, wanted_), path);
  }

  bool tagged(std::string_view text) {
    ShapesFound shapes;
    shapes.places = find_tagged_places(text, wanted_.kind);
    return accept(std::move(shapes), "tags");
  }

  /// The first fenced block, or what follows the first bracket. Where more brackets follow, something was not
  /// understood.
  bool repaired(std::string_view text, const std::vector<std::string_view>& blocks) {
    if (!blocks.empty()) return repaired(trimmed(blocks[0]), "fence+repair");
    const std::size_t begin = text.find_first_of("[{");
    return begin != std::string_view::npos && repaired(text.substr(begin), "outermost+repair");
  }

  bool repaired(std::string_view text, std::string_view path) {
    auto loose = read_loose_json(text);
    if (!loose || loose->rest.find_first_of("[{") != std::string_view::npos) return false;
    if (!accept(find_shapes(Node(std::move(loose->values)), wanted_), path)) return false;
    found_.was_cut = loose->was_cut;
    return true;
  }

  bool bracketed(std::string_view text) {
    ShapesFound shapes;
    shapes.places = find_bracketed_places(text, wanted_);
    return accept(std::move(shapes), "pattern");
  }

  bool accept(ShapesFound shapes, std::string_view path) {
    found_.malformed = std::max(found_.malformed, shapes.malformed);
    if (!shapes.tells()) return false;
    found_.readable = true;
    found_.malformed = shapes.malformed;
    found_.places = std::move(shapes.places);
    found_.parse_path = before_ + std::string(path);
    return true;
  }

  const PlaceWanted& wanted_;
  std::string before_;
  AnswerPlaces found_;
};

}  // namespace

AnswerPlaces read_answer_places(std::string_view text, const PlaceWanted& wanted) {
  return Ladder(wanted).climb(text);
}

AnswerPlaces places_in(const Node& value, const PlaceWanted& wanted) {
  if (value.is_string()) return read_answer_places(value.string(), wanted);
  ShapesFound shapes = find_shapes(value, wanted);
  return {.readable = shapes.tells(),
          .places = std::move(shapes.places),
          .malformed = shapes.malformed,
          .parse_path = {},
          .is_clean = shapes.malformed == 0,
          .was_cut = false};
}

}  // namespace sightline

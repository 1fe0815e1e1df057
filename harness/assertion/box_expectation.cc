#include "assertion/box_expectation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/number.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::string_view kWanted =
    "boxes such as [{box: [10, 20, 200, 300], label: cat}], or [] where nothing is to be found";

/// Edges may lie a pixel beyond the image: annotations do so, by rounding.
constexpr double kPixel = 1;

/// One box, rather than a list of boxes.
bool is_box(const Node& node) {
  const auto is_scalar = [](const Node& item) { return item.is_number() || item.is_string(); };
  return node.is_list() && !node.list().empty() && std::ranges::all_of(node.list(), is_scalar);
}

bool is_within(const Corners& box, const Scene& scene) {
  if (scene.is_in_pixels && !scene.size) return true;
  return box[0] >= -kPixel && box[1] >= -kPixel && box[2] <= scene.plane.width + kPixel &&
         box[3] <= scene.plane.height + kPixel;
}

}  // namespace

std::optional<double> coordinate_of(const Node& node) {
  std::optional<double> number;
  if (node.is_number()) number = node.number();
  if (node.is_string()) number = parse_number(trimmed(node.string()));
  return number && std::abs(*number) <= kLargestCoordinate ? number : std::nullopt;
}

std::optional<std::array<double, 4>> four_numbers(const Node& node) {
  std::array<double, 4> numbers{};
  if (!node.is_list() || node.list().size() != numbers.size()) return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = coordinate_of(node.list()[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  return numbers;
}

BoxExpectation::BoxExpectation(Options& options, const Coordinates& coordinates) : coordinates_(coordinates) {
  const Node* written = options.need("expected", "the boxes that are to be found");
  if (written != nullptr && written->is_string()) {
    // A cell of a table: its JSON.
    auto cell = parse_json(written->string());
    if (cell) cell->at = written->at;
    if (cell && !cell->is_string()) {
      read(options, *cell);
    } else {
      options.refuse("expected", kWanted);
    }
  } else if (written != nullptr) {
    read(options, *written);
  }
  read_labels(options);
}

void BoxExpectation::read(Options& options, const Node& written) {
  if (!written.is_list() && !written.is_map()) return options.refuse("expected", kWanted);
  const bool is_one = written.is_map() || is_box(written);
  const Node::List one = is_one ? Node::List{written} : Node::List{};
  for (const Node& item : is_one ? one : written.list()) {
    if (auto box = read_one(options, item)) boxes_.push_back(std::move(*box));
  }
  if (boxes_.size() > kMost)
    options.tell(&written, fmt::format("{} compares at most {} expected boxes, got {}", quoted(options.owner()), kMost,
                                       boxes_.size()));
}

std::optional<BoxExpectation::Written> BoxExpectation::read_one(Options& options, const Node& written) const {
  const Node* box = written.is_map() ? written.find("box") : &written;
  const auto numbers = box == nullptr ? std::nullopt : four_numbers(*box);
  if (!numbers) {
    options.tell(&written,
                 fmt::format("an expected box of {} is four numbers, such as {{box: [10, 20, 200, 300]}}, got {}",
                             quoted(options.owner()), shown(written)));
    return std::nullopt;
  }
  const Corners corners = Projection(coordinates_.order, {1, 1}, {1, 1}).corners(*numbers);
  if (corners[2] <= corners[0] || corners[3] <= corners[1]) {
    options.tell(&written,
                 fmt::format("an expected box of {} covers nothing: {}, read as left {}, top {}, right {}, bottom {}",
                             quoted(options.owner()), shown(*box), number_text(corners[0]), number_text(corners[1]),
                             number_text(corners[2]), number_text(corners[3])));
    return std::nullopt;
  }
  Written read{*numbers, ""};
  if (!written.is_map()) return read;
  for (const Node::Member& member : written.map()) {
    if (member.key == "label" && member.value.is_string()) read.label = member.value.string();
    if (member.key == "label" && member.value.is_number()) read.label = member.value.number_text();
    const bool is_known = member.key == "box" || (member.key == "label" && !read.label.empty());
    if (!is_known)
      options.tell(&member.value, fmt::format("an expected box of {} has 'box' and 'label', a text, not {}: {}",
                                              quoted(options.owner()), quoted(member.key), named(member.value)));
  }
  return read;
}

void BoxExpectation::read_labels(Options& options) {
  const auto rule = options.word("labels", {"ignore_case", "exact", "ignore"});
  const auto labelled =
      static_cast<std::size_t>(std::ranges::count_if(boxes_, [](const Written& box) { return !box.label.empty(); }));
  // Where nothing is expected the answer's labels stay: over several images its boxes are wrong ones of their labels.
  label_rule_ = rule.value_or(labelled == 0 && !boxes_.empty() ? "ignore" : "ignore_case");
  if (label_rule_ == "ignore" || labelled == boxes_.size()) return;
  options.tell(options.find("expected"), fmt::format("of the expected boxes of {} some have no label, which no answer "
                                                     "could match; label all of them, or write `labels: ignore`",
                                                     quoted(options.owner())));
}

std::string BoxExpectation::label_form(const std::string& label) const {
  if (label_rule_ == "ignore") return {};
  return label_rule_ == "exact" ? label : lower(label);
}

tl::expected<std::vector<LabelledBox>, Verdict> BoxExpectation::on(const Scene& scene) const {
  std::vector<LabelledBox> boxes;
  for (const Written& box : boxes_) {
    const Corners corners = scene.from_expected.corners(box.numbers);
    if (!is_within(corners, scene)) {
      return tl::unexpected(trouble(fmt::format(
          "the expected box [{}, {}, {}, {}] lies outside of the image, which is {} x {} pixels as displayed; "
          "`expected_coordinates` says what expected boxes are written in",
          number_text(box.numbers[0]), number_text(box.numbers[1]), number_text(box.numbers[2]),
          number_text(box.numbers[3]), number_text(scene.plane.width), number_text(scene.plane.height))));
    }
    boxes.push_back({.corners = corners, .label = box.label});
  }
  return boxes;
}

OptionSchema& add_box_expectation(OptionSchema& schema) {
  constexpr std::string_view kExpected =
      R"({"description": "Boxes such as [{box: [10, 20, 200, 300], label: cat}], left, top, right, bottom; [] where nothing is to be found",
    "anyOf": [{"type": "array", "items": {"anyOf": [{"type": ["number", "string"]},
      {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 4, "maxItems": 4},
      {"type": "object", "required": ["box"], "additionalProperties": false, "properties": {
        "box": {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 4, "maxItems": 4},
        "label": {"type": ["string", "number"]}}}]}},
    {"type": "string"}]})";
  return schema.short_form(kExpected)
      .option("expected", kExpected, OptionSchema::Need::required)
      .option("labels", R"({"enum": ["ignore_case", "exact", "ignore"],
        "description": "How labels are compared; ignore_case by default, ignore where boxes are expected and none has one"})");
}

}  // namespace sightline

#include "assertion/vision_subject.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr double kThousandths = 1000;
/// What binary rounding may take from a place on the image's edge.
constexpr double kRounding = 1e-9;

bool is_relative(const Coordinates& coordinates) {
  return coordinates.scale == Coordinates::Scale::relative;
}

std::string wording_of(PlaceKind kind) {
  return kind == PlaceKind::box ? "boxes" : "points";
}

std::string model_name(const Observation& seen) {
  return seen.model == nullptr || seen.model->name.empty() ? "the model" : "the model " + quoted(seen.model->name);
}

/// The sides of the plane; nothing where the image's size must be known and is not.
std::optional<PixelSize> plane_of(const Coordinates& answer, const Coordinates& expected,
                                  std::optional<PixelSize> size) {
  if (size) return size;
  if (is_relative(answer) && is_relative(expected)) return PixelSize{kThousandths, kThousandths};
  const bool are_pixels = answer.scale == Coordinates::Scale::pixels && expected.scale == Coordinates::Scale::pixels;
  return are_pixels ? std::optional(PixelSize{1, 1}) : std::nullopt;
}

std::string size_trouble(const SeenImage& image) {
  const std::string cure = "write expected places that are relative to it (`expected_coordinates: relative_1000`)";
  if (!image.image) {
    return "the conversation has no image, and pixels mean nothing without its size; show it in the prompt, or " + cure;
  }
  return fmt::format("the size of {} is not known, because only the server of its URL has seen it; use a file, or {}",
                     quoted(image.name), cure);
}

std::string article_kind(PlaceKind kind) {
  return kind == PlaceKind::box ? "four" : "two";
}

}  // namespace

bool Scene::holds(double x, double y) const {
  if (is_in_pixels && !size) return true;
  return x >= -kRounding * plane.width && y >= -kRounding * plane.height && x <= plane.width * (1 + kRounding) &&
         y <= plane.height * (1 + kRounding);
}

void Scene::describe(Node& evidence) const {
  evidence.set("coordinates", written.text());
  evidence.set("unit", is_in_pixels ? "pixels" : "relative_1000");
  if (!image.image) return;
  Node told;
  told.set("name", image.name);
  if (!image.image->sha256.empty()) told.set("sha256", image.image->sha256);
  if (image.image->origin == Image::Origin::remote_url) told.set("url", image.image->url);
  if (size) {
    told.set("width", size->width);
    told.set("height", size->height);
  }
  evidence.set("image", std::move(told));
}

VisionSubject::VisionSubject(Options& options, PlaceKind kind)
    : owner_(options.owner()),
      image_(options.text("image").value_or("")),
      coordinates_(coordinates_option(options, "coordinates")),
      expected_(coordinates_option(options, "expected_coordinates").value_or(Coordinates{})),
      wanted_{.kind = kind, .label_key = options.text("label_key").value_or("")},
      strict_format_(options.flag("strict_format").value_or(false)),
      subject_(options) {
  if (!image_.empty()) options.compilation().images.push_back({image_, options.find("image")->at});
  if (options.find("coordinates") == nullptr) options.compilation().needs_coordinates = true;
}

tl::expected<Coordinates, std::string> VisionSubject::answer_coordinates(const Observation& seen) const {
  if (coordinates_) return *coordinates_;
  if (seen.model == nullptr || seen.model->coordinates.is_null()) {
    return tl::unexpected(
        fmt::format("{} declares no coordinates, and none are guessed; write `coordinates: "
                    "relative_1000` (or what it is) under it in sightline.yaml, or in {}",
                    model_name(seen), quoted(owner_)));
  }
  auto read = read_coordinates(seen.model->coordinates);
  if (!read) return tl::unexpected(fmt::format("'coordinates' of {} {}", model_name(seen), read.error()));
  return read;
}

tl::expected<Scene, std::string> VisionSubject::find_scene(const Observation& seen) const {
  const auto written = answer_coordinates(seen);
  if (!written) return tl::unexpected(written.error());
  auto image = find_image(seen, image_);
  if (!image) return tl::unexpected(image.error());
  const VisualTokens rule = seen.model == nullptr ? VisualTokens{"none"} : seen.model->visual_tokens;
  const bool is_resized =
      written->scale == Coordinates::Scale::resized_pixels || expected_.scale == Coordinates::Scale::resized_pixels;
  if (is_resized && !smart_resized({1, 1}, rule)) {
    return tl::unexpected(
        fmt::format("resized_pixels go by how {} resizes images; write `visual_tokens: qwen2.5-vl` "
                    "(or what it is) under it in sightline.yaml",
                    model_name(seen)));
  }
  const auto size = image->image ? displayed_size(*image->image) : std::nullopt;
  const auto plane = plane_of(*written, expected_, size);
  if (!plane) return tl::unexpected(size_trouble(*image));
  const auto projection = [&](const Coordinates& coordinates) {
    return Projection(coordinates.order, raster_of(coordinates, plane, rule).value_or(*plane), *plane);
  };
  const bool is_in_pixels = size || !is_relative(*written);
  return Scene{.image = std::move(*image),
               .size = size,
               .plane = *plane,
               .is_in_pixels = is_in_pixels,
               .written = *written,
               .from_answer = projection(*written),
               .from_expected = projection(expected_)};
}

tl::expected<Scene, Verdict> VisionSubject::scene(const Observation& seen) const {
  auto found = find_scene(seen);
  if (!found) return tl::unexpected(trouble(std::move(found.error())));
  return std::move(*found);
}

tl::expected<AnswerPlaces, Verdict> VisionSubject::places(const Observation& seen) const {
  AnswerPlaces places;
  if (subject_.is_whole_answer()) {
    places = read_answer_places(seen.reply.text, wanted_);
  } else {
    auto picked = subject_.pick(seen);
    if (!picked) return tl::unexpected(std::move(picked.error()));
    places = places_in(picked->value, wanted_);
    const Node* path = picked->evidence.find("parse_path");
    if (path != nullptr && places.parse_path.empty()) places.parse_path = path->string();
    places.is_clean = places.is_clean && places.parse_path == "strict";
  }
  if (places.readable) return places;
  const Verdict::Outcome outcome = outcome_of(seen.reply);
  const std::string where = subject_.is_whole_answer() ? "" : fmt::format(" at {}", subject_.name());
  const std::string because =
      places.malformed == 0 ? "" : fmt::format(" (with no list of {} numbers in it)", article_kind(wanted_.kind));
  return tl::unexpected(
      failed(fmt::format("expected {}{}, {}{}", wording_of(wanted_.kind), where, what_came(seen.reply), because),
             outcome == Verdict::Outcome::judged ? Verdict::Outcome::unparsed : outcome));
}

std::string VisionSubject::format_trouble(const AnswerPlaces& places, std::size_t misplaced) const {
  if (!strict_format_) return {};
  if (!places.is_clean) {
    return fmt::format("expected JSON alone or in one fenced block, but it was read by '{}'",
                       places.parse_path.empty() ? "at" : places.parse_path);
  }
  if (places.malformed > 0) {
    return fmt::format("expected {} numbers everywhere, but {} not so", article_kind(wanted_.kind),
                       places.malformed == 1 ? "1 place is" : fmt::format("{} places are", places.malformed));
  }
  if (misplaced == 0) return {};
  return fmt::format("expected {} within the image and not inverted, but {} not so", wording_of(wanted_.kind),
                     misplaced == 1 ? "1 is" : fmt::format("{} are", misplaced));
}

OptionSchema& add_vision_subject(OptionSchema& schema) {
  return schema
      .option("image", R"({"type": "string",
        "description": "The variable of the image that the places are in; by default the conversation's only image"})")
      .option("coordinates",
              coordinates_schema("How places in the answer are written; by default what the model declares"))
      .option("expected_coordinates",
              coordinates_schema("How the expected places are written; by default in pixels of the displayed image"))
      .option("label_key", R"({"type": "string",
        "description": "The key of a place's label in the answer; by default label, name, category …"})")
      .option("strict_format", R"({"type": "boolean", "description":
        "Whether the answer must be JSON alone or one fenced block, its places whole and in the image; false by default"})")
      .at();
}

}  // namespace sightline

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assertion/answer_places.h"
#include "assertion/coordinates.h"
#include "assertion/option_schema.h"
#include "assertion/seen_image.h"
#include "assertion/subject.h"

namespace sightline {

/// The plane that a model's places and the expected ones are compared on: the image's pixels as it is displayed, or
/// thousandths of its sides where its size is not known and nobody writes pixels.
struct Scene {
  SeenImage image;
  std::optional<PixelSize> size;  ///< Of the displayed image.
  PixelSize plane;
  bool is_in_pixels = true;
  Coordinates written;  ///< How the model writes places.
  Projection from_answer;
  Projection from_expected;

  /// False where a place lies outside of the image; true where its size is not known.
  bool holds(double x, double y) const;
  /// `image` (name, sha256 or a remote one's url, width, height), `unit` and `coordinates`, for a verdict's evidence.
  void describe(Node& evidence) const;
};

/// What `boxes` and `points` look at: the places in an answer, and the image they are in.
class VisionSubject {
 public:
  /// Reads `image`, `coordinates`, `expected_coordinates`, `label_key`, `strict_format` and `at`.
  VisionSubject(Options& options, PlaceKind kind);

  /// The scene, or the error of a harness that does not know enough: no coordinates declared, no size, several images.
  tl::expected<Scene, Verdict> scene(const Observation& seen) const;
  /// The answer's places; unreadable ones are a fail with the outcome that says why.
  tl::expected<AnswerPlaces, Verdict> places(const Observation& seen) const;
  /// What `strict_format` finds wrong: "it is no JSON alone (read by outermost)"; "" where nothing is, or where it is
  /// not asked for. `misplaced` counts places that are inverted or outside of the image.
  std::string format_trouble(const AnswerPlaces& places, std::size_t misplaced) const;
  const Coordinates& expected_coordinates() const { return expected_; }

 private:
  tl::expected<Coordinates, std::string> answer_coordinates(const Observation& seen) const;
  tl::expected<Scene, std::string> find_scene(const Observation& seen) const;

  std::string owner_;
  std::string image_;
  std::optional<Coordinates> coordinates_;
  Coordinates expected_;
  PlaceWanted wanted_;
  bool strict_format_ = false;
  Subject subject_;
};

/// Adds the options of VisionSubject.
OptionSchema& add_vision_subject(OptionSchema& schema);

}  // namespace sightline

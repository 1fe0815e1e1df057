#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assertion/option_schema.h"
#include "assertion/options.h"
#include "assertion/vision_subject.h"
#include "metric/boxes.h"

namespace sightline {

/// The boxes that an answer should have, and how labels are compared.
class BoxExpectation {
 public:
  /// Reads `expected` and `labels`; `coordinates` are those that the expected boxes are written in.
  BoxExpectation(Options& options, const Coordinates& coordinates);

  /// The most boxes that may be expected.
  static constexpr std::size_t kMost = 300;

  std::size_t size() const { return boxes_.size(); }
  /// On the scene's plane. An error of the harness where one lies outside of the image.
  tl::expected<std::vector<LabelledBox>, Verdict> on(const Scene& scene) const;
  /// A label in the form that labels are compared in.
  std::string label_form(const std::string& label) const;
  /// "exact", "ignore_case", "ignore": for a verdict's evidence.
  const std::string& label_rule() const { return label_rule_; }

 private:
  struct Written {
    std::array<double, 4> numbers{};
    std::string label;
  };

  void read(Options& options, const Node& written);
  std::optional<Written> read_one(Options& options, const Node& written) const;
  void read_labels(Options& options);

  std::vector<Written> boxes_;
  Coordinates coordinates_;
  std::string label_rule_;
};

/// A number that can be a coordinate, or a text that is one, as cells of a table are; nothing else.
std::optional<double> coordinate_of(const Node& node);
/// Four of them.
std::optional<std::array<double, 4>> four_numbers(const Node& node);

/// Adds the options of BoxExpectation, the expected boxes being the short form.
OptionSchema& add_box_expectation(OptionSchema& schema);

}  // namespace sightline

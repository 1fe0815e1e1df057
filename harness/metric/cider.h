#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sightline {

inline constexpr std::size_t kCiderOrders = 4;

/// Runs of one to four words and how often a caption has them; an index is the length of the runs less 1. Words are
/// parted at white space, as Python's str.split() does.
using CaptionGrams = std::array<std::map<std::string, double>, kCiderOrders>;
CaptionGrams caption_grams(std::string_view caption);

/// In how many images' references a run of words occurs: what is rare weighs more.
class CiderFrequencies {
 public:
  /// The references of one image.
  void add_image(const std::vector<CaptionGrams>& references);
  std::size_t images() const { return images_; }
  /// log(images) - log(max(1, images that have it))
  double weight(const std::string& gram) const;

 private:
  std::unordered_map<std::string, double> frequencies_;
  std::size_t images_ = 0;
};

/// CIDEr-D of one caption, 0 to 10: tylin/coco-caption pycocoevalcap/cider/cider_scorer.py (in the form that gives 0
/// where a norm is 0), the mean over runs of one to four words and over the references of the clipped cosine of tf-idf
/// vectors, less for another length (sigma 6). With the frequencies of a single image every weight is 0, and the score
/// with it. Without frequencies all runs of words weigh alike: a likeness of its own, comparable with no published
/// figure.
double cider_d(const CaptionGrams& answer, const std::vector<CaptionGrams>& references,
               const CiderFrequencies* frequencies);

/// Words by which a caption may differ in length from its references before its score is 0 in double precision.
inline constexpr std::size_t kCiderReach = 240;

}  // namespace sightline

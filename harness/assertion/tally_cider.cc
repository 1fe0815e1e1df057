#include "assertion/tally_cider.h"

#include <utility>

#include "assertion/tally_reading.h"

namespace sightline {
Node cider_tally(std::string_view answer, const std::vector<std::string>& references) {
  Node tally;
  tally.set("kind", "cider");
  tally.set("answer", answer);
  tally.set("references", Node::List(references.begin(), references.end()));
  return tally;
}

CiderFold::Caption CiderFold::caption_in(const Node& tally) {
  Caption caption{.answer = caption_grams(text_in(tally, "answer")), .references = {}};
  for (const Node& reference : list_in(tally, "references")) {
    caption.references.push_back(caption_grams(reference.is_string() ? reference.string() : ""));
  }
  return caption;
}

void CiderFold::add(const Node& tally, std::string_view cluster) {
  Caption caption = caption_in(tally);
  // No name of an image begins with a zero byte.
  const std::string image = cluster.empty() ? '\0' + std::to_string(captions_.size()) : std::string(cluster);
  std::vector<CaptionGrams>& all = images_[image];
  all.insert(all.end(), caption.references.begin(), caption.references.end());
  captions_.push_back(std::move(caption));
  frequencies_.reset();
}

const CiderFrequencies& CiderFold::frequencies() const {
  if (!frequencies_) {
    frequencies_.emplace();
    for (const auto& [image, references] : images_) frequencies_->add_image(references);
  }
  return *frequencies_;
}

std::optional<double> CiderFold::value() const {
  if (captions_.empty()) return std::nullopt;
  double sum = 0;
  for (const Caption& caption : captions_) sum += cider_d(caption.answer, caption.references, &frequencies());
  return sum / static_cast<double>(captions_.size());
}

std::vector<double> CiderFold::counts(const Node& tally) const {
  const Caption caption = caption_in(tally);
  return {cider_d(caption.answer, caption.references, &frequencies()), 1};
}

std::optional<double> CiderFold::value_of(std::span<const double> sums) const {
  return quotient(sums[0], sums[1]);
}

}  // namespace sightline

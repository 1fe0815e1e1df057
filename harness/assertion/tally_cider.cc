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

void CiderFold::add(const Node& tally, std::string_view cluster) {
  Caption caption{.answer = caption_grams(text_in(tally, "answer")), .references = {}};
  for (const Node& reference : list_in(tally, "references")) {
    caption.references.push_back(caption_grams(reference.is_string() ? reference.string() : ""));
  }
  // No name of an image begins with a zero byte.
  const std::string image = cluster.empty() ? '\0' + std::to_string(captions_.size()) : std::string(cluster);
  std::vector<CaptionGrams>& all = images_[image];
  all.insert(all.end(), caption.references.begin(), caption.references.end());
  captions_.push_back(std::move(caption));
}

std::optional<double> CiderFold::value() const {
  if (captions_.empty()) return std::nullopt;
  CiderFrequencies frequencies;
  for (const auto& [image, references] : images_) frequencies.add_image(references);
  double sum = 0;
  for (const Caption& caption : captions_) sum += cider_d(caption.answer, caption.references, &frequencies);
  return sum / static_cast<double>(captions_.size());
}

}  // namespace sightline

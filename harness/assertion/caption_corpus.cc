#include "assertion/caption_corpus.h"

#include <fmt/format.h>

#include <map>
#include <string_view>
#include <utility>

#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

using Captions = std::vector<std::string>;
using Images = std::vector<Captions>;

/// Reads values into images, and keeps what is wrong with the first that is none.
class ImageReader {
 public:
  explicit ImageReader(const Source& source) : source_(source) {}

  void add(const Node& value) {
    const Node* captions = value.is_map() ? value.find("captions") : &value;
    if (captions != nullptr && captions->is_string()) return keep({captions->string()});
    if (captions == nullptr || !captions->is_list() || captions->list().empty()) return refuse(value);
    Captions texts;
    for (const Node& text : captions->list()) {
      if (!text.is_string()) return refuse(text);
      texts.push_back(text.string());
    }
    keep(std::move(texts));
  }

  /// COCO's annotations: one caption each, put together by image.
  void add_annotations(const Node& annotations) {
    std::map<std::string, Captions> by_image;
    for (const Node& annotation : annotations.list()) {
      const Node* image = annotation.find("image_id");
      const Node* caption = annotation.find("caption");
      if (image == nullptr || caption == nullptr || !caption->is_string()) return refuse(annotation);
      by_image[to_json(*image)].push_back(caption->string());
    }
    for (auto& [image, captions] : by_image) keep(std::move(captions));
  }

  void refuse(const Node& value) {
    if (errors_.empty()) {
      errors_.push_back(source_.error_at(
          value.at,
          fmt::format("a corpus of captions has a text or a list of texts for each image, got {}", named(value))));
    }
  }

  Expected<Images> done() {
    if (errors_.empty() && images_.empty()) errors_.push_back(source_.error_at({1, 1}, "the corpus has no captions"));
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return std::move(images_);
  }

 private:
  void keep(Captions captions) { images_.push_back(std::move(captions)); }

  const Source& source_;
  Images images_;
  Errors errors_;
};

Expected<Images> read_json_file(const Source& source) {
  const auto root = parse_json(source);
  if (!root) return tl::unexpected(root.error());
  ImageReader reader(source);
  const Node* annotations = root->find("annotations");
  if (annotations != nullptr && annotations->is_list()) {
    reader.add_annotations(*annotations);
  } else if (root->is_list()) {
    for (const Node& value : root->list()) reader.add(value);
  } else if (root->is_map()) {
    for (const Node::Member& member : root->map()) reader.add(member.value);
  } else {
    reader.refuse(*root);
  }
  return reader.done();
}

/// Calls `line` with each that is not blank, and its number.
template <typename Line>
void for_lines(std::string_view text, Line line) {
  std::uint32_t number = 0;
  for (std::string_view row : split(text, '\n')) {
    ++number;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (!trimmed(row).empty()) line(row, number);
  }
}

Expected<Images> read_json_lines(const Source& source) {
  ImageReader reader(source);
  Errors errors;
  for_lines(source.text, [&](std::string_view line, std::uint32_t number) {
    auto value = parse_json(line);
    if (!value) {
      errors.push_back(source.error_at({number, 1}, messages(value.error())));
      return;
    }
    value->at = {number, 1};
    reader.add(*value);
  });
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return reader.done();
}

Expected<Images> read_lines(const Source& source) {
  ImageReader reader(source);
  for_lines(source.text, [&](std::string_view line, std::uint32_t /*number*/) {
    Node::List captions;
    for (const std::string_view caption : split(line, '\t')) captions.emplace_back(caption);
    reader.add(Node(std::move(captions)));
  });
  return reader.done();
}

}  // namespace

Expected<Images> read_caption_corpus(const Source& source) {
  if (source.path.ends_with(".json")) return read_json_file(source);
  if (source.path.ends_with(".jsonl")) return read_json_lines(source);
  return read_lines(source);
}

}  // namespace sightline

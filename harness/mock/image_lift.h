#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock/base64_digest.h"
#include "mock/image_facts.h"
#include "model/node.h"

namespace sightline {

/// An image that was lifted out of a request.
struct LiftedImage {
  ImageFacts facts;
  Node note;  ///< What is told of it to people, as in a fixture's file.
};

/// Takes large images out of a chat completion request while its bytes arrive: the data of a data: URL under an
/// `image_url.url` is decoded and digested, and "sha256:<hex>" is written in its place. All else is kept as it came, to
/// be read as JSON afterwards: whether it is JSON at all is not asked here. Small images are kept too.
class ImageLift {
 public:
  void take(std::string_view piece);
  /// The request's text without its images.
  std::string text() { return std::move(out_); }
  const std::vector<LiftedImage>& images() const { return images_; }
  /// An image whose data does not decode: it is not to be had any more, so that the request has no key. In its place
  /// stands a data: URL that does not decode either.
  bool lost_an_image() const { return lost_; }

 private:
  enum class String { none, text, key, url, image };
  std::size_t take_structure(std::string_view text);
  std::size_t take_string(std::string_view text);
  void take_token(char c);
  void begin_string();
  void end_string();
  void string_bytes(std::string_view raw);
  void string_escape(std::string_view escape);
  void look_for_image();
  void image_text(std::string_view raw);
  void end_image();

  std::string out_;
  std::vector<LiftedImage> images_;
  bool lost_ = false;

  /// For each open container, whether it is the map under an "image_url".
  std::vector<bool> open_;
  bool in_value_ = false;  ///< A colon came and no comma since.
  std::string last_key_;
  String string_ = String::none;
  std::string escape_;     ///< The escape that is being read, from its backslash.
  std::string candidate_;  ///< The raw text of a string that may turn out to be a large image.
  std::string mime_;
  std::optional<Base64Digest> image_;
};

}  // namespace sightline

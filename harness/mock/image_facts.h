#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sightline {

/// What is known of an image that a request holds as a data: URL, and may hold no longer.
struct ImageFacts {
  std::string sha256;    ///< Of its bytes, hex. "sha256:<hex>" stands in its place where the data was taken away.
  std::string declared;  ///< The MIME type that its URL says, as written.
  std::string found;     ///< The MIME type that its bytes say; "" where they are no image.
  std::string trouble;   ///< Why its bytes are no image, as the end of a sentence; "" where they are one.
};

/// The facts of an image of `size` bytes, of which `beginning` is known. What its header does not say within a
/// beginning that was cut short is not held against it.
ImageFacts image_facts(std::string sha256, std::string_view beginning, std::uint64_t size, std::string_view declared);

/// True where bytes have the signature of a JPEG, whose size may stand far behind it.
bool begins_as_jpeg(std::string_view bytes);

}  // namespace sightline

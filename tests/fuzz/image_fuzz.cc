// Any bytes as an image and as a mask: its header is the same however the bytes came, and a mask is as large as it
// says.

#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/checks.h"
#include "image/bare_webp.h"
#include "image/byte_reader.h"
#include "image/formats.h"
#include "image/image.h"
#include "image/mask.h"

namespace sightline {
namespace {

using fuzz::expect;

/// A decoder's work grows with the pixels that a header promises: more than these are for the tests of limits.
constexpr std::uint64_t kMostMaskPixelsHere = 1'000'000;

bool same(const Scanned& a, const Scanned& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a) return a.error() == b.error();
  return a->type == b->type && a->width == b->width && a->height == b->height && a->orientation == b->orientation;
}

Scanned in_pieces(std::string_view bytes, std::size_t piece, Extent extent) {
  ByteReader in([&bytes, piece] {
    const std::string_view next = bytes.substr(0, std::min(piece, bytes.size()));
    bytes.remove_prefix(next.size());
    return next;
  });
  return scan_image(in, extent);
}

void check_mask(std::string_view bytes) {
  const auto mask = read_mask(bytes);
  if (!mask) return fuzz::expect_told(mask.error(), "", bytes);
  expect(mask->inside.size() == mask->width * mask->height, "a mask is as large as it says");
  expect(std::ranges::find(mask->inside, true) != mask->inside.end(), "a mask has an inside");
  expect(!mask->holds(-1, 0) && !mask->holds(static_cast<double>(mask->width), 0),
         "nothing is inside beyond the edges");
}

void check(std::string_view bytes, std::size_t piece) {
  for (const Extent extent : {Extent::header, Extent::whole}) {
    expect(same(in_pieces(bytes, piece, extent), in_pieces(bytes, bytes.size() + 1, extent)),
           "an image is read the same in pieces");
  }
  const auto header = read_image_header(bytes);
  if (!header) return fuzz::expect_told(header.error(), "", bytes);
  expect(header->orientation >= 1 && header->orientation <= 8, "there are eight turns");
  const std::string bare = bare_webp(bytes);
  expect(bare.size() <= bytes.size() + 18, "nothing is added to a WebP");
  if (header->type == ImageType::png && std::uint64_t{header->width} * header->height <= kMostMaskPixelsHere) {
    check_mask(bytes);
  }
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  sightline::check({reinterpret_cast<const char*>(data) + 1, size - 1}, data[0] % 32 + 1u);
  return 0;
}

#include "image/formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sightline {
namespace {

constexpr std::size_t kHeadBytes = 256;  ///< Enough to tell every format, and HTML behind a comment or blanks.

constexpr std::array<std::string_view, 5> kSignatures{"\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF", "GIF87a", "GIF89a", "RIFF"};

bool is_webp(std::string_view head) {
  return head.starts_with("RIFF") && head.substr(4).substr(4, 4) == "WEBP";
}

/// Too short to tell, and nothing speaks against its being an image.
bool is_start_of_signature(std::string_view head) {
  if (head.starts_with("RIFF"))
    return head.size() < 12 && std::string_view("WEBP").starts_with(head.substr(std::min<std::size_t>(8, head.size())));
  return std::any_of(kSignatures.begin(), kSignatures.end(),
                     [head](std::string_view signature) { return signature.starts_with(head); });
}

Scanned scan_known(ByteReader& in, Extent extent) {
  const std::string_view head = in.peek(kHeadBytes);
  if (head.starts_with(kSignatures[0])) return scan_png(in, extent);
  if (head.starts_with(kSignatures[1])) return scan_jpeg(in, extent);
  if (head.starts_with(kSignatures[2]) || head.starts_with(kSignatures[3])) return scan_gif(in, extent);
  if (head.size() >= 12 && is_webp(head)) return scan_webp(in, extent);
  if (!head.empty() && is_start_of_signature(head)) {
    return tl::make_unexpected(
        fmt::format("is cut within its header: it has {} bytes; copy the file again", head.size()));
  }
  return tl::make_unexpected(explain_foreign_bytes(head));
}

}  // namespace

Scanned scan_image(ByteReader& in, Extent extent) {
  Scanned scanned = scan_known(in, extent);
  if (scanned && (scanned->width == 0 || scanned->height == 0)) {
    return tl::make_unexpected(
        fmt::format("is damaged: it says that it is {} x {} pixels", scanned->width, scanned->height));
  }
  return scanned;
}

}  // namespace sightline

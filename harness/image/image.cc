#include "image/image.h"

#include <fmt/format.h>

#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "image/formats.h"

namespace sightline {
namespace {

constexpr std::size_t kPieceBytes = 256u << 10;
/// More than any API takes; a file of holes would be digested for hours.
constexpr std::uint64_t kMostImageBytes = 256u << 20;

/// The pieces of a file, digested on their way; ends early where one cannot be read.
class FilePieces {
 public:
  FilePieces(const Files& files, const std::string& path) : files_(files), path_(path) {}

  std::string_view next() {
    Expected<std::string> piece = files_.read_range(path_, bytes_, kPieceBytes);
    if (!piece) {
      errors_ = std::move(piece.error());
      return {};
    }
    piece_ = *std::move(piece);
    bytes_ += piece_.size();
    digest_.add(piece_);
    return piece_;
  }

  std::uint64_t bytes() const { return bytes_; }
  std::string sha256() { return digest_.hex(); }
  Errors& errors() { return errors_; }

 private:
  const Files& files_;
  const std::string& path_;
  std::string piece_;
  std::uint64_t bytes_ = 0;
  Sha256 digest_;
  Errors errors_;
};

}  // namespace

Image described_image(const ImageHeader& header, Image::Origin origin) {
  Image image;
  image.origin = origin;
  image.type = header.type;
  image.width = header.width;
  image.height = header.height;
  image.orientation = header.orientation;
  return image;
}

Expected<ImageHeader> read_image_header(std::string_view bytes) {
  ByteReader in(bytes);
  Scanned scanned = scan_image(in, Extent::header);
  if (!scanned) return failure(std::move(scanned.error()));
  return *scanned;
}

Expected<ImagePtr> load_image(const Files& files, const std::string& path, const std::string& hint) {
  if (const auto size = files.size(path); size && *size > kMostImageBytes) {
    return failure(
        fmt::format("{} has {} MB; an image has {} MB at most", quoted(hint), *size >> 20, kMostImageBytes >> 20));
  }
  FilePieces pieces(files, path);
  ByteReader in([&pieces] { return pieces.next(); });
  const Scanned scanned = scan_image(in, Extent::whole);
  if (scanned) in.drain();
  if (!pieces.errors().empty()) return tl::make_unexpected(std::move(pieces.errors()));
  if (!scanned) return failure(fmt::format("{} {}", quoted(hint), scanned.error()));
  Image image = described_image(*scanned, Image::Origin::file);
  image.path = path;
  image.hint = hint;
  image.bytes = pieces.bytes();
  image.sha256 = pieces.sha256();
  return std::make_shared<const Image>(std::move(image));
}

std::string data_url_prefix(ImageType type) {
  return fmt::format("data:{};base64,", mime_type(type));
}

}  // namespace sightline

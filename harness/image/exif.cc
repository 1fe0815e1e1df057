#include "image/formats.h"
#include "image/integers.h"

namespace sightline {
namespace {

constexpr std::string_view kExifMark("Exif\0\0", 6);
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;
constexpr std::size_t kEntryBytes = 12;

/// A TIFF structure, whose integers are in either byte order.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), big_(bytes.starts_with("MM")) {}

  std::optional<std::uint32_t> integer(std::size_t offset, std::size_t count) const {
    if (offset > bytes_.size() || bytes_.size() - offset < count) return std::nullopt;
    return big_ ? big_endian(bytes_, offset, count) : little_endian(bytes_, offset, count);
  }

 private:
  std::string_view bytes_;
  bool big_;
};

std::optional<std::uint32_t> orientation_entry(const Tiff& tiff) {
  const auto directory = tiff.integer(4, 4);
  if (!directory) return std::nullopt;
  const auto entries = tiff.integer(*directory, 2);
  for (std::size_t i = 0; i < entries.value_or(0); ++i) {
    const std::size_t entry = *directory + 2 + i * kEntryBytes;
    if (tiff.integer(entry, 2) != kOrientationTag) continue;
    if (tiff.integer(entry + 2, 2) != kShortType) return std::nullopt;
    return tiff.integer(entry + 8, 2);
  }
  return std::nullopt;
}

}  // namespace

int exif_orientation(std::string_view app1) {
  if (!app1.starts_with(kExifMark)) return 1;
  const std::string_view tiff = app1.substr(kExifMark.size());
  if (!tiff.starts_with(std::string_view("II*\0", 4)) && !tiff.starts_with(std::string_view("MM\0*", 4))) return 1;
  const std::uint32_t value = orientation_entry(Tiff(tiff)).value_or(1);
  return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

}  // namespace sightline

#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runlog/runlog.h"

namespace sightline {

/// How much of its runs' images a page holds.
struct PictureLimits {
  std::size_t own_bytes = std::size_t{48} << 10;  ///< An image of at most this is its own thumbnail.
  std::size_t page_bytes = 6'000'000;             ///< Of all images together, as the page's characters.
};

/// An image as a page shows it.
struct PageImage {
  std::uint32_t width = 0;  ///< As displayed; 0 where it is not known.
  std::uint32_t height = 0;
  std::string_view mime;
  std::string bytes;     ///< Empty: the page does not hold it.
  bool is_made = false;  ///< A thumbnail: not the bytes of the image itself.
};
/// An image of a run's folder; the bytes where there are `most` at most.
PageImage page_image(const RunReader& run, const std::string& file, std::size_t most);

/// The images that a page holds, a line each: "<sha256> <width> <height> <mime> <base64>", with the size as it is
/// displayed (0 where it is not known), and " made" behind a thumbnail that is not the image itself. Of an image that
/// is not held, the line ends behind the size. harness/report/page/pictures.js reads them. Gives the same for the same
/// folders.
class PagePictures {
 public:
  explicit PagePictures(std::ostream& out, PictureLimits limits = {}) : out_(out), limits_(limits) {}
  /// Writes those of the images that the run's folder holds, and that were not written before, in the order given,
  /// which is that of need: what the limits leave out is what comes last.
  void add(const RunReader& run, const std::vector<std::string>& digests);

 private:
  void write(const std::string& digest, const PageImage& image);

  std::ostream& out_;
  PictureLimits limits_;
  std::size_t written_bytes_ = 0;
  std::set<std::string> written_;
};

/// Digests of the images that a request's body names ("sha256:…" as an image's url), in their order.
std::vector<std::string> digests_named(std::string_view body);

}  // namespace sightline

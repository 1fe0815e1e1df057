#include "report/page_pictures.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/base64.h"
#include "image/image.h"

namespace sightline {
namespace {

constexpr std::size_t kDigestLength = 64;
/// What stands before a JPEG's size may be long: colour profiles, a preview.
constexpr std::size_t kLongestHead = std::size_t{1} << 20;

std::map<std::string, std::string> by_digest(const std::vector<std::string>& files) {
  std::map<std::string, std::string> found;
  for (const std::string& file : files) found.emplace(file.substr(0, kDigestLength), file);
  return found;
}

/// The size that stands in a thumbnail's name.
std::pair<std::uint32_t, std::uint32_t> size_in(std::string_view name) {
  std::pair<std::uint32_t, std::uint32_t> size{0, 0};
  name.remove_prefix(std::min(name.size(), kDigestLength + 1));
  const char* end = name.data() + name.size();
  const auto [cross, trouble] = std::from_chars(name.data(), end, size.first);
  if (trouble == std::errc() && cross != end) std::from_chars(cross + 1, end, size.second);
  return size;
}

PageImage thumbnail_image(const RunReader& run, const std::string& file) {
  const auto bytes = run.image_bytes("thumbs/" + file, std::string::npos);
  const auto header = bytes ? read_image_header(*bytes) : tl::unexpected(bytes.error());
  const auto [width, height] = size_in(file);
  if (!header) return {.width = width, .height = height, .mime = {}, .bytes = {}};
  return {.width = width, .height = height, .mime = mime_type(header->type), .bytes = *bytes, .is_made = true};
}

}  // namespace

PageImage page_image(const RunReader& run, const std::string& file, std::size_t most) {
  auto bytes = run.image_bytes(file, most + 1);
  if (!bytes) return {};
  auto header = read_image_header(*bytes);
  const bool is_whole = bytes->size() <= most;
  if (!header && !is_whole) {
    if (const auto more = run.image_bytes(file, kLongestHead)) header = read_image_header(*more);
  }
  if (!header) return {};
  const bool turned = header->orientation >= 5;
  return {.width = turned ? header->height : header->width,
          .height = turned ? header->width : header->height,
          .mime = mime_type(header->type),
          .bytes = is_whole ? std::move(*bytes) : std::string()};
}

void PagePictures::add(const RunReader& run, const std::vector<std::string>& digests) {
  const auto originals = by_digest(run.image_files());
  const auto thumbnails = by_digest(run.thumbnail_files());
  for (const std::string& digest : digests) {
    const auto original = originals.find(digest);
    const auto thumbnail = thumbnails.find(digest);
    if (original == originals.end() && thumbnail == thumbnails.end()) continue;
    if (!written_.insert(digest).second) continue;
    write(digest, thumbnail != thumbnails.end() ? thumbnail_image(run, thumbnail->second)
                                                : page_image(run, original->second, limits_.own_bytes));
  }
}

void PagePictures::write(const std::string& digest, const PageImage& image) {
  out_ << '\n' << digest << ' ' << image.width << ' ' << image.height;
  const std::string text = to_base64(image.bytes);
  if (text.empty() || text.size() > limits_.page_bytes - written_bytes_) return;
  written_bytes_ += text.size();
  out_ << ' ' << image.mime << ' ' << text << (image.is_made ? " made" : "");
}

std::vector<std::string> digests_named(std::string_view body) {
  // Within a JSON string the quotes of this would be escaped: no text of a prompt reads like it.
  constexpr std::string_view kMark = "\"url\":\"sha256:";
  std::vector<std::string> digests;
  for (std::size_t at = body.find(kMark); at != std::string_view::npos; at = body.find(kMark, at)) {
    at += kMark.size();
    const std::string_view digest = body.substr(at, body.find('"', at) - at);
    const bool is_hex = digest.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (digest.size() == kDigestLength && is_hex) digests.emplace_back(digest);
  }
  return digests;
}

}  // namespace sightline

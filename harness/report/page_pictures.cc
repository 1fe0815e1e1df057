#include "report/page_pictures.h"

#include <algorithm>

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

}  // namespace

void PagePictures::add(const RunReader& run, const std::vector<std::string>& digests) {
  const auto originals = by_digest(run.image_files());
  for (const std::string& digest : digests) {
    const auto original = originals.find(digest);
    if (original == originals.end() || !written_.insert(digest).second) continue;
    write(digest, own_picture(run, original->second));
  }
}

PagePictures::Picture PagePictures::own_picture(const RunReader& run, const std::string& file) const {
  auto bytes = run.image_bytes(file, limits_.own_bytes + 1);
  if (!bytes) return {};
  auto header = read_image_header(*bytes);
  const bool is_whole = bytes->size() <= limits_.own_bytes;
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

void PagePictures::write(const std::string& digest, const Picture& picture) {
  out_ << '\n' << digest << ' ' << picture.width << ' ' << picture.height;
  const std::string text = to_base64(picture.bytes);
  if (text.empty() || text.size() > limits_.page_bytes - written_bytes_) return;
  written_bytes_ += text.size();
  out_ << ' ' << picture.mime << ' ' << text;
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

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "fixture/request_images.h"
#include "mock/validation_rules.h"

namespace sightline {
namespace {

constexpr std::string_view kImageUrl = "https: or http: URL, or data:image/png;base64,… (png, jpeg, gif or webp)";

/// The beginning of a URL is where its scheme stands.
bool begins(std::string_view url, std::string_view scheme) {
  return lower(url.substr(0, scheme.size())) == scheme;
}

bool is_web_url(std::string_view url) {
  if (!begins(url, "https://") && !begins(url, "http://")) return false;
  const std::string_view rest = url.substr(url.find("://") + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  const bool has_blank = std::any_of(url.begin(), url.end(), [](char c) { return (c >= 0 && c <= ' ') || c == 0x7F; });
  return !has_blank && !host.empty() && host.front() != ':';
}

/// The MIME type as it is compared: image/jpg is what many programs write for image/jpeg.
std::string plain_mime(std::string_view declared) {
  const std::string mime = lower(declared);
  return mime == "image/jpg" ? "image/jpeg" : mime;
}

void check_facts(const Spot& url, const ImageFacts& facts, FaultCollector& faults) {
  const std::string mime = plain_mime(facts.declared);
  if (mime != "image/png" && mime != "image/jpeg" && mime != "image/gif" && mime != "image/webp") {
    faults.add(url, "data: URL of image/png, image/jpeg, image/gif or image/webp",
               fmt::format("one of {}", quoted(facts.declared, 60)));
  } else if (facts.found.empty()) {
    faults.add(url, fmt::format("the bytes of an {}", mime), fmt::format("data that {}", facts.trouble));
  } else if (facts.found != mime) {
    faults.add(url, fmt::format("the bytes of an {}, as the URL says", mime),
               fmt::format("those of an {}", facts.found));
  }
}

void check_data_url(const Spot& url, FaultCollector& faults) {
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kMark = ";base64";
  const std::string_view text = url.text();
  const std::size_t comma = text.find(',');
  const std::string_view head = text.substr(0, comma);
  if (comma == std::string_view::npos || !lower(head.substr(0, 1000)).ends_with(kMark)) {
    return faults.add(url, "data:image/png;base64,… with the image in base64");
  }
  const auto bytes = from_base64(text.substr(comma + 1));
  if (!bytes) return faults.add(url, "image in base64, padded (RFC 4648)", "text that does not decode");
  const std::string_view about = head.substr(kScheme.size(), head.size() - kScheme.size() - kMark.size());
  check_facts(url, image_facts("", *bytes, bytes->size(), about.substr(0, about.find(';'))), faults);
}

/// The image whose data stood here; where one image came under several types, one that is not its own.
const ImageFacts* facts_of(std::string_view url, const std::vector<ImageFacts>& images) {
  const auto digest = image_digest(url);
  if (!digest) return nullptr;
  const ImageFacts* found = nullptr;
  for (const ImageFacts& image : images) {
    if (image.sha256 != *digest) continue;
    found = &image;
    if (plain_mime(image.declared) != image.found) break;
  }
  return found;
}

void check_url(const Spot& url, const std::vector<ImageFacts>& images, FaultCollector& faults) {
  if (const ImageFacts* facts = facts_of(url.text(), images)) return check_facts(url, *facts, faults);
  if (begins(url.text(), "data:")) return check_data_url(url, faults);
  if (is_web_url(url.text())) return;
  faults.add(url, kImageUrl, quoted(scrubbed_url(url.text().substr(0, 1000)), 60));
}

}  // namespace

void check_image(const Spot& image, const std::vector<ImageFacts>& images, FaultCollector& faults) {
  if (image.is_string()) {
    return faults.add(image, R"(object that holds the URL, {"url": "…"})",
                      fmt::format("the bare string {}", shown_value(image.value())));
  }
  if (!faults.expect_map(image)) return;
  const Spot url = image.member("url");
  if (faults.expect_string(url)) check_url(url, images, faults);
  const Spot detail = image.member("detail");
  if (detail.is_there()) faults.expect_one_of(detail, {"low", "high", "auto"});
}

}  // namespace sightline

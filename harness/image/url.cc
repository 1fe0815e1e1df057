#include "image/formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/base64.h"
#include "base/sha256.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kShownUrl = 60;

/// The MIME type that a data: URL of base64 text declares, and that text.
struct DataUrl {
  std::string mime;
  std::string_view base64;
};

std::optional<DataUrl> split_data_url(std::string_view url) {
  const std::size_t comma = url.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::string head = lower(url.substr(0, comma));
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kEncoding = ";base64";
  if (!head.starts_with(kScheme) || !head.ends_with(kEncoding)) return std::nullopt;
  const std::string_view mime = std::string_view(head).substr(kScheme.size());
  return DataUrl{std::string(mime.substr(0, mime.size() - kEncoding.size())), url.substr(comma + 1)};
}

std::string shown(std::string_view url) {
  return quoted(url, kShownUrl);
}

struct WebUrl {
  std::string scheme;
  std::string authority;
};

std::optional<WebUrl> split_web_url(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view rest = url.substr(colon + 3);
  return WebUrl{lower(url.substr(0, colon)), lower(rest.substr(0, rest.find_first_of("/?#")))};
}

bool is_loopback(std::string_view authority) {
  constexpr std::array<std::string_view, 3> kHosts{"127.0.0.1", "localhost", "[::1]"};
  return std::any_of(kHosts.begin(), kHosts.end(), [authority](std::string_view host) {
    return authority == host || (authority.starts_with(host) && authority[host.size()] == ':');
  });
}

bool has_blank_or_control(std::string_view url) {
  return std::any_of(url.begin(), url.end(), [](char c) { return (c >= 0 && c <= ' ') || c == '\x7F'; });
}

/// What is wrong with an image's URL that the server is to fetch; empty: nothing.
std::string trouble_with(const std::string& url) {
  const std::optional<WebUrl> parts = split_web_url(url);
  if (!parts || (parts->scheme != "https" && parts->scheme != "http")) return "is no https: URL";
  if (has_blank_or_control(url)) return "holds a blank or a control character; write it as %20 and the like";
  if (parts->authority.find('@') != std::string::npos) return "holds a user name; an image's URL must do without";
  if (parts->authority.empty() || parts->authority.front() == ':') return "names no host";
  if (parts->scheme == "http" && !is_loopback(parts->authority))
    return "must be https: (http: is for this machine alone)";
  return {};
}

}  // namespace

Expected<ImagePtr> image_from_data_url(const std::string& url) {
  const std::optional<DataUrl> parts = split_data_url(url);
  if (!parts) return failure(fmt::format("{} is no data: URL of an image; write data:image/png;base64,…", shown(url)));
  const std::optional<std::string> bytes = from_base64(parts->base64);
  if (!bytes) return failure(fmt::format("{} holds malformed base64", shown(url)));
  ByteReader in(*bytes);
  const Scanned scanned = scan_image(in, Extent::whole);
  if (!scanned) return failure(fmt::format("the image of {} {}", shown(url), scanned.error()));
  if (parts->mime != mime_type(scanned->type)) {
    return failure(fmt::format("{} says that it is {}, but its bytes are {}", shown(url), quoted(parts->mime),
                               mime_type(scanned->type)));
  }
  Image image = described_image(*scanned, Image::Origin::data_url);
  image.url = url;
  image.hint = shortened(url, kShownUrl);
  image.bytes = bytes->size();
  image.sha256 = sha256_hex(*bytes);
  return std::make_shared<const Image>(std::move(image));
}

Expected<ImagePtr> image_from_remote_url(const std::string& url) {
  if (const std::string trouble = trouble_with(url); !trouble.empty()) {
    return failure(fmt::format("{} {}", shown(url), trouble));
  }
  Image image;
  image.origin = Image::Origin::remote_url;
  image.url = url;
  image.hint = url;
  return std::make_shared<const Image>(std::move(image));
}

}  // namespace sightline

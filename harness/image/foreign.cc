#include "image/formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"

namespace sightline {
namespace {

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view name;
};

constexpr std::array<Signature, 11> kBinaryFormats{{
    {0, "%PDF", "PDF"},
    {0, "BM", "BMP"},
    {0, std::string_view("II*\0", 4), "TIFF"},
    {0, std::string_view("MM\0*", 4), "TIFF"},
    {0, "PK\x03\x04", "ZIP"},
    {0, "\x1F\x8B", "gzip"},
    {4, "ftypavif", "AVIF"},
    {4, "ftyphei", "HEIC"},
    {4, "ftypmif1", "HEIC"},
    {4, "ftyp", "a film"},
    {0, std::string_view("\0\0\1\0", 4), "an icon"},
}};

bool matches(const Signature& signature, std::string_view head) {
  return head.size() >= signature.offset && head.substr(signature.offset).starts_with(signature.bytes);
}

/// What a text looks like by its beginning; empty where that tells nothing.
std::string_view kind_of_text(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string text = lower(repaired_utf8(trimmed(head)));
  const auto begins = [&text](std::string_view start) { return text.starts_with(start); };
  if (begins("<!doctype html") || begins("<html") || begins("<head")) return "HTML";
  if (text.find("<svg") != std::string::npos) return "SVG";
  if (begins("<?xml")) return "XML";
  if (begins("{") || begins("[")) return "JSON";
  return {};
}

std::string first_bytes(std::string_view head) {
  std::string out;
  for (const char c : head.substr(0, 4)) {
    fmt::format_to(std::back_inserter(out), "{}{:02x}", out.empty() ? "" : " ", static_cast<std::uint8_t>(c));
  }
  return out;
}

constexpr std::string_view kWanted = "images are PNG, JPEG, GIF or WEBP";

}  // namespace

std::string explain_foreign_bytes(std::string_view head) {
  if (head.empty()) return "is empty (0 bytes)";
  if (head.starts_with("version https://git-lfs")) {
    return "is a Git LFS pointer and not the image itself; fetch it with `git lfs pull`";
  }
  if (const std::string_view kind = kind_of_text(head); !kind.empty())
    return fmt::format("looks like {}; {}", kind, kWanted);
  const auto* known = std::find_if(kBinaryFormats.begin(), kBinaryFormats.end(),
                                   [head](const Signature& signature) { return matches(signature, head); });
  if (known == kBinaryFormats.end()) return fmt::format("begins with {}; {}", first_bytes(head), kWanted);
  return fmt::format("begins with {} ({}); {}", first_bytes(head), known->name, kWanted);
}

}  // namespace sightline

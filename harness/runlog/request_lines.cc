#include "runlog/request_lines.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace sightline {
namespace {

using Digest = std::array<std::uint8_t, 32>;

/// The value of a digit in hex, above 15 where it is none.
unsigned digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10) : 16;
}

/// Nothing where the key is not spelled as this program does: two spellings of a digest are two keys.
std::optional<Digest> digest_of(std::string_view key) {
  Digest digest;
  if (key.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const unsigned high = digit_value(key[2 * i]);
    const unsigned low = digit_value(key[2 * i + 1]);
    if (high > 15 || low > 15) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return digest;
}

std::string hex_of(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const std::uint8_t byte : digest) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace

/// A digest is as good a hash as any part of it.
std::uint64_t RequestLines::hash_of(const Digest& digest) {
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

const RequestLines::Line* RequestLines::find(const Digest& digest) const {
  const auto number = numbers_.find(hash_of(digest), [&](std::uint32_t any) { return lines_[any].key == digest; });
  return number ? &lines_[*number] : nullptr;
}

bool RequestLines::add(std::string_view key, LineSpan line) {
  const auto digest = digest_of(key);
  if (!digest) return others_.emplace(key, line).second;
  if (find(*digest) != nullptr) return false;
  lines_.push_back({*digest, line});
  numbers_.add(static_cast<std::uint32_t>(lines_.size() - 1),
               [this](std::uint32_t any) { return hash_of(lines_[any].key); });
  return true;
}

const LineSpan* RequestLines::find(std::string_view key) const {
  if (const auto digest = digest_of(key)) {
    const Line* line = find(*digest);
    return line == nullptr ? nullptr : &line->line;
  }
  const auto other = others_.find(key);
  return other == others_.end() ? nullptr : &other->second;
}

std::vector<std::string> RequestLines::keys() const {
  std::vector<std::string> keys;
  keys.reserve(lines_.size() + others_.size());
  for (const Line& line : lines_) keys.push_back(hex_of(line.key));
  for (const auto& [key, line] : others_) keys.push_back(key);
  std::ranges::sort(keys);
  return keys;
}

}  // namespace sightline

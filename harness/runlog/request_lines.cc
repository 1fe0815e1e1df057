#include "runlog/request_lines.h"

#include <algorithm>
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

void RequestLines::add(const std::string& key, LineSpan line) {
  if (const auto digest = digest_of(key)) {
    lines_.push_back({*digest, line});
  } else {
    others_.emplace(key, line);
  }
}

void RequestLines::settle() {
  std::ranges::stable_sort(lines_, {}, &Line::key);
  const auto same = [](const Line& a, const Line& b) { return a.key == b.key; };
  lines_.erase(std::unique(lines_.begin(), lines_.end(), same), lines_.end());
  lines_.shrink_to_fit();
}

const LineSpan* RequestLines::find(std::string_view key) const {
  if (const auto digest = digest_of(key)) {
    const auto found = std::ranges::lower_bound(lines_, *digest, {}, &Line::key);
    return found != lines_.end() && found->key == *digest ? &found->line : nullptr;
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

#include "runlog/request_lines.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/hex.h"

namespace sightline {
namespace {

using Digest = std::array<std::uint8_t, 32>;

/// Nothing where the key is not spelled as this program does: two spellings of a digest are two keys.
std::optional<Digest> digest_of(std::string_view key) {
  Digest digest;
  const bool is_digest = key.size() == 2 * digest.size() && read_hex(key, reinterpret_cast<char*>(digest.data()));
  return is_digest ? std::optional(digest) : std::nullopt;
}

std::string hex_of(const Digest& digest) {
  std::string hex;
  assign_hex({reinterpret_cast<const char*>(digest.data()), digest.size()}, hex);
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

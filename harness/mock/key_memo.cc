#include "mock/key_memo.h"

#include <mutex>

#include "base/sha256.h"

namespace sightline {
namespace {

/// Texts that are remembered; past them all are forgotten, which costs each one reading.
constexpr std::size_t kMostTexts = 8'192;

}  // namespace

std::optional<std::vector<RequestKey>> KeyMemo::known(const std::string& digest) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(digest);
  if (found == keys_.end()) return std::nullopt;
  return found->second;
}

Expected<std::vector<RequestKey>> KeyMemo::keys(std::string_view text) {
  const std::string digest = sha256_hex(text);
  if (auto remembered = known(digest)) return *std::move(remembered);
  std::vector<RequestKey> keys;
  for (const std::vector<std::string>& pointers : ignore_) {
    auto key = request_key(text, pointers);
    if (!key) return tl::unexpected(std::move(key.error()));
    keys.push_back(*std::move(key));
  }
  const std::unique_lock lock(mutex_);
  if (keys_.size() >= kMostTexts) keys_.clear();
  keys_.emplace(digest, keys);
  return keys;
}

}  // namespace sightline

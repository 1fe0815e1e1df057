#include "mock/key_memo.h"

#include <mutex>

#include "base/sha256.h"

namespace sightline {
namespace {

/// Texts that are remembered; past them all are forgotten, which costs each one reading.
constexpr std::size_t kMostTexts = 8'192;

}  // namespace

KeyMemo::Keys KeyMemo::known(const std::string& digest) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(digest);
  return found == keys_.end() ? nullptr : found->second;
}

Expected<KeyMemo::Keys> KeyMemo::keys(std::string_view path, std::string_view text) {
  std::string digest = sha256_hex(text);
  digest += path;
  if (auto remembered = known(digest)) return remembered;
  std::vector<RequestKey> keys;
  for (const std::vector<std::string>& pointers : ignore_) {
    auto key = request_key(text, pointers, path);
    if (!key) return tl::unexpected(std::move(key.error()));
    keys.push_back(*std::move(key));
  }
  const std::unique_lock lock(mutex_);
  if (keys_.size() >= kMostTexts) keys_.clear();
  const auto [place, is_new] =
      keys_.insert_or_assign(std::move(digest), std::make_shared<const std::vector<RequestKey>>(std::move(keys)));
  return place->second;
}

}  // namespace sightline

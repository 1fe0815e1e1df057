#include "mock/key_memo.h"

#include <mutex>

#include "base/sha256.h"

namespace sightline {
namespace {

/// Texts that are remembered; past them all are forgotten, which costs each one reading.
constexpr std::size_t kMostTexts = 8'192;
/// Texts up to so many bytes are remembered whole, which costs less than their digest.
constexpr std::size_t kShortText = 2'048;

/// No text is named like another's digest, and none with a list like one without.
std::string name_of(std::string_view path, std::string_view text, const std::optional<std::vector<std::string>>& said) {
  const bool is_short = text.size() <= kShortText;
  std::string name;
  name.reserve(8 + path.size() + (is_short ? text.size() : 64));
  if (said) {
    name += 'i';
    for (const std::string& pointer : *said) name += std::to_string(pointer.size()) + pointer;
    name += ';';
  }
  name += is_short ? 't' : 'd';
  if (is_short) {
    name += text;
  } else {
    name += sha256_hex(text);
  }
  return name += path;
}

}  // namespace

KeyMemo::Keys KeyMemo::known(const std::string& name) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(name);
  return found == keys_.end() ? nullptr : found->second;
}

Expected<KeyMemo::Keys> KeyMemo::keys(std::string_view path, std::string_view text,
                                      const std::optional<std::vector<std::string>>& said) {
  std::string name = name_of(path, text, said);
  if (auto remembered = known(name)) return remembered;
  std::vector<RequestKey> keys;
  const auto add = [&](const std::vector<std::string>& pointers) {
    return request_key(text, pointers, path).map([&](RequestKey key) { keys.push_back(std::move(key)); });
  };
  if (said) {
    if (auto added = add(*said); !added) return tl::unexpected(std::move(added.error()));
  } else {
    for (const std::vector<std::string>& pointers : ignore_) {
      if (auto added = add(pointers); !added) return tl::unexpected(std::move(added.error()));
    }
  }
  const std::unique_lock lock(mutex_);
  if (keys_.size() >= kMostTexts) keys_.clear();
  const auto [place, is_new] =
      keys_.insert_or_assign(std::move(name), std::make_shared<const std::vector<RequestKey>>(std::move(keys)));
  return place->second;
}

}  // namespace sightline

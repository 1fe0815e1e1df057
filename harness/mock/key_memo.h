#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "fixture/key.h"

namespace sightline {

/// Remembers the keys of request texts, so that one that comes again is not read again. Used by many threads.
class KeyMemo {
 public:
  using Keys = std::shared_ptr<const std::vector<RequestKey>>;
  /// `ignore` are the lists of pointers that recordings may leave out of their keys.
  explicit KeyMemo(std::vector<std::vector<std::string>> ignore) : ignore_(std::move(ignore)) {}
  /// The keys of a request's text, one for each list, or the one by the pointers that `said` names. Errors: it has
  /// none.
  Expected<Keys> keys(std::string_view path, std::string_view text,
                      const std::optional<std::vector<std::string>>& said = {});

 private:
  Keys known(const std::string& name) const;

  std::vector<std::vector<std::string>> ignore_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Keys> keys_;  ///< By the text, or its digest, the path, and what was said.
};

}  // namespace sightline

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sightline {

/// Which repeat a request asks for, and how often its session asked for it before.
struct RepeatTurn {
  unsigned repeat = 0;
  unsigned attempt = 0;
};

/// Where each session stands with each recording. Clients that do not say a repeat get one after another, first in,
/// first out. Used by many threads.
class Cursors {
 public:
  /// `said`: the repeat that the request names. `uses_up` tells whether the turn's answer lets the session go on to the
  /// next repeat; it is asked once, and must not wait. Nothing where too many sessions are known.
  std::optional<RepeatTurn> take(std::string_view session, std::string_view key, std::optional<unsigned> said,
                                 const std::function<bool(const RepeatTurn&)>& uses_up);
  /// The session goes on to the next repeat after all.
  void use_up(std::string_view session, std::string_view key, unsigned repeat);
  /// The session asks for the repeat again, where it has not gone on meanwhile.
  void give_back(std::string_view session, std::string_view key, unsigned repeat);
  void forget_all();

 private:
  struct Cursor {
    unsigned next = 0;
    std::map<unsigned, unsigned> attempts;  ///< By repeat.
  };
  static std::string name_of(std::string_view session, std::string_view key);
  void move(std::string_view session, std::string_view key, unsigned from, unsigned to);

  std::mutex mutex_;
  std::unordered_map<std::string, Cursor> cursors_;  ///< By session and key.
  std::size_t turns_ = 0;
};

}  // namespace sightline

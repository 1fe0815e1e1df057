#pragma once

#include <cstddef>
#include <functional>
#include <list>
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
/// first out. Of very many sessions those that asked least lately are forgotten, and begin anew. Used by many threads.
class Cursors {
 public:
  explicit Cursors(std::size_t most = 200'000) : most_(most) {}
  /// `said`: the repeat that the request names. `uses_up` tells whether the turn's answer lets the session go on to the
  /// next repeat; it is asked once, and must not wait.
  RepeatTurn take(std::string_view session, std::string_view key, std::optional<unsigned> said,
                  const std::function<bool(const RepeatTurn&)>& uses_up);
  /// The repeat that the session gets next where it does not say one.
  unsigned next(std::string_view session, std::string_view key);
  /// The session goes on to the repeat, or stays where it is past that.
  void go_on(std::string_view session, std::string_view key, unsigned repeat);
  /// The session goes on to the next repeat after all.
  void use_up(std::string_view session, std::string_view key, unsigned repeat);
  /// The session asks for the repeat again, where it has not gone on meanwhile.
  void give_back(std::string_view session, std::string_view key, unsigned repeat);
  void forget_all();

 private:
  struct Cursor {
    std::string name;
    unsigned next = 0;
    unsigned attempts = 0;                   ///< At the repeat that is next.
    std::map<unsigned, unsigned> said = {};  ///< Attempts at repeats that requests named.
  };
  using Places = std::list<Cursor>;
  static std::string name_of(std::string_view session, std::string_view key);
  Cursor& cursor_of(std::string name);
  RepeatTurn take_said(Cursor& cursor, unsigned repeat);
  void forget_oldest();
  void move(std::string_view session, std::string_view key, unsigned from, unsigned to, unsigned attempts);

  std::size_t most_;
  std::mutex mutex_;
  Places cursors_;  ///< The one that asked last comes first.
  std::unordered_map<std::string_view, Places::iterator> by_name_;
  std::size_t size_ = 0;  ///< Cursors, and repeats that they know by name.
};

}  // namespace sightline

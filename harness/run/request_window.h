#pragma once

#include <cstdint>

namespace sightline {

/// How many requests of one model may be under way at once: additive increase and multiplicative decrease, as TCP has
/// it (RFC 5681). It begins with kFirstWindow, as TCP does (RFC 6928), and grows by 1 an answer, that is twofold a
/// round trip, up to the ceiling or the first overload; after that by 1 a round trip. A window that is not made use of
/// does not grow (RFC 7661).
class RequestWindow {
 public:
  static constexpr unsigned kFirstWindow = 10;
  /// Late answers alone lower it no further: what is slow with so few requests is not slow because of them.
  static constexpr unsigned kLeastWhenLate = 4;

  explicit RequestWindow(unsigned ceiling);
  unsigned window() const { return static_cast<unsigned>(window_); }
  unsigned ceiling() const { return ceiling_; }
  /// The lowest that the window was.
  unsigned lowest() const { return lowest_; }
  /// Counts the halvings: what a request tells that was sent before the last one is old news.
  unsigned epoch() const { return epoch_; }
  /// A request leaves; `under_way` are under way now, it among them.
  void sent(unsigned under_way);
  /// An answer came in; `under_way` requests, its own among them, were under way.
  void success(unsigned under_way);
  /// An answer to a request of `epoch` says that it is too much. Halves the window, or what of it was in use, where
  /// that is news; true where it did. It stays at `least` or above.
  bool overload(unsigned epoch, unsigned least = 1);

 private:
  /// The most requests that were under way at once, in this round trip or the one before.
  unsigned in_use() const;
  unsigned ceiling_;
  double window_;
  double threshold_;  ///< Below it a window grows quickly.
  unsigned lowest_;
  unsigned epoch_ = 0;
  unsigned most_under_way_ = 0;  ///< Of this round trip.
  unsigned most_before_ = 0;     ///< Of the one before.
  unsigned answers_ = 0;         ///< Of this round trip, which as many as the window end.
};

}  // namespace sightline

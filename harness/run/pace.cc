#include "run/pace.h"

#include <algorithm>

namespace sightline {

Pace::Pace(unsigned ceiling)
    : ceiling_(std::max(1u, ceiling)),
      window_(std::min(ceiling_, kFirstWindow)),
      threshold_(ceiling_),
      lowest_(window()) {}

void Pace::sent(unsigned under_way) {
  most_under_way_ = std::max(most_under_way_, under_way);
}

void Pace::success(unsigned under_way) {
  const bool is_used = 2 * most_under_way_ >= window();
  if (++answers_ >= window()) {
    answers_ = 0;
    most_under_way_ = under_way;
  }
  if (!is_used) return;
  window_ += window_ < threshold_ ? 1 : 1 / window_;
  window_ = std::min(window_, static_cast<double>(ceiling_));
}

bool Pace::overload(unsigned epoch, unsigned under_way, unsigned least) {
  if (epoch != epoch_) return false;
  const unsigned halved = std::max(least, std::min(window(), under_way) / 2);
  if (halved >= window()) return false;
  window_ = halved;
  threshold_ = halved;
  lowest_ = std::min(lowest_, halved);
  ++epoch_;
  return true;
}

}  // namespace sightline

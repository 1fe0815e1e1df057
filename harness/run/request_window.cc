#include "run/request_window.h"

#include <algorithm>
#include <utility>

namespace sightline {

RequestWindow::RequestWindow(unsigned ceiling)
    : ceiling_(std::max(1u, ceiling)),
      window_(std::min(ceiling_, kFirstWindow)),
      threshold_(ceiling_),
      lowest_(window()) {}

unsigned RequestWindow::in_use() const {
  return std::max(most_before_, most_under_way_);
}

void RequestWindow::sent(unsigned under_way) {
  most_under_way_ = std::max(most_under_way_, under_way);
}

void RequestWindow::success(unsigned under_way) {
  const bool is_used = 2 * in_use() >= window();
  if (++answers_ >= window()) {
    answers_ = 0;
    most_before_ = std::exchange(most_under_way_, under_way);
  }
  if (!is_used) return;
  window_ += window_ < threshold_ ? 1 : 1 / window_;
  window_ = std::min(window_, static_cast<double>(ceiling_));
}

bool RequestWindow::overload(unsigned epoch, unsigned least) {
  if (epoch != epoch_) return false;
  const unsigned halved = std::max(least, std::min(window(), in_use()) / 2);
  if (halved >= window()) return false;
  window_ = halved;
  threshold_ = halved;
  lowest_ = std::min(lowest_, halved);
  ++epoch_;
  return true;
}

}  // namespace sightline

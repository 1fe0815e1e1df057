#include "cli/interrupt.h"

#include <csignal>
#include <utility>

namespace sightline {

namespace {

std::atomic<bool> g_interrupted = false;
std::function<void()> g_wake;

void on_signal(int) {
  g_interrupted = true;
  if (g_wake) g_wake();
}

}  // namespace

InterruptGuard::InterruptGuard(std::function<void()> wake) {
  g_wake = std::move(wake);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  g_wake = nullptr;
}

const std::atomic<bool>& InterruptGuard::flag() {
  return g_interrupted;
}

}  // namespace sightline

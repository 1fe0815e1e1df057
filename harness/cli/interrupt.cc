#include "cli/interrupt.h"

#include <array>
#include <csignal>
#include <utility>

namespace sightline {

namespace {

constexpr std::array kStops{SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> g_interrupted = false;
std::function<void()> g_wake;

void on_signal(int) {
  g_interrupted = true;
  if (g_wake) g_wake();
}

struct sigaction action_of(int signal) {
  struct sigaction action {};
  sigaction(signal, nullptr, &action);
  return action;
}

}  // namespace

InterruptGuard::InterruptGuard(std::function<void()> wake) {
  g_wake = std::move(wake);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : kStops) {
    // Under nohup the end of the terminal is not to be heeded.
    if (signal == SIGHUP && action_of(signal).sa_handler == SIG_IGN) continue;
    sigaction(signal, &action, nullptr);
  }
  before_ = std::signal(SIGPIPE, SIG_IGN);
}

InterruptGuard::~InterruptGuard() {
  for (const int signal : kStops) {
    if (action_of(signal).sa_handler != SIG_IGN) std::signal(signal, SIG_DFL);
  }
  std::signal(SIGPIPE, before_);
  g_wake = nullptr;
}

const std::atomic<bool>& InterruptGuard::flag() {
  return g_interrupted;
}

}  // namespace sightline

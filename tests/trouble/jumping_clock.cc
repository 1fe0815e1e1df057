// Loaded before a program: its wall clock jumps to another day at each call, ahead and back by turns. Its steady clock
// is left alone.

#include <dlfcn.h>
#include <time.h>

#include <atomic>

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  using Call = int (*)(clockid_t, timespec*);
  static const auto real = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "clock_gettime"));
  static std::atomic<time_t> calls{0};
  constexpr time_t kDay = 86'400;
  const int result = real(clock, time);
  if (result != 0 || clock != CLOCK_REALTIME) return result;
  const time_t call = calls.fetch_add(1);
  time->tv_sec += (call % 2 == 0 ? call : -call) * kDay;
  return result;
}

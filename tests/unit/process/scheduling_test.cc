#include "process/scheduling.h"

#include <sched.h>

#include <catch2/catch.hpp>
#include <thread>

namespace sightline {

TEST_CASE("Threads that prefer throughput say so to the system, and so do those that they start") {
  const int before = ::sched_getscheduler(0);
  int own = -1;
  int started = -1;
  std::thread([&] {
    prefer_throughput();
    own = ::sched_getscheduler(0);
    std::thread([&] { started = ::sched_getscheduler(0); }).join();
  }).join();
  const int wanted = before == SCHED_OTHER ? SCHED_BATCH : before;
  CHECK(own == wanted);
  CHECK(started == wanted);
  CHECK(::sched_getscheduler(0) == before);
}

TEST_CASE("A policy that the user chose stays") {
  int chosen = -1;
  int after = -1;
  std::thread([&] {
    const sched_param parameters{};
    chosen = ::sched_setscheduler(0, SCHED_IDLE, &parameters);
    prefer_throughput();
    after = ::sched_getscheduler(0);
  }).join();
  REQUIRE(chosen == 0);
  CHECK(after == SCHED_IDLE);
}

}  // namespace sightline

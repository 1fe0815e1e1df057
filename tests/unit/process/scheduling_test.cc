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
  CHECK(own == SCHED_BATCH);
  CHECK(started == SCHED_BATCH);
  CHECK(::sched_getscheduler(0) == before);
}

}  // namespace sightline

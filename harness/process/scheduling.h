#pragma once

namespace sightline {

/// The calling thread, and the threads and processes that it starts, take the processor from nobody when they wake up:
/// they wait until it is free, or the other's time is over (sched(7), SCHED_BATCH). For threads that hand small work to
/// one another, where none is waited for by a clock. Does nothing where the system has no such thing, or the user chose
/// another policy.
void prefer_throughput() noexcept;

}  // namespace sightline

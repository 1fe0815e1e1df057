#include "process/scheduling.h"

#include <sched.h>

namespace sightline {

void prefer_throughput() noexcept {
#ifdef SCHED_BATCH
  if (::sched_getscheduler(0) != SCHED_OTHER) return;
  const sched_param parameters{};
  // Where it is refused, all goes on as before.
  static_cast<void>(::sched_setscheduler(0, SCHED_BATCH, &parameters));
#endif
}

}  // namespace sightline

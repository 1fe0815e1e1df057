#include "process/core_dumps.h"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "process/process.h"

namespace sightline {

void forbid_core_dumps() {
  rlimit limit{};
  if (getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &limit);
  }
#ifdef __linux__
  // The limit does not stop a core that is piped to a collector; this does. A sanitizer looks into its own process at
  // its end, which must stay allowed.
  if (!kIsSanitized) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace sightline

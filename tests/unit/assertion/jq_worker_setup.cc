#include "assertion/jq.h"

namespace {

/// Every test of this program that uses jq finds its worker.
[[maybe_unused]] const bool worker_is_set = [] {
  sightline::set_jq_worker_program(SIGHTLINE_JQ_WORKER);
  return true;
}();

}  // namespace

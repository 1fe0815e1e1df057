#include "mock/exchange.h"

namespace sightline {

bool is_sent_again(int status) {
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

void find_recording(MockExchange& x, const std::vector<RequestKey>& keys) {
  x.key = keys.front();
  for (const RequestKey& key : keys) {
    x.fixture = x.stock.library().hold(key.key);
    if (x.fixture == nullptr) continue;
    x.key = key;
    break;
  }
  x.entry.key = x.key.key;
  x.entry.stream = x.key.stream;
}

}  // namespace sightline

// Any answer, plain, streamed or an error: decoding ends, and what it finds can be written as JSON again.

#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "chat/chat.h"

namespace sightline {
namespace {

constexpr int kStatuses[] = {200, 200, 200, 307, 401, 404, 429, 500};

void check(int status, bool stream, std::string body) {
  Outcome outcome;
  outcome.status = status;
  outcome.headers = {{"content-type", stream ? "text/event-stream" : "application/json"}};
  outcome.body = std::move(body);
  outcome.arrivals = {{0, 1}, {outcome.body.size() / 2, 2}};
  const Decoded decoded = decode(outcome);
  const bool fine = decoded.answer ? is_utf8(decoded.answer->text) && is_utf8(decoded.answer->refusal)
                                   : is_utf8(decoded.answer.error().message) && !decoded.answer.error().message.empty();
  if (!fine) std::abort();
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  sightline::check(sightline::kStatuses[data[0] % 8], (data[0] & 8) != 0, body);
  return 0;
}

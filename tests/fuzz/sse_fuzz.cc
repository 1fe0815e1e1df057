// Any bytes, split anywhere: the reader must give the events that it gives for the whole.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sse/sse.h"

namespace sightline {
namespace {

bool same(const std::vector<SseEvent>& a, const std::vector<SseEvent>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const SseEvent& x, const SseEvent& y) {
    return x.name == y.name && x.data == y.data && x.end == y.end;
  });
}

void check_split(std::string_view stream, std::size_t piece) {
  SseReader whole;
  SseReader split;
  std::vector<SseEvent> of_whole;
  std::vector<SseEvent> of_split;
  whole.feed(stream, of_whole);
  for (std::size_t at = 0; at < stream.size(); at += piece) split.feed(stream.substr(at, piece), of_split);
  if (!same(of_whole, of_split) || whole.finish() != split.finish()) std::abort();
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view stream(reinterpret_cast<const char*>(data) + 1, size - 1);
  sightline::check_split(stream, data[0] % 16 + 1u);
  return 0;
}

// Any bytes as a fixture's file and as a request: what is read is printed, read again, printed the same, and serves the
// same bytes at the same times.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "fixture/fixture.h"

namespace sightline {
namespace {

bool same_arrivals(const std::vector<Arrival>& a, const std::vector<Arrival>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Arrival& x, const Arrival& y) { return x.offset == y.offset && x.at_us == y.at_us; });
}

bool same_answer(const RecordedResponse& a, const RecordedResponse& b) {
  const bool same_attempts =
      std::equal(a.attempts.begin(), a.attempts.end(), b.attempts.begin(), b.attempts.end(), same_answer);
  return same_attempts && a.status == b.status && a.stream == b.stream && a.body == b.body && a.text == b.text &&
         a.headers_ms == b.headers_ms && a.total_ms == b.total_ms && same_arrivals(a.arrivals, b.arrivals);
}

void check_fixture(const std::string& text) {
  const auto fixture = parse_fixture(Source{"fuzz.json", text});
  if (!fixture) return;
  const std::string printed = print_fixture(*fixture);
  const auto again = parse_fixture(Source{"fuzz.json", printed});
  if (!again || print_fixture(*again) != printed) std::abort();
  if (again->request.key != fixture->request.key) std::abort();
  // Repeats at the end that were not recorded are not printed.
  if (again->responses.size() > fixture->responses.size()) std::abort();
  if (!std::equal(again->responses.begin(), again->responses.end(), fixture->responses.begin(), same_answer)) {
    std::abort();
  }
}

void check_request(const std::string& text) {
  const auto whole = key_request(text);
  const auto quick = request_key(text);
  if (whole.has_value() != quick.has_value()) std::abort();
  if (whole && (whole->key != quick->key || whole->ignored != quick->ignored)) std::abort();
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  sightline::check_fixture(text);
  sightline::check_request(text);
  return 0;
}

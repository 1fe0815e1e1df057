// Any bytes as a fixture's file and as a request: what is read is printed, read again and printed the same.

#include <cstdint>
#include <cstdlib>

#include "fixture/fixture.h"

namespace sightline {
namespace {

void check_fixture(const std::string& text) {
  const auto fixture = parse_fixture(Source{"fuzz.json", text});
  if (!fixture) return;
  const std::string printed = print_fixture(*fixture);
  const auto again = parse_fixture(Source{"fuzz.json", printed});
  if (!again || print_fixture(*again) != printed) std::abort();
  if (again->request.key != fixture->request.key) std::abort();
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

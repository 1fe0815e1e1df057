// Any text as a compare.json and as a trend.json: what is read of it is written and read again the same.

#include <cstdint>
#include <sstream>
#include <string>

#include "compare/comparison_json.h"
#include "fuzz/checks.h"
#include "runlog/comparison_reader.h"
#include "runlog/trend_file.h"

namespace sightline {
namespace {

using fuzz::expect;

std::string written(const Comparison& comparison) {
  std::ostringstream out;
  write_comparison_json(comparison, out);
  return out.str();
}

void check_comparison(std::string_view text) {
  const auto comparison = read_comparison(text);
  if (!comparison) return;
  const std::string once = written(*comparison);
  expect(is_utf8(once), "a comparison is written as UTF-8");
  const auto again = read_comparison(once);
  expect(again && written(*again) == once, "a comparison stays what it is");
}

void check_trend(std::string_view text) {
  const auto trend = read_trend(text);
  if (!trend) return;
  const std::string once = trend_json(*trend);
  const auto again = read_trend(once);
  expect(again && trend_json(*again) == once, "a trend stays what it is");
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  sightline::check_comparison(text);
  sightline::check_trend(text);
  return 0;
}

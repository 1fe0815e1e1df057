#include "cli/seed_option.h"

#include <charconv>

#include "base/text.h"
#include "cli/verb_options.h"

namespace sightline {
namespace {

std::string trouble_of_seed(const std::string& text) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  const bool is_seed = error == std::errc{} && end == text.data() + text.size();
  return is_seed ? "" : quoted(text) + " is no seed, which is a whole number from 0 to 18446744073709551615";
}

}  // namespace

void add_seed_option(VerbOptions& options, std::uint64_t& seed) {
  options.add("--seed", seed).check(trouble_of_seed);
}

}  // namespace sightline
